package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What a client sent, or what became of it. Immutable. The bridge writes the same events by code of its own. */
public sealed interface ClientEvent {

    /**
     * Hands it over.
     *
     * @throws BadEvent when it cannot be done
     */
    void deliverTo(Receiver receiver);

    /**
     * An event with the name that its client gave it.
     *
     * @param eventId which an error about it repeats; null for none
     */
    record Named(@Nullable String eventId, ClientEvent event) {}

    /** {@code session.update}; read when it is known what holds before. */
    record SessionUpdate(JsonNode session) implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSessionUpdate(session);
        }
    }

    /**
     * {@code input_audio_buffer.append}.
     *
     * @param audio in the session's format; not written to
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Append(byte[] audio) implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAppend(audio);
        }
    }

    /** {@code input_audio_buffer.commit}. */
    record Commit() implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onCommit();
        }
    }

    /** {@code input_audio_buffer.clear}. */
    record Clear() implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onClear();
        }
    }

    /**
     * {@code conversation.item.create}.
     *
     * @param previousItemId what it comes after; null for the end, {@code root} for the beginning
     * @param sound of the item, in the session's format, where nobody has written down what is said in it; else null
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record ItemCreate(@Nullable String previousItemId, ConversationItem item, byte @Nullable [] sound)
            implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onItemCreate(this);
        }
    }

    /** {@code conversation.item.retrieve}. */
    record ItemRetrieve(String itemId) implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onItemRetrieve(itemId);
        }
    }

    /** {@code conversation.item.truncate}: so much of it was heard. */
    record ItemTruncate(String itemId, int contentIndex, int audioEndMillis) implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onItemTruncate(this);
        }
    }

    /** {@code conversation.item.delete}. */
    record ItemDelete(String itemId) implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onItemDelete(itemId);
        }
    }

    /** {@code response.create}; read when it is known what holds for the session. */
    record ResponseCreate(@Nullable JsonNode response) implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onResponseCreate(response);
        }
    }

    /**
     * {@code response.cancel}.
     *
     * @param responseId null for the one of the conversation
     */
    record ResponseCancel(@Nullable String responseId) implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onResponseCancel(responseId);
        }
    }

    /** None that this server takes. */
    record Refused(BadEvent why) implements ClientEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            throw why;
        }
    }

    /** Takes each kind; throws {@link BadEvent} when it cannot. */
    interface Receiver {
        void onSessionUpdate(JsonNode session);

        void onAppend(byte[] audio);

        void onCommit();

        void onClear();

        void onItemCreate(ItemCreate event);

        void onItemRetrieve(String itemId);

        void onItemTruncate(ItemTruncate event);

        void onItemDelete(String itemId);

        void onResponseCreate(@Nullable JsonNode response);

        void onResponseCancel(@Nullable String responseId);
    }
}
