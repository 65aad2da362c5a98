package dev.trunkline.engine.chat;

import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.engine.turns.CallerInput;
import dev.trunkline.engine.turns.ChatContext;
import dev.trunkline.engine.turns.Greeting;
import dev.trunkline.engine.turns.Nudges;
import dev.trunkline.engine.turns.Session;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.wire.ClientMessage.SettingsChange;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.SessionSettings;

/**
 * What the client sets with {@code session_settings}, in its handshake or later, and all that follows from it. Confined to the
 * chat's loop.
 */
final class ClientSettings {

    private final ChatContext context;
    private final Session session;
    private final Holdings holdings;
    private final CallerInput caller;
    private final Greeting greeting;
    private final Nudges nudges;

    ClientSettings(
            ChatContext context,
            Session session,
            Holdings holdings,
            CallerInput caller,
            Greeting greeting,
            Nudges nudges) {
        this.context = context;
        this.session = session;
        this.holdings = holdings;
        this.caller = caller;
        this.greeting = greeting;
        this.nudges = nudges;
    }

    /** The client changes them, if there is room for what it sent. */
    void change(SettingsChange message) {
        if (!holdings.admitSettings(session.chars() + message.json().length())) {
            return;
        }
        session.apply(message.settings());
        holdings.settleSettings(session.chars());
        settle(message);
        greeting.settingsChanged();
        SessionSettings.Context told = message.settings().context();
        if (told != null && !told.persistent()) {
            nudges.told();
        }
    }

    /** The session has them: they are written down, the client is told what is not available, and its sound is taken as they say. */
    void settle(SettingsChange message) {
        SessionSettings settings = message.settings();
        context.history().named(settings.customSessionId());
        context.history().settingsChanged(message.json(), settings.metadataJson());
        session.missing(settings)
                .forEach(name -> context.client()
                        .fail(
                                Problem.BAD_FIELD,
                                "The builtin tool '" + name + "' is not available here"
                                        + (name.equals(WebSearch.TOOL) ? ": this engine has no search endpoint." : "."),
                                ""));
        AudioFormat format = session.audio();
        if (settings.audio() != null && format != null) {
            caller.declare(format);
        }
    }
}
