package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.realtime.wire.BadEvent;
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

/**
 * What the caller's turns become: items without words at first, with words as soon as they are understood. Confined to the session's loop.
 */
final class CallerItems {

    private static final int MAX_CREATED = 8;
    private static final long MAX_CREATED_MILLIS =
            60_000; // 3 MB, as of one item: they wait for a worker with their sound

    /** A turn of which nobody knows yet what was said. */
    private record Turn(String itemId, long lengthMillis) {}

    private final Peer peer;
    private final Journal journal;
    private final Items items;
    private final Deque<Turn> awaited = new ArrayDeque<>(); // oldest first
    private int createdAwaited;
    private long createdMillis; // of all of them

    CallerItems(SessionContext context, Items items) {
        this.peer = context.peer();
        this.journal = context.journal();
        this.items = items;
    }

    /** A turn is over: it is an item now. */
    void committed(String id, long lengthMillis) {
        awaited.add(new Turn(id, lengthMillis));
        peer.send(new ServerEvent.Committed(items.lastId(), id));
        Line line = Line.of(
                new Message(id, Status.COMPLETED, Role.USER, List.of(Content.sound(Content.INPUT_AUDIO, null))));
        String before = items.add(line);
        peer.send(new ServerEvent.Item(ServerEventType.CONVERSATION_ITEM_ADDED, before, line.item()));
        peer.send(new ServerEvent.Item(ServerEventType.CONVERSATION_ITEM_DONE, before, line.item()));
    }

    /** Whether there are any of which nobody knows yet what was said. */
    boolean areAwaited() {
        return !awaited.isEmpty() || createdAwaited > 0;
    }

    /** Whether any turn of the caller's is among them. */
    boolean areTurnsAwaited() {
        return !awaited.isEmpty();
    }

    /** The client has made an item of sound: nobody knows yet what is said in it. */
    void created(long lengthMillis) {
        if (createdAwaited >= MAX_CREATED || createdMillis + lengthMillis > MAX_CREATED_MILLIS) {
            throw new BadEvent(
                    "too_many_items",
                    MAX_CREATED + " items of sound, or " + MAX_CREATED_MILLIS / 1_000
                            + " seconds of them, are not understood yet; wait for them.",
                    null);
        }
        createdAwaited++;
        createdMillis += lengthMillis;
    }

    /** It is known what is said in an item of sound; null for nobody could find out. */
    void createdUnderstood(String id, long lengthMillis, SpeechPipeline.@Nullable Words words, boolean tell) {
        createdAwaited--;
        createdMillis -= lengthMillis;
        Turn turn = new Turn(id, lengthMillis);
        if (words == null) {
            fail(turn, tell);
        } else {
            understood(turn, words.text(), words.scores(), tell);
        }
    }

    /** A turn is over, and it is known that nothing was said in it. */
    void silence(String id, boolean tell) {
        committed(id, 0);
        understood(awaited.removeLast(), "", Map.of(), tell);
    }

    /** The oldest turn is understood. */
    void understood(SpeechPipeline.Words words, boolean tell) {
        understood(awaited.remove(), words.text(), words.scores(), tell);
    }

    /** There are no words in the oldest turn. */
    void nothing(boolean tell) {
        understood(awaited.remove(), "", Map.of(), tell);
    }

    private void understood(Turn turn, String text, Map<String, Double> scores, boolean tell) {
        Line line = items.find(turn.itemId);
        if (line != null && line.item() instanceof Message message) {
            Message said = message.saying(Content.sound(Content.INPUT_AUDIO, text));
            items.replace(new Line(said, scores, null, false));
        }
        journal.callerSaid(text, scores);
        if (tell) {
            if (!text.isEmpty()) {
                peer.send(new ServerEvent.TranscriptionDelta(turn.itemId, 0, text));
            }
            peer.send(new ServerEvent.TranscriptionCompleted(
                    turn.itemId, 0, text, new ServerEvent.TranscriptionCompleted.Heard(turn.lengthMillis / 1_000.0)));
        }
    }

    /** Nobody will know what was said in the oldest turn. */
    void failed(boolean tell) {
        fail(awaited.remove(), tell);
    }

    /** Nobody will know what was said in the newest turn. */
    void newestFailed(boolean tell) {
        fail(awaited.removeLast(), tell);
    }

    private void fail(Turn turn, boolean tell) {
        if (tell) {
            peer.send(new ServerEvent.TranscriptionFailed(
                    turn.itemId,
                    0,
                    new ServerEvent.TranscriptionFailed.Cause(
                            "transcription_error", "transcription_failed", "The ears failed.")));
        }
    }
}
