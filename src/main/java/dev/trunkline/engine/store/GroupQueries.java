package dev.trunkline.engine.store;

import dev.trunkline.engine.history.GroupEntry;
import dev.trunkline.engine.history.Page;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads conversations, which are nothing but their chats. Blocking. */
final class GroupQueries {

    private static final List<String> ORDER = List.of("start_millis", "group_id");

    private GroupQueries() {}

    static @Nullable GroupEntry group(Handle sql, String groupId) {
        return sql.createQuery("select * from " + newestChats("where group_id = :id") + " where newness = 1")
                .bind("id", SqlText.plain(groupId))
                .map(GroupQueries::entry)
                .findOne()
                .orElse(null);
    }

    static Page<GroupEntry> groups(Handle sql, @Nullable String configId, Page.Request page) {
        String rows = "from " + newestChats("") + " where newness = 1";
        return configId == null
                ? paged(rows).read(sql, Map.of(), page)
                : paged(rows + " and config_id = :config").read(sql, Map.of("config", SqlText.plain(configId)), page);
    }

    private static PageQuery<GroupEntry> paged(String rows) {
        return new PageQuery<>("*", rows, ORDER, GroupQueries::entry);
    }

    /** Every chat with what is to be known of its group; the newest of a group is the one with {@code newness} 1. */
    private static String newestChats(String where) {
        return "(select id, group_id, start_millis, config_id, config_version,"
                + " row_number() over (partition by group_id order by start_millis desc, id desc) as newness,"
                + " min(start_millis) over (partition by group_id) as first_millis,"
                + " count(*) over (partition by group_id) as chat_count,"
                + " max(case when status = 'ACTIVE' then 1 else 0 end) over (partition by group_id) as active"
                + " from chat " + where + ") chats";
    }

    private static GroupEntry entry(ResultSet row, StatementContext context) throws SQLException {
        return new GroupEntry(
                row.getString("group_id"),
                row.getLong("first_millis"),
                row.getLong("start_millis"),
                row.getString("id"),
                row.getInt("chat_count"),
                row.getInt("active") == 1,
                row.getString("config_id"),
                row.getObject("config_version", Integer.class));
    }
}
