package dev.trunkline.engine.store;

import dev.trunkline.engine.history.ChatEntry.Status;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/** Chats whose process died before they ended. */
final class AbandonedChats {

    /** Twice what a chat may last: another process that shares the database may hold it. */
    private static final long ABANDONED_AFTER_MILLIS = TimeUnit.HOURS.toMillis(1);

    private AbandonedChats() {}

    static void end(Handle sql, long nowMillis) {
        sql.createUpdate(
                        "update chat set status = :error, end_millis = coalesce((select max(timestamp_millis)"
                                + " from chat_event where chat_id = chat.id), start_millis) where status = :active and start_millis < :before")
                .bind("error", Status.ERROR.name())
                .bind("active", Status.ACTIVE.name())
                .bind("before", nowMillis - ABANDONED_AFTER_MILLIS)
                .execute();
    }
}
