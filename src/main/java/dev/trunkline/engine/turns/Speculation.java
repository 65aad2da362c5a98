package dev.trunkline.engine.turns;

import dev.trunkline.engine.conversation.ConversationView;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.Trigger;
import java.util.ArrayList;
import java.util.List;

/** Speaks ahead what the mind will begin its answer with, where it knows that before the caller has finished. Confined to the chat's loop. */
final class Speculation {

    private final ChatContext context;
    private final Session session;
    private final ConversationView conversation;

    Speculation(ChatContext context, Session session, ConversationView conversation) {
        this.context = context;
        this.session = session;
        this.conversation = conversation;
    }

    /** The caller seems to have said {@code line}. */
    void prepare(ChatMessage line, Trigger occasion) {
        List<ChatMessage> lines = new ArrayList<>(conversation.lines());
        lines.add(line);
        context
                .agent()
                .mind()
                .speculate(session.conversation(lines, occasion, context.ids().chatId()))
                .stream()
                .findFirst()
                .ifPresent(first -> context.agent().mouth().say(first, session.voice()));
    }
}
