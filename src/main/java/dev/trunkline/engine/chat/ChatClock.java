package dev.trunkline.engine.chat;

import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.time.Scheduler;
import org.jspecify.annotations.Nullable;

/** The times at which a chat ends by itself. Confined to the chat's loop. */
final class ChatClock {

    private final ChatLimits limits;
    private final Scheduler scheduler;
    private final Runnable onInactive;
    private final Scheduler.Timer maxDuration;
    private Scheduler.@Nullable Timer inactivity;

    ChatClock(ChatLimits limits, Scheduler scheduler, Runnable onInactive, Runnable onTooLong) {
        this.limits = limits;
        this.scheduler = scheduler;
        this.onInactive = onInactive;
        this.maxDuration = scheduler.after(limits.maxDurationMillis() * 1_000_000, onTooLong);
        userSpoke();
    }

    /** There was a user message: EVI counts these, not audio. */
    void userSpoke() {
        if (inactivity != null) {
            inactivity.cancel();
        }
        inactivity = scheduler.patience(limits.inactivityMillis() * 1_000_000, onInactive);
    }

    void close() {
        maxDuration.cancel();
        if (inactivity != null) {
            inactivity.cancel();
        }
    }
}
