package dev.trunkline.engine.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads what happened in chats. Blocking. */
final class EventQueries {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final PageQuery<ChatEvent> OF_CHAT = new PageQuery<>(
            "e.*", "from chat_event e where e.chat_id = :id", List.of("e.sequence"), EventQueries::event);

    // By time, because the chats of a group may have been held by several processes.
    private static final PageQuery<ChatEvent> OF_GROUP = new PageQuery<>(
            "e.*",
            "from chat_event e join chat c on c.id = e.chat_id where c.group_id = :id",
            List.of("e.timestamp_millis", "e.sequence", "e.id"),
            EventQueries::event);

    private EventQueries() {}

    static Page<ChatEvent> ofChat(Handle sql, String chatId, Page.Request page) {
        return OF_CHAT.read(sql, Map.of("id", SqlText.plain(chatId)), page);
    }

    static Page<ChatEvent> ofGroup(Handle sql, String groupId, Page.Request page) {
        return OF_GROUP.read(sql, Map.of("id", SqlText.plain(groupId)), page);
    }

    private static ChatEvent event(ResultSet row, StatementContext context) throws SQLException {
        return new ChatEvent(
                row.getString("id"),
                row.getString("chat_id"),
                row.getLong("timestamp_millis"),
                ChatEvent.Role.valueOf(row.getString("role")),
                ChatEvent.Type.valueOf(row.getString("type")),
                row.getString("message_text"),
                scores(row.getString("scores")),
                row.getString("metadata"),
                row.getString("related_event_id"));
    }

    private static Map<String, Double> scores(@Nullable String json) throws SQLException {
        if (json == null) {
            return Map.of();
        }
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new SQLException("scores that are no JSON", e);
        }
    }
}
