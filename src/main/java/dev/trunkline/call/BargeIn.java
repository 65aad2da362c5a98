package dev.trunkline.call;

import dev.trunkline.ai.AiLeg;
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
    private final LongSupplier nowNanos;
    private final Consumer<CallEvent> events;

    /** @param interimWords an interim transcript of so many words is an interruption; 0: none is */
    BargeIn(
            int interimWords,
            AgentUtterances utterances,
            Playout playout,
            LongSupplier nowNanos,
            Consumer<CallEvent> events) {
        this.interimWords = interimWords;
        this.utterances = utterances;
        this.playout = playout;
        this.nowNanos = nowNanos;
        this.events = events;
    }

    /** Whether these words are more than a cough. */
    boolean isInterruption(String transcript, boolean interim) {
        int words = transcript.isBlank() ? 0 : transcript.strip().split("\\s+").length;
        return interim ? interimWords > 0 && words >= interimWords : words > 0;
    }

    /**
     * The caller has interrupted; this was read at {@code readNanos}. An agent that is silent has nothing to stop.
     *
     * @param leg is told what was heard; null when there is none
     */
    void interrupt(Cause cause, long readNanos, @Nullable AiLeg leg) {
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
