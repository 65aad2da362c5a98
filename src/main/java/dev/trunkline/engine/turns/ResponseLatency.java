package dev.trunkline.engine.turns;

import dev.trunkline.time.Scheduler;

/** Times the agent's answers. Confined to the chat's loop. */
public final class ResponseLatency {

    private final ChatMeter meter;
    private final Scheduler scheduler;
    private long decidedNanos;
    private boolean waiting;

    public ResponseLatency(ChatMeter meter, Scheduler scheduler) {
        this.meter = meter;
        this.scheduler = scheduler;
    }

    /** The caller's turn is over. */
    public void callerFinished() {
        decidedNanos = scheduler.nowNanos();
        waiting = true;
    }

    /** It was no turn after all, or another one begins. */
    public void forget() {
        waiting = false;
    }

    /** Sound of the agent was sent. */
    public void agentSpoke() {
        if (waiting) {
            waiting = false;
            meter.turnAnswered(scheduler.nowNanos() - decidedNanos);
        }
    }
}
