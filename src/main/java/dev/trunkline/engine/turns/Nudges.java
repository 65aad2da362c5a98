package dev.trunkline.engine.turns;

import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Makes the agent speak up when nobody has said anything for a while: about what the client has told it meanwhile, such as keys
 * that the caller pressed, or to find out whether anybody is there. EVI itself never speaks about a context on its own, and so
 * this is for chats whose agent is to be nudged. Confined to the chat's loop.
 */
public final class Nudges {

    private static final long TOLD_PATIENCE_NANOS =
            1_200_000_000L; // the caller may be about to say what the keys are for

    private final ChatLimits limits;
    private final Scheduler scheduler;
    private final Session session;
    private final TurnTaking turnTaking;
    private Scheduler.@Nullable Timer timer;
    private Scheduler.@Nullable Timer telling;
    private long lastSoundNanos;
    private long toldNanos;
    private long linesOfOthers;
    private int times;

    public Nudges(ChatLimits limits, Scheduler scheduler, Session session, TurnTaking turnTaking) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.session = session;
        this.turnTaking = turnTaking;
        this.lastSoundNanos = scheduler.nowNanos();
        if (limits.nudgeAfterMillis() > 0 && limits.maxNudges() > 0) {
            timer = scheduler.patience(intervalNanos(), this::check);
        }
    }

    /** The caller made a sound. */
    public void callerSpoke() {
        lastSoundNanos = scheduler.nowNanos();
        times = 0;
    }

    /** The client has told something that is for the next answer. */
    public void told() {
        if (timer != null) {
            toldNanos = scheduler.nowNanos();
            tellIn(TOLD_PATIENCE_NANOS);
        }
    }

    public void close() {
        if (timer != null) {
            timer.cancel();
        }
        if (telling != null) {
            telling.cancel();
        }
    }

    private void tellIn(long delayNanos) {
        if (telling != null) {
            telling.cancel();
        }
        telling = scheduler.after(delayNanos, this::tell);
    }

    private void tell() {
        String context = session.newestTemporaryContext();
        if (context == null) {
            return; // something else was answered, and that with it
        }
        long quietNanos = turnTaking.isQuiet() ? Math.min(quietNanos(), scheduler.nowNanos() - toldNanos) : 0;
        if (quietNanos >= TOLD_PATIENCE_NANOS) {
            turnTaking.reply(new Trigger.Told(context));
        } else {
            tellIn(Math.max(TOLD_PATIENCE_NANOS / 10, TOLD_PATIENCE_NANOS - quietNanos));
        }
    }

    /** How long neither side has been heard. */
    private long quietNanos() {
        return Math.min(scheduler.nowNanos() - lastSoundNanos, turnTaking.quietNanos());
    }

    private void check() {
        if (turnTaking.linesOfOthers() != linesOfOthers) {
            linesOfOthers = turnTaking.linesOfOthers();
            callerSpoke(); // with the chat that this one is going to follow
        }
        long quietNanos = quietNanos();
        if (!turnTaking.isQuiet()) {
            quietNanos = 0;
        } else if (quietNanos >= intervalNanos() && times < limits.maxNudges()) {
            times++;
            quietNanos = 0;
            lastSoundNanos = scheduler.nowNanos();
            turnTaking.reply(new Trigger.CallerSilent(times));
        }
        timer = scheduler.patience(Math.max(intervalNanos() / 10, intervalNanos() - quietNanos), this::check);
    }

    private long intervalNanos() {
        return limits.nudgeAfterMillis() * 1_000_000;
    }
}
