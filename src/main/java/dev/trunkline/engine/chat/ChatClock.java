package dev.trunkline.engine.chat;

import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.turns.ChatContext;
import dev.trunkline.engine.turns.Session;
import dev.trunkline.engine.turns.TurnTaking;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.time.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Ends a chat in which nothing was said for long, or that lasts too long: the agent says its last words, then the client is
 * told why. Confined to the chat's loop.
 */
final class ChatClock {

    private final ChatContext context;
    private final ChatLimits limits;
    private final Session session;
    private final TurnTaking turnTaking;
    private final Scheduler.Timer maxDuration;
    private Scheduler.@Nullable Timer inactivity;

    ChatClock(ChatContext context, Session session, TurnTaking turnTaking) {
        this.context = context;
        this.limits = context.plan().limits();
        this.session = session;
        this.turnTaking = turnTaking;
        this.maxDuration = context.scheduler().after(limits.maxDurationMillis() * 1_000_000, this::onTooLong);
        userSpoke();
    }

    /** There was a user message: EVI counts these, not audio. */
    void userSpoke() {
        if (inactivity != null) {
            inactivity.cancel();
        }
        inactivity = context.scheduler().patience(limits.inactivityMillis() * 1_000_000, this::onInactive);
    }

    void close() {
        maxDuration.cancel();
        if (inactivity != null) {
            inactivity.cancel();
        }
    }

    private void onInactive() {
        leave(
                context.plan().announcements().onInactivity(),
                new Trigger.Ending(true),
                Problem.INACTIVE,
                "Chat was ended because no user message was received in " + limits.inactivityMillis() / 1_000
                        + " seconds.");
    }

    private void onTooLong() {
        leave(
                context.plan().announcements().onMaxDuration(),
                new Trigger.Ending(false),
                Problem.TOO_LONG,
                "Chat was ended because it exceeded the max duration of " + limits.maxDurationMillis() / 1_000
                        + " seconds.");
    }

    private void leave(ChatPlan.Announcement farewell, Trigger.Ending ending, Problem problem, String message) {
        Runnable last = () -> context.client().fail(problem, message, "");
        if (farewell.isTheModels()) {
            turnTaking.parting().leave(ending, last);
        } else {
            turnTaking.parting().leave(session.fill(farewell.text()), last);
        }
    }
}
