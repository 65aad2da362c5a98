package dev.trunkline.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEvent;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** Something to be written into the history. Immutable. */
sealed interface HistoryWrite {

    /** What it costs to keep it waiting: characters, and as many again for the objects around them. */
    long weight();

    /** Writes it. Blocking. */
    void perform(Handle sql);

    /** A chat opened. */
    record Opened(ChatEntry chat) implements HistoryWrite {
        @Override
        public long weight() {
            return OBJECT_WEIGHT + length(chat.metadataJson());
        }

        @Override
        public void perform(Handle sql) {
            sql.createUpdate(
                            "insert into chat (id, group_id, status, start_millis, end_millis, metadata, config_id,"
                                    + " config_version) values (:id, :group, :status, :start, :end, :metadata, :config, :version)")
                    .bind("id", chat.id())
                    .bind("group", chat.groupId())
                    .bind("status", chat.status().name())
                    .bind("start", chat.startMillis())
                    .bind("end", chat.endMillis())
                    .bind("metadata", SqlText.storable(chat.metadataJson()))
                    .bind("config", SqlText.storable(chat.configId()))
                    .bind("version", chat.configVersion())
                    .execute();
        }
    }

    /** Something happened in a chat. */
    record Added(ChatEvent event) implements HistoryWrite {
        @Override
        public long weight() {
            return OBJECT_WEIGHT + length(event.text()) + length(event.metadataJson());
        }

        @Override
        public void perform(Handle sql) {
            performAll(sql, List.of(this));
        }

        /** Writes several at once, in order. Blocking. */
        static void performAll(Handle sql, List<Added> all) {
            PreparedBatch batch = sql.prepareBatch("insert into chat_event (id, chat_id, timestamp_millis, role, type,"
                    + " message_text, scores, metadata, related_event_id) values (:id, :chat, :timestamp, :role, :type,"
                    + " :text, :scores, :metadata, :related)");
            for (Added added : all) {
                ChatEvent event = added.event;
                batch.bind("id", event.id())
                        .bind("chat", event.chatId())
                        .bind("timestamp", event.timestampMillis())
                        .bind("role", event.role().name())
                        .bind("type", event.type().name())
                        .bind("text", SqlText.storable(event.text()))
                        .bind("scores", event.scores().isEmpty() ? null : json(event.scores()))
                        .bind("metadata", SqlText.storable(event.metadataJson()))
                        .bind("related", SqlText.storable(event.relatedEventId()))
                        .add();
            }
            batch.execute();
        }

        private static String json(Object scores) {
            try {
                return JSON.writeValueAsString(scores);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("numbers that are no JSON", e);
            }
        }
    }

    /** A client said something about itself. */
    record Described(String chatId, String metadataJson) implements HistoryWrite {
        @Override
        public long weight() {
            return OBJECT_WEIGHT + length(metadataJson);
        }

        @Override
        public void perform(Handle sql) {
            sql.createUpdate("update chat set metadata = :metadata where id = :id")
                    .bind("id", chatId)
                    .bind("metadata", SqlText.storable(metadataJson))
                    .execute();
        }
    }

    /** A client calls its chat so. */
    record Named(String chatId, String sessionName) implements HistoryWrite {
        @Override
        public long weight() {
            return OBJECT_WEIGHT + length(sessionName);
        }

        @Override
        public void perform(Handle sql) {
            sql.createUpdate("update chat set session_name = :name where id = :id")
                    .bind("id", chatId)
                    .bind("name", SqlText.storable(sessionName))
                    .execute();
        }
    }

    /** A chat ended. */
    record Ended(String chatId, ChatEntry.Status status, long endMillis) implements HistoryWrite {
        @Override
        public long weight() {
            return OBJECT_WEIGHT;
        }

        @Override
        public void perform(Handle sql) {
            sql.createUpdate("update chat set status = :status, end_millis = :end, characters = (select"
                            + " coalesce(sum(length(coalesce(e.message_text, '')) + length(coalesce(e.scores, ''))"
                            + " + length(coalesce(e.metadata, ''))), 0) from chat_event e where e.chat_id = :id)"
                            + " + length(coalesce(metadata, '')) where id = :id")
                    .bind("id", chatId)
                    .bind("status", status.name())
                    .bind("end", endMillis)
                    .execute();
        }
    }

    ObjectMapper JSON = new ObjectMapper();

    long OBJECT_WEIGHT = 2_000; // with 48 scores

    private static long length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
