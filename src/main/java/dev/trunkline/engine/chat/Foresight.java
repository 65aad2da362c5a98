package dev.trunkline.engine.chat;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.Trigger;
import java.util.ArrayList;
import java.util.List;

/** Speaks ahead what the mind will begin its answer with, where it knows that before the caller has finished. Confined to the chat's loop. */
final class Foresight {

    private final Chat.Place place;
    private final Session session;
    private final Dialogue dialogue;

    Foresight(Chat.Place place, Session session, Dialogue dialogue) {
        this.place = place;
        this.session = session;
        this.dialogue = dialogue;
    }

    /** The caller seems to have said {@code line}. */
    void prepare(ChatMessage line, Trigger occasion) {
        List<ChatMessage> lines = new ArrayList<>(dialogue.lines());
        lines.add(line);
        place
                .equipment()
                .mind()
                .speculate(session.conversation(lines, occasion, place.ids().chatId()))
                .stream()
                .findFirst()
                .ifPresent(first -> place.equipment().mouth().say(first, session.voice()));
    }
}
