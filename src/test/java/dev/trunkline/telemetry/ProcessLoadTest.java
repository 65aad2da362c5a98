package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.telemetry.Load.Pressed;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.WrittenLog;
import dev.trunkline.time.Scheduler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ProcessLoadTest {

    private static final Pressed NOTHING = new Pressed(LoadLevel.NORMAL, "");

    private final ManualScheduler time = new ManualScheduler();
    private double heapPercent;
    private double directPercent;
    private long lateNanos;
    private final ProcessLoad load =
            new ProcessLoad(new ProcessLoad.Limits(20, 85), () -> heapPercent, () -> directPercent, time::nowNanos);

    @Test
    void aFewLateTurnsAreForgivenAndManyAreNotUntilTheyArePast() {
        load.watch(LoopLag.watch(new LateScheduler(), new Metrics()));
        pass(10_000);
        lateNanos = 30_000_000;
        pass(130); // two turns
        lateNanos = 0;
        pass(1_000);
        assertThat(measured()).isEqualTo(NOTHING);

        lateNanos = 30_000_000;
        pass(1_000);
        assertThat(measured()).isEqualTo(new Pressed(LoadLevel.HIGH, "loop_lag"));

        lateNanos = 15_000_000;
        pass(12_000);
        assertThat(measured()).as("not far enough below").isEqualTo(new Pressed(LoadLevel.HIGH, "loop_lag"));
        lateNanos = 5_000_000;
        pass(12_000);
        assertThat(measured()).isEqualTo(NOTHING);
    }

    @Test
    void veryLateTurnsAreCritical() {
        load.watch(LoopLag.watch(new LateScheduler(), new Metrics()));
        lateNanos = 101_000_000;
        pass(2_000);

        assertThat(measured()).isEqualTo(new Pressed(LoadLevel.CRITICAL, "loop_lag"));
        assertThat(load.isCritical()).isTrue();
    }

    @Test
    void aLoopThatHangsIsNoticedThoughItTellsNothing() {
        load.watch(LoopLag.watch(new LateScheduler(), new Metrics()));
        pass(1_000);
        lateNanos = 3_600_000_000_000L;
        pass(100);

        pass(1_200);

        assertThat(measured()).isEqualTo(new Pressed(LoadLevel.CRITICAL, "loop_lag"));
    }

    @Test
    void whatALoopThatHangsDoesIsToldOnceAMinute() {
        load.watch(LoopLag.watch(new LateScheduler(), new Metrics()));
        try (WrittenLog log = WrittenLog.begin()) {
            measureEverySecond(3);
            assertThat(log.text()).doesNotContain("a loop hangs");

            lateNanos = 3_600_000_000_000L;
            measureEverySecond(30);
            assertThat(hangs(log))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("loop=\"" + Thread.currentThread().getName() + "\"")
                    .contains("ProcessLoadTest.whatALoopThatHangsDoesIsToldOnceAMinute:");

            measureEverySecond(60);
            assertThat(hangs(log)).hasSize(2);
        }
    }

    @Test
    void whoseFaultItIsIsToldHoweverDeepItHangsInWhatIsNotOurs() throws Exception {
        CompletableFuture<Object> isOver = new CompletableFuture<>();
        Function<CompletableFuture<Object>, Object> waits = CompletableFuture::join;
        for (int i = 0; i < 40; i++) {
            waits = waits.compose(Function.identity());
        }
        Function<CompletableFuture<Object>, Object> waitsDeepInTheJdk = waits;
        CountDownLatch isWatched = new CountDownLatch(1);
        Thread loop = new Thread(
                () -> {
                    load.watch(LoopLag.watch(new LateScheduler(), new Metrics()));
                    isWatched.countDown();
                    Object unused = waitsDeepInTheJdk.apply(isOver);
                },
                "a loop");
        try (WrittenLog log = WrittenLog.begin()) {
            lateNanos = 3_600_000_000_000L;
            loop.start();
            isWatched.await();
            await().until(() -> loop.getState() == Thread.State.WAITING);

            measureEverySecond(3);

            assertThat(hangs(log))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("at=\"Unsafe.park < LockSupport.park:")
                    .contains(" < ... < ProcessLoadTest.lambda")
                    .contains(" < Thread.run:");
        } finally {
            isOver.complete("over");
            loop.join();
        }
    }

    @Test
    void aSecondLoopThatHangsIsToldBesideTheFirst() {
        lateNanos = 3_600_000_000_000L;
        load.watch(LoopLag.watch(new LateScheduler(), new Metrics()));
        try (WrittenLog log = WrittenLog.begin()) {
            measureEverySecond(5);
            load.watch(LoopLag.watch(new LateScheduler(), new Metrics()));
            measureEverySecond(5);

            assertThat(hangs(log)).hasSize(2);
        }
    }

    @Test
    void aProcessThatWasStoppedHasNoLoopThatHangs() {
        load.watch(LoopLag.watch(new LateScheduler(), new Metrics()));
        try (WrittenLog log = WrittenLog.begin()) {
            measureEverySecond(3);
            lateNanos = 30_000_000_000L;
            pass(100);

            pass(20_000); // nobody runs, and then the one who measures is the first
            load.measure();

            assertThat(hangs(log)).isEmpty();
        }
    }

    private void measureEverySecond(int times) {
        for (int i = 0; i < times; i++) {
            pass(1_000);
            load.measure();
        }
    }

    private static List<String> hangs(WrittenLog log) {
        return log.text().lines().filter(line -> line.contains("a loop hangs")).toList();
    }

    @Test
    void memoryHasTwoLimitsAndIsBelieved() {
        heapPercent = 84;
        assertThat(measured()).isEqualTo(NOTHING);
        heapPercent = 86;
        assertThat(measured()).isEqualTo(new Pressed(LoadLevel.HIGH, "heap"));
        heapPercent = 81;
        assertThat(measured()).isEqualTo(new Pressed(LoadLevel.HIGH, "heap"));
        heapPercent = 93;
        assertThat(measured()).isEqualTo(new Pressed(LoadLevel.CRITICAL, "heap"));
        heapPercent = 88;
        assertThat(measured().level()).isEqualTo(LoadLevel.CRITICAL);
        heapPercent = 86;
        assertThat(measured().level()).isEqualTo(LoadLevel.HIGH);
        heapPercent = 79;
        assertThat(measured()).isEqualTo(NOTHING);
    }

    @Test
    void theWorstIsTold() {
        heapPercent = 86;
        directPercent = 95;

        assertThat(measured()).isEqualTo(new Pressed(LoadLevel.CRITICAL, "direct_memory"));
    }

    @Test
    void whatIsSwitchedOffNeverPresses() {
        ProcessLoad never = new ProcessLoad(new ProcessLoad.Limits(0, 0), () -> 100, () -> 100, time::nowNanos);
        never.watch(LoopLag.watch(new LateScheduler(), new Metrics()));
        lateNanos = 900_000_000;
        pass(20_000);
        never.measure();

        assertThat(never.now()).isEqualTo(NOTHING);
    }

    @Test
    void aHeapThatNobodyHadToCollectIsNotFull() {
        long[] collections = {0};
        MemoryInUse heap = new MemoryInUse(() -> 90, () -> collections[0], 100, time::nowNanos);
        assertThat(heap.getAsDouble()).isZero();

        collections[0]++;
        assertThat(heap.getAsDouble()).isEqualTo(90);
        pass(29_000);
        assertThat(heap.getAsDouble()).isEqualTo(90);
        pass(2_000);
        assertThat(heap.getAsDouble()).isZero();
        collections[0]++;
        assertThat(heap.getAsDouble()).isEqualTo(90);
    }

    private Pressed measured() {
        load.measure();
        return load.now();
    }

    private void pass(long millis) {
        time.advanceMillis(millis);
    }

    /** Comes to everything too late. */
    private final class LateScheduler implements Scheduler {
        @Override
        public long nowNanos() {
            return time.nowNanos();
        }

        @Override
        public void execute(Runnable task) {
            time.execute(task);
        }

        @Override
        public Timer after(long delayNanos, Runnable task) {
            return time.after(delayNanos + lateNanos, task);
        }

        @Override
        public Timer every(long periodNanos, Runnable task) {
            return time.every(periodNanos, task);
        }

        @Override
        public Timer everyTick(Tick tick) {
            return time.everyTick(tick);
        }
    }
}
