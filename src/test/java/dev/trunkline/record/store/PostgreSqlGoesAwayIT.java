package dev.trunkline.record.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.chaos.ChaosPlan;
import dev.trunkline.lab.chaos.ChaosProxy;
import dev.trunkline.lab.chaos.FaultKind;
import dev.trunkline.lab.chaos.FaultRule;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.SomeCalls;
import dev.trunkline.testing.PostgreSqlSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that is gone for a while, hardly answers, or takes no writes: nobody waits for it, and nothing is lost. */
@Timeout(240)
class PostgreSqlGoesAwayIT {

    /** Longer by hand: {@code -Dtrunkline.outage.seconds=60}. */
    private static final int OUTAGE_SECONDS = Integer.getInteger("trunkline.outage.seconds", 4);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int CALLS = 200;
    private static final long MOST_FOR_A_CALL_NANOS = TimeUnit.MILLISECONDS.toNanos(100); // a busy machine's scheduler
    private static final List<CallRecord> RECORDS = IntStream.range(0, 3 * CALLS)
            .mapToObj(i -> SomeCalls.call(i).ended())
            .toList();

    @TempDir
    Path folder;

    @Test
    void stoppedForAWhile() throws Exception {
        String url = PostgreSqlSchema.url();
        try (ChaosProxy wire = wire(url, List.of());
                TestStore test = store(through(url, wire))) {
            end(test, 0, CALLS);
            await().atMost(SOON).until(() -> test.written() == CALLS);

            wire.takeDown();
            for (int second = 0; second < OUTAGE_SECONDS; second++) {
                int from = CALLS + second * CALLS / OUTAGE_SECONDS;
                end(test, from, CALLS + (second + 1) * CALLS / OUTAGE_SECONDS);
                pause(1_000);
            }
            test.flush();
            assertThat(test.store.waiting()).isEqualTo(CALLS);
            wire.restore();
            end(test, 2 * CALLS, 3 * CALLS);

            await().atMost(SOON).until(() -> test.store.waiting() == 0);
            assertThat(test.sids()).hasSize(3 * CALLS).doesNotHaveDuplicates();
            assertThat(test.lost).isEmpty();
        }
    }

    @Test
    void soSlowThatABatchTakesSeconds() throws Exception {
        String url = PostgreSqlSchema.url();
        try (ChaosProxy wire = wire(
                        url,
                        List.of(
                                FaultRule.of(FaultKind.BANDWIDTH).amount(100_000),
                                FaultRule.of(FaultKind.LATENCY).amount(50)));
                TestStore test = store(through(url, wire))) {
            end(test, 0, CALLS);
            test.flush();

            await().atMost(Duration.ofMinutes(2)).until(() -> test.store.waiting() == 0);
            assertThat(test.sids()).hasSize(CALLS);
            assertThat(test.lost).isEmpty();
        }
    }

    @Test
    void takingNoWritesAsWhenItIsFull() throws Exception {
        String admin = PostgreSqlSchema.url();
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute(admin, "create database " + name);
        String url = admin.replaceFirst("/[^/?]+(?=\\?|$)", "/" + name);
        try (TestStore test = store(url)) {
            end(test, 0, CALLS);
            await().atMost(SOON).until(() -> test.written() == CALLS);
            setReadOnly(admin, name, true);
            end(test, CALLS, 2 * CALLS);
            test.flush();
            pause(2_000);
            assertThat(test.store.waiting()).isEqualTo(CALLS);

            setReadOnly(admin, name, false);

            await().atMost(SOON).until(() -> test.store.waiting() == 0);
            assertThat(test.sids()).hasSize(2 * CALLS);
            assertThat(test.lost).isEmpty();
        }
        execute(admin, "drop database " + name + " with (force)");
    }

    private static void setReadOnly(String admin, String database, boolean isReadOnly) throws Exception {
        execute(admin, "alter database " + database + " set default_transaction_read_only = " + isReadOnly);
        // And waits for their end: who was connected may write until then.
        execute(
                admin,
                "select pg_terminate_backend(pid, 30000) from pg_stat_activity where datname = '" + database + "'");
    }

    private static void execute(String url, String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private TestStore store(String url) {
        return new TestStore(new RecordStore.Place(folder, url, TestStore.ROOM, 0), () -> RecordTables.open(url));
    }

    private static ChaosProxy wire(String url, List<FaultRule> rules) throws Exception {
        String place = url.replaceFirst("jdbc:postgresql://([^/]+)/.*", "$1");
        return ChaosProxy.start(ChaosPlan.to("tcp://" + place, rules, 1));
    }

    private static String through(String url, ChaosProxy wire) {
        return url.replaceFirst("//[^/]+/", "//127.0.0.1:" + wire.port() + "/");
    }

    /** As a call's loop does it. That the machine stood still for two of them is no fault; who waits for a database does so often. */
    private static void end(TestStore test, int from, int to) {
        List<Long> tookNanos = new ArrayList<>();
        for (int i = from; i < to; i++) {
            long beganNanos = System.nanoTime();
            test.store.ended(RECORDS.get(i));
            tookNanos.add(System.nanoTime() - beganNanos);
        }
        tookNanos.sort(null);
        assertThat(tookNanos.get(Math.max(0, tookNanos.size() - 3))).isLessThan(MOST_FOR_A_CALL_NANOS);
    }

    private static void pause(long millis) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    }
}
