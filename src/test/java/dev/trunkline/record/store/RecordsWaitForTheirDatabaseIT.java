package dev.trunkline.record.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.trunkline.record.CallRecord;
import dev.trunkline.record.SomeCalls;
import dev.trunkline.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database that is away, slow or full delays no call, and loses no record. */
@Timeout(240)
class RecordsWaitForTheirDatabaseIT {

    private static final int CALLS = 300;
    private static final int HANGS_SECONDS = 60;
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void whileItIsAwayRecordsWaitOnDiskAndThenAllAreWritten() throws Exception {
        AtomicBoolean isAway = new AtomicBoolean(true);
        Database database = RecordTables.inMemory();
        try (TestStore test = new TestStore(
                TestStore.place(folder, TestStore.ROOM), () -> isAway.get() ? TestStore.away() : database)) {
            end(test, CALLS);
            test.flush();

            assertThat(test.store.waiting()).isEqualTo(CALLS);
            assertThat(bytes(folder)).isGreaterThan(CALLS * 1_000L);
            assertThatThrownBy(test::sids).hasMessageContaining("not been reached");
            isAway.set(false);

            await().atMost(SOON).until(() -> test.written() == CALLS);
            await().atMost(SOON).until(() -> test.store.waiting() == 0);
            assertThat(test.lost).isEmpty();
        }
    }

    @Test
    void aDatabaseThatHangsHoldsUpNobody() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        Database database = RecordTables.inMemory();
        try (TestStore test = new TestStore(TestStore.place(folder, TestStore.ROOM), () -> {
            boolean unused = wait(answers);
            return database;
        })) {
            List<CallRecord> records = IntStream.range(0, CALLS)
                    .mapToObj(i -> SomeCalls.call(i).ended())
                    .toList();
            List<Long> tookNanos = new ArrayList<>();
            for (CallRecord each : records) {
                long beganNanos = System.nanoTime();
                test.store.ended(each);
                tookNanos.add(System.nanoTime() - beganNanos);
            }
            test.flush();

            tookNanos.sort(null);
            assertThat(tookNanos.get(CALLS / 2))
                    .as("median, ns: a machine that stands still does so for one of them")
                    .isLessThan(Duration.ofMillis(1).toNanos());
            assertThat(tookNanos.get(CALLS - 1))
                    .as("longest, ns: the database hangs for longer")
                    .isLessThan(Duration.ofSeconds(HANGS_SECONDS / 2).toNanos());
            answers.countDown();
            await().atMost(SOON).until(() -> test.written() == CALLS);
            assertThat(test.lost).isEmpty();
        }
    }

    @Test
    void whatFindsNoRoomOnDiskWaitsInMemory() throws Exception {
        AtomicBoolean isAway = new AtomicBoolean(true);
        Database database = RecordTables.inMemory();
        try (TestStore test =
                new TestStore(TestStore.place(folder, 20_000), () -> isAway.get() ? TestStore.away() : database)) {
            for (int i = 0; i < 100; i++) {
                test.store.ended(SomeCalls.call(i).ended());
                test.flush();
            }

            assertThat(bytes(folder)).isLessThan(20_000);
            assertThat(test.store.waiting()).isEqualTo(100);
            isAway.set(false);
            await().atMost(SOON).until(() -> test.written() == 100);
            assertThat(test.lost).isEmpty();
        }
    }

    @Test
    void withoutAFolderMemoryIsBoundedAndWhatIsLostIsCounted() throws Exception {
        try (TestStore test = new TestStore(TestStore.place(null, 0), TestStore::away)) {
            CallRecord record = SomeCalls.call(1).ended();
            for (int i = 0; i < 5_010; i++) {
                test.store.ended(record);
                if (i % 1_000 == 0) {
                    test.flush();
                }
            }
            test.flush();

            assertThat(test.lost).hasSize(10).containsOnly("journal_full");
        }
    }

    @Test
    void theFilesThatWereReadAreGoneWhenTheProcessEnds() throws Exception {
        try (TestStore test = TestStore.in(folder)) {
            end(test, 10);
            await().atMost(SOON).until(() -> test.written() == 10);
        }

        try (Stream<Path> left = Files.list(folder.resolve("journal"))) {
            assertThat(left).isEmpty();
        }
        try (TestStore again = TestStore.in(folder)) {
            await().atMost(SOON).until(() -> again.written() == 10);
        }
    }

    private static boolean wait(CountDownLatch answers) {
        try {
            return answers.await(HANGS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void end(TestStore test, int calls) {
        for (int i = 0; i < calls; i++) {
            test.store.ended(SomeCalls.call(i).ended());
        }
    }

    private static long bytes(Path folder) throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        }
    }
}
