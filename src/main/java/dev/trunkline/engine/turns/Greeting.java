package dev.trunkline.engine.turns;

import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.time.Scheduler;

/**
 * How a chat begins: a new one with a greeting, given or found by the model; a resumed one with nothing, or with what its client
 * says has happened in between. It happens once, or never when the caller speaks first. Confined to the chat's loop.
 */
public final class Greeting {

    private static final long GREETING_PATIENCE_NANOS = 300_000_000L;
    private static final long CONTEXT_PATIENCE_NANOS = 2_000_000_000L; // later context is no reason for resuming

    private final ChatPlan.Announcement greeting;
    private final String usualText;
    private final boolean resumed;
    private final Scheduler scheduler;
    private final Session session;
    private final TurnTaking turnTaking;
    private boolean due = true;

    /** @param usualText what the engine greets with, for a model that has no words of its own */
    public Greeting(ChatContext context, boolean resumed, String usualText, Session session, TurnTaking turnTaking) {
        this.greeting = context.plan().announcements().onNewChat();
        this.usualText = usualText;
        this.scheduler = context.scheduler();
        this.resumed = resumed;
        this.session = session;
        this.turnTaking = turnTaking;
    }

    /** The chat is open, and the settings of its handshake hold. */
    public void begin() {
        settingsChanged();
        if (due && resumed) {
            scheduler.after(CONTEXT_PATIENCE_NANOS, this::skip);
        } else if (due) {
            // The greeting names a variable: the client's first message probably brings it.
            scheduler.after(GREETING_PATIENCE_NANOS, this::greet);
        }
    }

    public void settingsChanged() {
        if (resumed && due && session.hasContext()) {
            due = false;
            turnTaking.reply(new Trigger.Resumed());
        } else if (!resumed && isComplete()) {
            greet();
        }
    }

    /** Whether every variable is known that the greeting, or the prompt that it follows from, names. */
    private boolean isComplete() {
        return greeting.isTheModels() ? session.isPromptComplete() : !session.lacksFor(greeting.text());
    }

    /** Who comes back with the agent's next words needs none of ours. */
    public void clientSpeaks() {
        if (resumed) {
            skip();
        }
    }

    /** Nothing more is to be said for a beginning. */
    public void skip() {
        due = false;
    }

    private void greet() {
        if (!due) {
            return;
        }
        due = false;
        if (greeting.isTheModels()) {
            turnTaking.reply(new Trigger.Begun(session.fill(usualText)));
        } else if (greeting.enabled()) {
            turnTaking.say(session.fill(greeting.text()), false);
        }
    }
}
