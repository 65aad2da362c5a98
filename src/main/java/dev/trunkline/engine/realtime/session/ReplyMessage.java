package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.realtime.wire.ConversationItem.Content;
import dev.trunkline.engine.realtime.wire.ConversationItem.Message;
import dev.trunkline.engine.realtime.wire.ConversationItem.Role;
import dev.trunkline.engine.realtime.wire.ConversationItem.Status;
import dev.trunkline.engine.realtime.wire.ServerEvent;
import dev.trunkline.engine.realtime.wire.ServerEvent.Place;
import dev.trunkline.engine.realtime.wire.ServerEventType;
import dev.trunkline.engine.realtime.wire.WireId;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import java.util.List;
import java.util.Map;

/**
 * What the agent says in one response, sentence by sentence: one item with one part, written or spoken. Confined to the session's loop.
 */
final class ReplyMessage {

    private final Peer peer;
    private final ReplyItems items;
    private final boolean isSpoken;
    private final Place place;
    private final int index;
    private final String id = WireId.next("item");
    private SaidWords words = SaidWords.NONE;

    /**
     * Nothing is said yet: tells that something will be.
     *
     * @param index of it in the response
     */
    ReplyMessage(Peer peer, ReplyItems items, String responseId, int index, boolean isSpoken) {
        this.peer = peer;
        this.items = items;
        this.isSpoken = isSpoken;
        this.index = index;
        this.place = new Place(responseId, id, index, 0);
        items.added(
                index,
                new ItemEntry(
                        new Message(id, Status.IN_PROGRESS, Role.ASSISTANT, List.of()), Map.of(), null, false, null));
        peer.send(new ServerEvent.ContentPart(
                ServerEventType.RESPONSE_CONTENT_PART_ADDED, place, ServerEvent.ContentPart.Part.of(isSpoken, "")));
    }

    String id() {
        return id;
    }

    /**
     * A sentence more.
     *
     * @param eventId of it in the history
     */
    void say(String sentence, CachedSynthesizer.Spoken sound, String eventId) {
        String more = words.pieces().isEmpty() ? sentence : " " + sentence;
        ServerEventType type = isSpoken
                ? ServerEventType.RESPONSE_OUTPUT_AUDIO_TRANSCRIPT_DELTA
                : ServerEventType.RESPONSE_OUTPUT_TEXT_DELTA;
        peer.send(new ServerEvent.Delta(type, place, more));
        long nanos = 0;
        for (CachedSynthesizer.Chunk chunk : sound.chunks()) {
            peer.send(new ServerEvent.Delta(ServerEventType.RESPONSE_OUTPUT_AUDIO_DELTA, place, chunk.base64()));
            nanos += chunk.durationNanos();
        }
        words = words.and(sentence, nanos, eventId);
        items.changed(entry(Status.IN_PROGRESS, false)); // the client may truncate it at any time
    }

    /** Nothing more is said. */
    void end(Status status) {
        String text = words.text();
        if (isSpoken) {
            peer.send(new ServerEvent.Done(ServerEventType.RESPONSE_OUTPUT_AUDIO_DONE, place, null, null));
            peer.send(new ServerEvent.Done(ServerEventType.RESPONSE_OUTPUT_AUDIO_TRANSCRIPT_DONE, place, null, text));
        } else {
            peer.send(new ServerEvent.Done(ServerEventType.RESPONSE_OUTPUT_TEXT_DONE, place, text, null));
        }
        peer.send(new ServerEvent.ContentPart(
                ServerEventType.RESPONSE_CONTENT_PART_DONE, place, ServerEvent.ContentPart.Part.of(isSpoken, text)));
        items.done(index, entry(status, status == Status.INCOMPLETE));
    }

    private ItemEntry entry(Status status, boolean isCutOff) {
        String text = words.text();
        Content content =
                isSpoken ? Content.sound(Content.OUTPUT_AUDIO, text) : Content.text(Content.OUTPUT_TEXT, text);
        Message message = new Message(id, status, Role.ASSISTANT, List.of(content));
        return new ItemEntry(message, Map.of(), isSpoken ? words : null, isCutOff, null);
    }
}
