package dev.trunkline.call;

import dev.trunkline.call.CallEvent.BargedIn.Cause;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What agent and caller say to each other, as far as the caller has heard it: the agent's sentences and their sound, who
 * interrupts whom, how long an answer took. Goes on over as many AI legs as it takes. Confined to the call's loop.
 */
final class Conversation {

    private final Playout playout;
    private final AgentSpeech speech;
    private final BargeIn bargeIn;
    private final CallTimeline timeline;
    private final CallMeters meters;
    private final LongSupplier nowNanos;
    private final Consumer<CallEvent> events;

    Conversation(CallPolicy policy, CallSetup.Surroundings around, Consumer<CallEvent> events) {
        this.nowNanos = around.scheduler()::nowNanos;
        this.playout = new Playout(around.phone(), policy.playoutLeadNanos());
        this.speech = new AgentSpeech(playout, events);
        this.bargeIn = new BargeIn(policy.interimWordsToInterrupt());
        this.timeline = new CallTimeline(nowNanos.getAsLong(), events);
        this.meters = around.meters();
        this.events = events;
    }

    Playout playout() {
        return playout;
    }

    /** How long it has gone on. */
    long sinceBeginNanos(long atNanos) {
        return timeline.sinceBeginNanos(atNanos);
    }

    void onCallerSaid(String text, boolean interim, Map<String, Double> scores) {
        long readNanos = nowNanos.getAsLong();
        events.accept(new CallEvent.CallerSaid(text, interim, scores));
        if (bargeIn.isInterruption(text, interim) && playout.isSounding(readNanos)) {
            interrupt(Cause.CALLER_WAS_TRANSCRIBED, readNanos);
        }
        if (!interim) {
            timeline.callerUnderstood(readNanos);
        }
    }

    void onAgentSays(String messageId, String text, Map<String, Double> scores) {
        speech.onMessage(messageId, text, scores);
    }

    void onAgentAudio(String messageId, byte[] wav, int lengthBytes) {
        long readNanos = nowNanos.getAsLong();
        boolean wasSounding = playout.isSounding(readNanos);
        String problem = speech.onAudio(messageId, wav, lengthBytes);
        if (problem != null) {
            events.accept(new CallEvent.FrameRejected("ai", problem));
        }
        onTick(readNanos);
        if (!wasSounding && playout.isSounding(readNanos)) {
            long writtenNanos = nowNanos.getAsLong();
            meters.downlink(writtenNanos - readNanos);
            timeline.agentHeard(writtenNanos);
        }
    }

    void onTurnEnded() {
        playout.completeTurn();
    }

    void onInterrupted() {
        interrupt(Cause.AI_NOTICED, nowNanos.getAsLong());
    }

    private void interrupt(Cause cause, long readNanos) {
        long droppedMillis = speech.interrupt(readNanos);
        if (droppedMillis >= 0) {
            events.accept(new CallEvent.BargedIn(cause, nowNanos.getAsLong() - readNanos, droppedMillis));
        }
    }

    /** At every tick, and when sound has come. */
    void onTick(long atNanos) {
        long dryNanos = playout.pump(atNanos);
        if (dryNanos > 0) {
            events.accept(new CallEvent.Underrun(dryNanos));
        }
        speech.report(atNanos);
    }

    /** Writes down what was heard; nothing is played any more. */
    void end(long atNanos) {
        speech.end(atNanos);
    }
}
