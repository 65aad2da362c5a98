package dev.trunkline.engine.store;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.History.ChatFilter;
import dev.trunkline.engine.history.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads chats. Blocking. */
final class ChatQueries {

    private static final String COLUMNS =
            "c.*, (select count(*) from chat_event e where e.chat_id = c.id) as event_count";
    private static final List<String> ORDER = List.of("c.start_millis", "c.id");

    private ChatQueries() {}

    static @Nullable ChatEntry chat(Handle sql, String chatId) {
        return sql.createQuery("select " + COLUMNS + " from chat c where c.id = :id")
                .bind("id", SqlText.storable(chatId))
                .map(ChatQueries::entry)
                .findOne()
                .orElse(null);
    }

    static Page<ChatEntry> chats(Handle sql, ChatFilter filter, Page.Request page) {
        List<String> conditions = new ArrayList<>();
        Map<String, String> parameters = new HashMap<>();
        narrow("group_id", filter.groupId(), conditions, parameters);
        narrow("config_id", filter.configId(), conditions, parameters);
        narrow("status", filter.status() == null ? null : filter.status().name(), conditions, parameters);
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return new PageQuery<>(COLUMNS, "from chat c" + where, ORDER, ChatQueries::entry).read(sql, parameters, page);
    }

    private static void narrow(
            String column, @Nullable String wanted, List<String> conditions, Map<String, String> parameters) {
        String value = SqlText.storable(wanted);
        if (value != null) {
            conditions.add("c." + column + " = :" + column);
            parameters.put(column, value);
        }
    }

    private static ChatEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new ChatEntry(
                row.getString("id"),
                row.getString("group_id"),
                ChatEntry.Status.valueOf(row.getString("status")),
                row.getLong("start_millis"),
                row.getObject("end_millis", Long.class),
                row.getInt("event_count"),
                row.getString("metadata"),
                row.getString("config_id"),
                row.getObject("config_version", Integer.class));
    }
}
