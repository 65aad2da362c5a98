package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.realtime.wire.ConversationItem;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.ServerEventType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items that a response brings: they are told as its output and, where it belongs to the conversation, are put there and told as its items.
 * Confined to the session's loop.
 */
final class ReplyItems {

    private final Peer peer;
    private final String responseId;
    private final @Nullable Items conversation;
    private final List<ConversationItem> output = new ArrayList<>();
    private @Nullable String knownId;

    /** @param conversation null for a response out of band */
    ReplyItems(Peer peer, String responseId, @Nullable Items conversation) {
        this.peer = peer;
        this.responseId = responseId;
        this.conversation = conversation;
    }

    /** The agent begins to think, and this is the item that it was told last; empty for none. */
    void knows(String id) {
        knownId = id;
    }

    void added(int index, ItemEntry entry) {
        ConversationItem item = entry.item();
        peer.send(new ServerEvent.OutputItem(ServerEventType.RESPONSE_OUTPUT_ITEM_ADDED, responseId, index, item));
        if (conversation != null) {
            String before = conversation.add(entry.behind(knownId));
            peer.send(new ServerEvent.Item(ServerEventType.CONVERSATION_ITEM_ADDED, before, item));
        }
        output.add(item);
    }

    void changed(ItemEntry entry) {
        if (conversation != null) {
            conversation.replace(entry.behind(knownId));
        }
    }

    /** One is complete, or will not be. */
    void done(int index, ItemEntry entry) {
        ConversationItem item = entry.item();
        output.set(index, item);
        changed(entry);
        peer.send(new ServerEvent.OutputItem(ServerEventType.RESPONSE_OUTPUT_ITEM_DONE, responseId, index, item));
        if (conversation != null) {
            String before = conversation.before(item.id());
            peer.send(new ServerEvent.Item(ServerEventType.CONVERSATION_ITEM_DONE, before, item));
        }
    }

    int size() {
        return output.size();
    }

    /** As far as they have come. */
    List<ConversationItem> output() {
        return List.copyOf(output);
    }
}
