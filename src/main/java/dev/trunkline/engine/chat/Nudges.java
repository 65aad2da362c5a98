package dev.trunkline.engine.chat;

import dev.trunkline.engine.mind.Occasion;
import dev.trunkline.time.Scheduler;
import org.jspecify.annotations.Nullable;

/** Makes the agent speak up when nobody has said anything for a while. Confined to the chat's loop. */
final class Nudges {

    private final ChatLimits limits;
    private final Scheduler scheduler;
    private final Floor floor;
    private Scheduler.@Nullable Timer timer;
    private long lastSoundNanos;
    private int times;

    Nudges(ChatLimits limits, Scheduler scheduler, Floor floor) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.floor = floor;
        this.lastSoundNanos = scheduler.nowNanos();
        if (limits.nudgeAfterMillis() > 0 && limits.maxNudges() > 0) {
            timer = scheduler.after(intervalNanos(), this::check);
        }
    }

    /** The caller made a sound. */
    void callerSpoke() {
        lastSoundNanos = scheduler.nowNanos();
        times = 0;
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void check() {
        long quietNanos = Math.min(scheduler.nowNanos() - lastSoundNanos, floor.quietNanos());
        if (!floor.isQuiet()) {
            quietNanos = 0;
        } else if (quietNanos >= intervalNanos() && times < limits.maxNudges()) {
            times++;
            quietNanos = 0;
            lastSoundNanos = scheduler.nowNanos();
            floor.reply(new Occasion.CallerSilent(times));
        }
        timer = scheduler.after(Math.max(intervalNanos() / 10, intervalNanos() - quietNanos), this::check);
    }

    private long intervalNanos() {
        return limits.nudgeAfterMillis() * 1_000_000;
    }
}
