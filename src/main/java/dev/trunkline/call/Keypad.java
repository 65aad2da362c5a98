package dev.trunkline.call;

import dev.trunkline.audio.DtmfTones;
import dev.trunkline.time.Scheduler;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a call: those that the caller presses, by himself or because he is asked to, and those that we press for the far
 * side. Confined to the call's loop.
 */
final class Keypad {

    private static final char MASK = '\u2022'; // stands for a key that nobody is to know
    static final String OURS = "keys-";

    private final Scheduler scheduler;
    private final LongSupplier quietNanos;
    private final Consumer<CallEvent> events;
    private final UnaskedKeys unasked;
    private @Nullable Asked asked;
    private @Nullable Played playing;
    private int played;
    private long secretUntilNanos;

    /**
     * @param pauseNanos what ends an input that nobody has asked for
     * @param inputs takes one, or says that it cannot now
     * @param quietNanos how long the agent has been silent
     */
    Keypad(
            Scheduler scheduler,
            long pauseNanos,
            Predicate<String> inputs,
            LongSupplier quietNanos,
            Consumer<CallEvent> events) {
        this.scheduler = scheduler;
        this.quietNanos = quietNanos;
        this.events = events;
        this.secretUntilNanos = scheduler.nowNanos();
        this.unasked = new UnaskedKeys(scheduler, pauseNanos, inputs);
    }

    /** Keys that were asked for: how far they are. */
    private static final class Asked {
        private final DigitRequest request;
        private final Consumer<DigitRequest.Outcome> then;
        private final StringBuilder digits = new StringBuilder();
        private Scheduler.@Nullable Timer timer;

        Asked(DigitRequest request, Consumer<DigitRequest.Outcome> then) {
            this.request = request;
            this.then = then;
        }
    }

    /** Tones on their way to the far side. */
    private static final class Played {
        private final String messageId;
        private final String keys;
        private final Consumer<String> then;
        private boolean begun;

        Played(String messageId, String keys, Consumer<String> then) {
            this.messageId = messageId;
            this.keys = keys;
            this.then = then;
        }
    }

    /** The caller pressed a key; returns whether it is one that was asked for, and the first. */
    boolean press(char digit) {
        Asked now = asked;
        if (now == null) {
            events.accept(new TalkEvent.DigitPressed(digit));
            unasked.press(digit);
            return false;
        }
        events.accept(new TalkEvent.DigitPressed(now.request.masked() ? MASK : digit));
        boolean first = now.digits.isEmpty();
        Character terminator = now.request.terminator();
        if (terminator != null && terminator == digit) {
            finish(now, false);
        } else {
            now.digits.append(digit);
            if (now.digits.length() >= now.request.most()) {
                finish(now, false);
            } else {
                wait(now, now.request.nextNanos(), () -> finish(now, false));
            }
        }
        return first;
    }

    /** All keys that nobody has asked for. */
    String all() {
        return unasked.all();
    }

    /** What could not be taken before may be taken now. */
    void offerAgain() {
        unasked.offerAgain();
    }

    /** Asks for keys; false when some are asked for already. */
    boolean collect(DigitRequest request, Consumer<DigitRequest.Outcome> then) {
        if (asked != null) {
            return false;
        }
        Asked next = new Asked(request, then);
        asked = next;
        wait(next, request.firstNanos(), () -> judgeFirst(next));
        return true;
    }

    /** The time for the first key begins when the caller has heard what is wanted. */
    private void judgeFirst(Asked now) {
        long leftNanos = now.request.firstNanos() - quietNanos.getAsLong();
        if (leftNanos > 0) {
            wait(now, leftNanos, () -> judgeFirst(now));
        } else {
            finish(now, false);
        }
    }

    private void wait(Asked now, long nanos, Runnable then) {
        cancel(now);
        now.timer = scheduler.after(nanos, then);
    }

    private static void cancel(Asked now) {
        if (now.timer != null) {
            now.timer.cancel();
        }
    }

    private void finish(Asked now, boolean spoke) {
        cancel(now);
        asked = null;
        secretUntilNanos = scheduler.nowNanos() + (now.request.masked() ? DigitRequest.LAST_TONE_NANOS : 0);
        String digits = now.digits.toString();
        now.digits.setLength(0);
        now.then.accept(new DigitRequest.Outcome(digits, spoke));
    }

    /** The caller said something: who speaks will not press. */
    void callerSpoke() {
        Asked now = asked;
        if (now != null && now.digits.isEmpty()) {
            finish(now, true);
        }
    }

    /** Whether keys are being pressed, asked for or heard. */
    boolean isBusy() {
        return asked != null || playing != null || unasked.isCollecting();
    }

    /** Whether the caller enters what the AI must not hear. */
    boolean isSecret(long nowNanos) {
        return (asked != null && asked.request.masked()) || secretUntilNanos - nowNanos > 0;
    }

    /**
     * Presses keys for the far side, behind what the agent is saying.
     *
     * @param then is told which part of it was heard; "" for nothing
     * @return false when others are being pressed
     */
    boolean play(String keys, Conversation conversation, Consumer<String> then) {
        if (playing != null) {
            return false;
        }
        playing = new Played(OURS + ++played, keys, then);
        conversation.ours().playKeys(playing.messageId, String.join(" ", keys.split("")), DtmfTones.muLaw(keys));
        return true;
    }

    /** Whether the far side hears keys now: whoever speaks meanwhile does not stop them. */
    boolean isHeard() {
        return playing != null && playing.begun;
    }

    /** Something happened to what the caller hears. */
    void onEvent(CallEvent event) {
        Played now = playing;
        if (now == null) {
            return;
        }
        if (event instanceof TalkEvent.AgentBegins begins && begins.messageId().equals(now.messageId)) {
            now.begun = true;
        } else if (event instanceof TalkEvent.AgentHeard heard
                && heard.messageId().equals(now.messageId)) {
            playing = null;
            now.then.accept(DtmfTones.heardOf(now.keys, heard.heardMillis()));
        }
    }

    /** The call is over. */
    void abandon() {
        unasked.abandon();
        playing = null;
        if (asked != null) {
            cancel(asked);
            asked.digits.setLength(0);
            asked = null;
        }
    }
}
