package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.call.TalkEvent.BargedIn;
import dev.trunkline.call.TalkEvent.BargedIn.Cause;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The caller interrupts: the agent's sound is dropped, here and in the phone's buffer, and nothing of what was announced is heard
 * any more. The AI notices while it speaks; when it has finished and is only still being played, of which it knows nothing,
 * a transcript of the caller decides, and a cough must not. Confined to the call's loop.
 */
final class BargeIn {

    private final int interimWords;
    private final AgentUtterances utterances;
    private final Playout playout;
    private final GivenWords words;
    private final LongSupplier nowNanos;
    private final Consumer<CallEvent> events;
    private boolean isOff; // a person speaks in the agent's place, whom nobody interrupts

    /** @param interimWords an interim transcript of so many words is an interruption; 0: none is */
    BargeIn(
            int interimWords,
            AgentUtterances utterances,
            Playout playout,
            GivenWords words,
            LongSupplier nowNanos,
            Consumer<CallEvent> events) {
        this.interimWords = interimWords;
        this.utterances = utterances;
        this.playout = playout;
        this.words = words;
        this.nowNanos = nowNanos;
        this.events = events;
    }

    /** Whether these words are more than a cough. */
    boolean isInterruption(String transcript, boolean interim) {
        int words = transcript.isBlank() ? 0 : transcript.strip().split("\\s+").length;
        return interim ? interimWords > 0 && words >= interimWords : words > 0;
    }

    /**
     * The caller has been transcribed; this was read at {@code readNanos}.
     *
     * @param leg of the agent; null when there is none
     */
    void onCallerSaid(String transcript, boolean interim, long readNanos, @Nullable AiLeg leg) {
        // An AI that holds the agent knows these words; those that come while it fills the time it waited for.
        boolean othersDecide = (interim && playout.isHeld(readNanos)) || utterances.isFilling();
        if (isOff || othersDecide || !isInterruption(transcript, interim)) {
            return;
        }
        words.dropResumption();
        if (playout.isSounding(readNanos) && !areWordsLate(leg)) {
            interrupt(Cause.CALLER_WAS_TRANSCRIBED, readNanos, leg);
        }
    }

    /** Whether words may come when the far end's answer to them is being heard: interruptions are told without words, or never. */
    private boolean areWordsLate(@Nullable AiLeg leg) {
        boolean isAnnounced = leg == null || leg.traits().interruption() == Interruption.ANNOUNCED;
        return !isAnnounced && !GivenWords.areOurs(playout.lastMessageId());
    }

    /** The caller answers with keys: he need not hear any more what he is asked; {@code leg} as above. */
    void onKeyPressed(@Nullable AiLeg leg) {
        if (!isOff) {
            words.dropResumption();
            interrupt(Cause.CALLER_PRESSED_A_KEY, nowNanos.getAsLong(), leg);
        }
    }

    /** The AI says that the caller interrupts; {@code leg} as above. */
    void onNoticed(@Nullable AiLeg leg) {
        words.dropResumption();
        interrupt(Cause.AI_NOTICED, nowNanos.getAsLong(), leg);
    }

    /** Whether it is a person who speaks in the agent's place: nobody interrupts one. */
    void personSpeaks(boolean now) {
        isOff = now;
    }

    /** An agent that is silent has nothing to stop. */
    private void interrupt(Cause cause, long readNanos, @Nullable AiLeg leg) {
        List<CallEvent> heard = utterances.silence(readNanos);
        // The phone is told before anybody else is.
        long droppedMillis = playout.clear(readNanos);
        if (leg != null) {
            utterances.tellHeard(leg);
        }
        heard.forEach(events);
        if (droppedMillis >= 0) {
            events.accept(new BargedIn(cause, nowNanos.getAsLong() - readNanos, droppedMillis));
        }
    }
}
