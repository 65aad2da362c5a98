package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.conversation.MissedSpeech;
import dev.trunkline.engine.realtime.wire.BadEvent;
import dev.trunkline.engine.realtime.wire.ConversationItem;
import dev.trunkline.engine.realtime.wire.ConversationItem.Content;
import dev.trunkline.engine.realtime.wire.ConversationItem.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The conversation of a session: its items, in their order. Bounded: where there are too many, or too long ones, the oldest are forgotten.
 * Confined to the session's loop.
 */
final class Items {

    private static final int MAX_ITEMS = 1_000; // as of a chat group
    private static final int MAX_CHARS = 250_000;
    private static final String ROOT = "root";
    private static final String ITEM_ID = "item_id";

    private final MemoryShare memory;
    private final List<ItemEntry> entries = new ArrayList<>();
    private long chars;

    /** @param memory counts what is in them */
    Items(MemoryShare memory) {
        this.memory = memory;
    }

    /** All of them. */
    List<ItemEntry> entries() {
        return List.copyOf(entries);
    }

    /** The id of the newest; null when there is none. */
    @Nullable
    String lastId() {
        return entries.isEmpty() ? null : entries.get(entries.size() - 1).item().id();
    }

    /** Puts one at the end. Returns the id of the one before it; null for none. */
    @Nullable
    String add(ItemEntry entry) {
        makeRoom(entry);
        String before = lastId();
        entries.add(entry);
        grow(entry, 1);
        return before;
    }

    /**
     * One that the client wants there can be put there.
     *
     * @param previousId null for the end
     * @throws BadEvent when it cannot
     */
    void require(ConversationItem item, @Nullable String previousId) {
        if (at(item.id()) >= 0) {
            throw new BadEvent("item_already_exists", "There is an item '" + item.id() + "' already.", "item.id");
        }
        if (item instanceof ConversationItem.FunctionCallOutput output) {
            requireUnanswered(output.callId());
        }
        if (previousId != null && !previousId.equals(ROOT)) {
            require(previousId, "previous_item_id");
        }
        memory.requireChars(item.chars());
    }

    /**
     * Puts one where the client wants it, which {@link #require(ConversationItem, String)} has allowed.
     *
     * @param previousId null for the end
     * @return the id of the one before it; null for none
     */
    @Nullable
    String insert(ConversationItem item, @Nullable String previousId) {
        ItemEntry entry = ItemEntry.of(item);
        if (previousId == null) {
            return add(entry);
        }
        makeRoom(entry);
        int before = at(previousId); // of the root, and of one that is forgotten now, there is none
        entries.add(before + 1, entry);
        grow(entry, 1);
        return before < 0 ? null : previousId;
    }

    /** Puts this in the place of the one with its id, if it is still there. */
    void replace(ItemEntry entry) {
        int at = at(entry.item().id());
        if (at >= 0) {
            grow(entries.get(at), -1);
            entries.set(at, entry);
            grow(entry, 1);
        }
    }

    /** The one of that id; null when there is none. */
    @Nullable
    ItemEntry find(String id) {
        int at = at(id);
        return at < 0 ? null : entries.get(at);
    }

    /**
     * The one of that id.
     *
     * @param param of the event, which names it
     */
    ItemEntry get(String id, String param) {
        return entries.get(require(id, param));
    }

    /** The id of the one before the one of that id; null for none. */
    @Nullable
    String before(String id) {
        int at = at(id);
        return at < 1 ? null : entries.get(at - 1).item().id();
    }

    void delete(String id) {
        grow(entries.remove(require(id, ITEM_ID)), -1);
    }

    /** So much of an item of the agent's was heard: what was not heard was not said. Returns what that is. */
    MissedSpeech truncate(String id, int contentIndex, int audioEndMillis) {
        ItemEntry entry = get(id, ITEM_ID);
        SaidWords speech = entry.speech();
        if (!(entry.item() instanceof Message message) || speech == null) {
            throw BadEvent.invalid(ITEM_ID, "only what the agent has spoken can be truncated");
        }
        if (contentIndex != 0) {
            throw BadEvent.invalid("content_index", "there is one part, number 0");
        }
        long heardNanos = audioEndMillis * 1_000_000L;
        if (heardNanos > speech.lengthNanos()) {
            throw new BadEvent(
                    "invalid_value",
                    "The item has " + speech.lengthNanos() / 1_000_000 + " ms of sound, less than " + audioEndMillis
                            + " ms.",
                    "audio_end_ms");
        }
        SaidWords heard = speech.heard(heardNanos);
        boolean isCutOff = entry.isCutOff() || heardNanos < speech.lengthNanos();
        Message less = message.saying(Content.sound(Content.OUTPUT_AUDIO, heard.text()));
        replace(new ItemEntry(less, Map.of(), heard, isCutOff, entry.behindId()));
        return speech.missed(heardNanos);
    }

    /** The call of that id; null when there is none. */
    ConversationItem.@Nullable FunctionCall call(String callId) {
        for (ItemEntry entry : entries) {
            if (entry.item() instanceof ConversationItem.FunctionCall call
                    && call.callId().equals(callId)) {
                return call;
            }
        }
        return null;
    }

    private void requireUnanswered(String callId) {
        if (call(callId) == null) {
            throw wrongCall("There is no function call '" + callId + "'.");
        }
        if (entries.stream().anyMatch(entry -> isAnswer(entry, callId))) {
            throw wrongCall("The function call '" + callId + "' has its output already.");
        }
    }

    private static boolean isAnswer(ItemEntry entry, String callId) {
        return entry.item() instanceof ConversationItem.FunctionCallOutput output
                && output.callId().equals(callId);
    }

    private static BadEvent wrongCall(String text) {
        return new BadEvent("invalid_tool_call_id", text, "item.call_id");
    }

    /** The oldest are forgotten for one that comes, wherever it is put. */
    private void makeRoom(ItemEntry coming) {
        while (!entries.isEmpty()
                && (entries.size() >= MAX_ITEMS || chars + coming.item().chars() > MAX_CHARS)) {
            grow(entries.remove(0), -1);
        }
    }

    private void grow(ItemEntry entry, int sign) {
        long more = (long) sign * entry.item().chars();
        chars += more;
        memory.holdChars(more);
    }

    private int require(String id, String param) {
        int at = at(id);
        if (at < 0) {
            throw new BadEvent("item_not_found", "There is no item '" + id + "'.", param);
        }
        return at;
    }

    private int at(String id) {
        for (int i = entries.size() - 1; i >= 0; i--) { // mostly the newest
            if (entries.get(i).item().id().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
