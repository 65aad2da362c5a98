package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.realtime.wire.ConversationItem.Content;
import dev.trunkline.engine.realtime.wire.ConversationItem.Message;
import dev.trunkline.engine.realtime.wire.ConversationItem.Role;
import dev.trunkline.engine.realtime.wire.ConversationItem.Status;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.ServerEventType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the caller's turns become: items without words at first, with words as soon as they are understood. Confined to the session's loop.
 */
final class CallerItems {

    private static final Logger LOG = LoggerFactory.getLogger(CallerItems.class);

    /**
     * A turn of which nobody knows yet what was said.
     *
     * @param heldBytes what its sound takes until then
     * @param isClients whether the client has ended it
     */
    private record Turn(String itemId, long lengthMillis, long heldBytes, boolean isClients) {}

    private final SessionContext context;
    private final Peer peer;
    private final Items items;
    private final Deque<Turn> awaited = new ArrayDeque<>(); // oldest first

    CallerItems(SessionContext context, Items items) {
        this.context = context;
        this.peer = context.peer();
        this.items = items;
    }

    /**
     * A turn is over: it is an item now.
     *
     * @param isClients whether the client has ended it
     */
    void committed(String id, long lengthMillis, boolean isClients) {
        long heldBytes = UncommittedSound.bytes(lengthMillis);
        context.memory().hold(heldBytes);
        awaited.add(new Turn(id, lengthMillis, heldBytes, isClients));
        add(id);
    }

    private void add(String id) {
        peer.send(new ServerEvent.Committed(items.lastId(), id));
        ItemEntry entry = ItemEntry.of(
                new Message(id, Status.COMPLETED, Role.USER, List.of(Content.sound(Content.INPUT_AUDIO, null))));
        String before = items.add(entry);
        peer.send(new ServerEvent.Item(ServerEventType.CONVERSATION_ITEM_ADDED, before, entry.item()));
        peer.send(new ServerEvent.Item(ServerEventType.CONVERSATION_ITEM_DONE, before, entry.item()));
    }

    /** Whether there are any of which nobody knows yet what was said. */
    boolean areAwaited() {
        return !awaited.isEmpty();
    }

    /** A turn is over, and it is known that nothing was said in it. */
    void silence(String id, boolean tell) {
        add(id);
        understood(id, 0, "", Map.of(), tell);
    }

    /** The oldest turn is understood. Returns whether answering it is the client's affair: it has ended the turn, or deleted it. */
    boolean understood(SpeechPipeline.Words words, boolean tell) {
        Turn turn = settled(awaited.remove());
        understood(turn.itemId, turn.lengthMillis, words.text(), words.scores(), tell);
        return isClients(turn);
    }

    private boolean isClients(Turn turn) {
        return turn.isClients || items.find(turn.itemId) == null;
    }

    /** There are no words in the oldest turn. */
    void nothing(boolean tell) {
        Turn turn = settled(awaited.remove());
        understood(turn.itemId, turn.lengthMillis, "", Map.of(), tell);
    }

    /** Nobody will know what was said in the oldest turn. Returns whether answering it is the client's affair, as above. */
    boolean failed(Throwable cause, boolean tell) {
        return failed(awaited.remove(), cause, tell);
    }

    /** The same of the newest. */
    boolean newestFailed(Throwable cause, boolean tell) {
        return failed(awaited.removeLast(), cause, tell);
    }

    private boolean failed(Turn turn, Throwable cause, boolean tell) {
        fail(settled(turn).itemId, cause, tell);
        return isClients(turn);
    }

    private Turn settled(Turn turn) {
        context.memory().hold(-turn.heldBytes);
        return turn;
    }

    /** It is known what is said in an item, which may be gone. */
    void understood(String itemId, long lengthMillis, String text, Map<String, Double> scores, boolean tell) {
        ItemEntry entry = items.find(itemId);
        if (entry != null && entry.item() instanceof Message message) {
            Message said = message.saying(Content.sound(Content.INPUT_AUDIO, text));
            items.replace(new ItemEntry(said, scores, null, false, null));
        }
        context.journal().callerSaid(text, scores);
        if (tell) {
            if (!text.isEmpty()) {
                peer.send(new ServerEvent.TranscriptionDelta(itemId, 0, text));
            }
            peer.send(new ServerEvent.TranscriptionCompleted(
                    itemId, 0, text, new ServerEvent.TranscriptionCompleted.Heard(lengthMillis / 1_000.0)));
        }
    }

    /** Nobody will know what is said in an item. */
    void fail(String itemId, @Nullable Throwable cause, boolean tell) {
        LOG.atWarn()
                .addKeyValue("sessionId", context.id())
                .addKeyValue("cause", cause == null ? "none" : cause.getClass().getName())
                .log("ears failed");
        if (tell) {
            peer.send(new ServerEvent.TranscriptionFailed(
                    itemId,
                    0,
                    new ServerEvent.TranscriptionFailed.Cause(
                            "transcription_error", "transcription_failed", "The ears failed.")));
        }
    }
}
