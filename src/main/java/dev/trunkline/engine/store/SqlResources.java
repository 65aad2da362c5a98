package dev.trunkline.engine.store;

import dev.trunkline.engine.resources.ResourceTransaction;
import dev.trunkline.engine.resources.Resources;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.store.Database;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.StatementException;
import org.jspecify.annotations.Nullable;

/** Configs, prompts and tools in a SQL database. Thread-safe. */
public final class SqlResources implements Resources {

    // Somebody took the name in between; serialization failure; deadlock. Looking again helps in all three.
    private static final Set<String> WORTH_ANOTHER_TRY = Set.of("23505", "40001", "40P01");

    private final Database database;
    private final BoundedExecutor workers;
    private final InstantSource clock;

    /**
     * Uses what stays the caller's to close.
     *
     * @param workers run the transactions; more of them than the database has connections are of no use
     */
    public SqlResources(Database database, BoundedExecutor workers, InstantSource clock) {
        this.database = database;
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public <T extends @Nullable Object> CompletableFuture<T> with(Supplier<Function<ResourceTransaction, T>> prepare) {
        return workers.submit(() -> {
            Function<ResourceTransaction, T> work = prepare.get();
            try {
                return transaction(work);
            } catch (StatementException e) {
                if (e.getCause() instanceof SQLException cause && WORTH_ANOTHER_TRY.contains(cause.getSQLState())) {
                    return transaction(work);
                }
                throw e;
            }
        });
    }

    private <T extends @Nullable Object> T transaction(Function<ResourceTransaction, T> work) {
        return database.jdbi().inTransaction(sql -> work.apply(new SqlTransaction(sql, clock.millis())));
    }
}
