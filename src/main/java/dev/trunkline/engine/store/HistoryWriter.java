package dev.trunkline.engine.store;

import dev.trunkline.engine.history.ChatEntry.Status;
import dev.trunkline.engine.work.BatchingWorker;
import dev.trunkline.store.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the history in order, on a thread of its own, several things in one transaction. When that fails each is tried
 * alone, so that one bad thing takes no other with it; without a database all of them are lost. Thread-safe.
 */
final class HistoryWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryWriter.class);
    private static final long MAX_WAITING = 64_000_000; // characters

    private static final int LOST_PER_WARNING = 100; // a client that writes too much must not flood the log

    private final Database database;
    private final Retention retention;
    private final AtomicLong lost = new AtomicLong();
    private final BatchingWorker<HistoryWrite> backlog =
            new BatchingWorker<>("engine-history", MAX_WAITING, this::writeAll);

    HistoryWriter(Database database, Retention retention) {
        this.database = database;
        this.retention = retention;
    }

    void write(HistoryWrite write) {
        if (!backlog.offer(write, write.weight())) {
            lose(1, "the database is too slow, or closed");
        }
    }

    /** Something came that is too much for one chat. */
    void refuse() {
        lose(1, "the chat has written too much");
    }

    /** Completes when everything written before this is in the database, or lost. */
    CompletableFuture<Void> settled() {
        return backlog.settled();
    }

    long lost() {
        return lost.get();
    }

    @Override
    public void close() {
        backlog.close();
    }

    private void writeAll(List<HistoryWrite> writes) {
        try {
            database.jdbi().useTransaction(sql -> perform(sql, writes));
        } catch (ConnectionException e) {
            lose(writes.size(), String.valueOf(e.getCause()));
            return;
        } catch (JdbiException e) {
            writeOneByOne(writes);
        }
        boolean ended = writes.stream().anyMatch(HistoryWrite.Ended.class::isInstance);
        if (ended && !retention.isEverything()) {
            forget();
        }
    }

    private static void perform(Handle sql, List<HistoryWrite> writes) {
        List<HistoryWrite.Added> events = new ArrayList<>();
        for (HistoryWrite write : writes) {
            if (write instanceof HistoryWrite.Added added) {
                events.add(added);
            } else {
                flush(sql, events);
                write.perform(sql);
            }
        }
        flush(sql, events);
    }

    private static void flush(Handle sql, List<HistoryWrite.Added> events) {
        if (!events.isEmpty()) {
            HistoryWrite.Added.performAll(sql, events);
            events.clear();
        }
    }

    private void writeOneByOne(List<HistoryWrite> writes) {
        for (int i = 0; i < writes.size(); i++) {
            HistoryWrite write = writes.get(i);
            try {
                database.jdbi().useTransaction(write::perform);
            } catch (ConnectionException e) {
                lose(writes.size() - i, String.valueOf(e.getCause()));
                return;
            } catch (JdbiException e) {
                lose(1, sqlState(e));
            }
        }
    }

    private void forget() {
        try {
            database.jdbi()
                    .useHandle(sql -> sql.createUpdate("delete from chat where id in (select id from (select id,"
                                    + " row_number() over (order by end_millis desc, id) as place,"
                                    + " sum(characters) over (order by end_millis desc, id) as total"
                                    + " from chat where status <> :active) ended"
                                    + " where place > :chats or total > :characters)")
                            .bind("active", Status.ACTIVE.name())
                            .bind("chats", retention.chats())
                            .bind("characters", retention.characters())
                            .execute());
        } catch (JdbiException e) {
            LOG.atWarn().addKeyValue("cause", sqlState(e)).log("old chats could not be forgotten");
        }
    }

    private void lose(int count, String cause) {
        long before = lost.getAndAdd(count);
        if (before == 0 || before / LOST_PER_WARNING != (before + count) / LOST_PER_WARNING) {
            LOG.atWarn()
                    .addKeyValue("lostSinceStart", before + count)
                    .addKeyValue("cause", cause)
                    .log("history not written");
        }
    }

    /** What went wrong without what was to be written: a database's messages quote it. */
    private static String sqlState(JdbiException e) {
        return e.getCause() instanceof SQLException sql ? "SQL state " + sql.getSQLState() : "not SQL";
    }
}
