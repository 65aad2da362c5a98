package dev.trunkline.engine.store;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.Page;
import java.util.Map;

/** Chats to write down. */
final class Chats {

    private Chats() {}

    static ChatEntry chat(String id, String groupId, long startMillis) {
        return new ChatEntry(id, groupId, ChatEntry.Status.ACTIVE, startMillis, null, 0, null, null, null);
    }

    static ChatEvent event(String id, String chatId, long timestampMillis, String text) {
        return new ChatEvent(
                id,
                chatId,
                timestampMillis,
                ChatEvent.Role.USER,
                ChatEvent.Type.USER_MESSAGE,
                text,
                Map.of(),
                null,
                null);
    }

    static Page.Request firstPage(boolean ascending) {
        return new Page.Request(0, 100, ascending);
    }
}
