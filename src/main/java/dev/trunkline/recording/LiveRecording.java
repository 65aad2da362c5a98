package dev.trunkline.recording;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.FarEndEvent;
import dev.trunkline.call.SoundTaps;
import dev.trunkline.call.TalkEvent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of a call that is being recorded, beside its sound: consent and keys. Confined to the call's loop, but for {@link #pause}. */
final class LiveRecording {

    private final RecordedStream stream;
    private final SoundTaps taps;
    private final @Nullable Consent consent;
    private final KeySequence pauseKeys;
    private final KeySequence resumeKeys;
    private final boolean isToggled;
    private final Map<String, String> said =
            new HashMap<>(); // sentences of the agent's by their message, until consent

    /** What is to be done about an event. */
    enum Next {
        NOTHING,
        /** The words of consent are to be said. */
        SAY,
        CONSENTED,
        REFUSED
    }

    /** @param consent what the caller must have heard before, or null for nothing */
    LiveRecording(RecordedStream stream, SoundTaps taps, @Nullable Consent consent, RecordingSettings settings) {
        this.stream = stream;
        this.taps = taps;
        this.consent = consent;
        this.pauseKeys = new KeySequence(settings.pauseDigits());
        this.isToggled =
                settings.resumeDigits().isEmpty() || settings.resumeDigits().equals(settings.pauseDigits());
        this.resumeKeys = new KeySequence(isToggled ? "" : settings.resumeDigits());
    }

    String route() {
        return stream.route();
    }

    boolean isOf(RecordedStream which) {
        return stream == which;
    }

    /** From the stream's first sound on. */
    void begin() {
        if (consent != null) {
            stream.hold(Hold.CONSENT, true, taps.beganNanos());
        }
        taps.addHere(stream);
    }

    /** Does something on the call's loop, when it has done what it is doing. */
    void soon(Runnable task) {
        taps.execute(task);
    }

    /** Any thread. */
    void pause(Hold who, boolean isPaused) {
        taps.execute(() -> {
            long nowNanos = taps.nowNanos();
            stream.hold(who, isPaused, nowNanos);
            if (who == Hold.OPERATOR && !isPaused) {
                stream.hold(Hold.AGENT, false, nowNanos);
            }
        });
    }

    /** Any thread. */
    void discard() {
        stream.discard();
        taps.remove(stream);
        taps.execute(() -> stream.onEnded(taps.nowNanos()));
    }

    Next onEvent(CallEvent event, long atNanos) {
        if (event instanceof TalkEvent.DigitPressed pressed) {
            onKey(pressed.digit(), atNanos);
            return Next.NOTHING;
        }
        return consent == null || !stream.isHeldBy(Hold.CONSENT) ? Next.NOTHING : onEvent(consent, event, atNanos);
    }

    private void onKey(char key, long atNanos) {
        boolean pauses = pauseKeys.press(key, atNanos);
        boolean resumes = resumeKeys.press(key, atNanos);
        if (pauses || resumes) {
            stream.hold(Hold.CALLER, isToggled ? !stream.isHeldBy(Hold.CALLER) : pauses, atNanos);
        }
    }

    private Next onEvent(Consent asked, CallEvent event, long atNanos) {
        boolean begins =
                asked.needsAgent() ? event instanceof FarEndEvent.AiReady : event instanceof CallEvent.Answered;
        if (begins) {
            asked.begin();
            return Next.SAY;
        }
        if (event instanceof TalkEvent.AgentSays says) {
            said.put(says.messageId(), says.text());
        } else if (event instanceof TalkEvent.AgentSaysMore says) {
            said.computeIfPresent(says.messageId(), (id, text) -> text + says.more());
        } else if (event instanceof TalkEvent.AgentHeard heard) {
            String text = said.remove(heard.messageId());
            return text == null ? Next.NOTHING : after(asked.heard(text, !heard.interrupted()), atNanos);
        }
        return Next.NOTHING;
    }

    private Next after(Consent.Heard heard, long atNanos) {
        if (heard == Consent.Heard.GIVEN) {
            said.clear();
            stream.hold(Hold.CONSENT, false, atNanos);
        }
        return switch (heard) {
            case GO_ON -> Next.NOTHING;
            case GIVEN -> Next.CONSENTED;
            case AGAIN -> Next.SAY;
            case REFUSED -> Next.REFUSED;
        };
    }
}
