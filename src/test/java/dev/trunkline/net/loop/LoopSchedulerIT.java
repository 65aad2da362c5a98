package dev.trunkline.net.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.time.Scheduler.Timer;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoopSchedulerIT {

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private LoopScheduler scheduler;

    @BeforeEach
    void holdTime() {
        channel.freezeTime();
        scheduler = LoopScheduler.of(channel.eventLoop());
    }

    private void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
        }
    }

    @Test
    void patienceEndsInTimeAsATimerDoes() {
        AtomicInteger runs = new AtomicInteger();
        scheduler.patience(TimeUnit.MILLISECONDS.toNanos(20), runs::incrementAndGet);
        Timer cancelled = scheduler.patience(TimeUnit.MILLISECONDS.toNanos(20), runs::incrementAndGet);

        pass(19);
        assertThat(runs).hasValue(0);
        cancelled.cancel();
        pass(2);

        assertThat(runs).hasValue(1);
    }

    @Test
    void afterAStopOfTheProcessAPeerHasAsLongAgain() {
        AtomicInteger timers = new AtomicInteger();
        AtomicInteger judged = new AtomicInteger();
        scheduler.after(TimeUnit.SECONDS.toNanos(5), timers::incrementAndGet);
        Timer shortOne = scheduler.patience(TimeUnit.SECONDS.toNanos(5), judged::incrementAndGet);
        pass(1_000);

        channel.advanceTimeBy(12, TimeUnit.SECONDS);
        pass(4_900);
        assertThat(timers).hasValue(1);
        assertThat(judged).hasValue(0);
        pass(200);
        assertThat(judged).hasValue(1);
        shortOne.cancel();
    }

    @Test
    void allTickersOfALoopShareOneWakeUp() {
        List<Long> first = new ArrayList<>();
        List<Long> second = new ArrayList<>();
        LoopScheduler another = LoopScheduler.of(channel.eventLoop()).guarded(bug -> {});
        scheduler.everyTick(first::add);
        pass(2);
        another.everyTick(second::add);

        pass(50);

        // The second began 2 ms later, and is woken at the same times.
        assertThat(first).hasSize(10).isEqualTo(second);
        assertThat(first.get(1) - first.get(0)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(5));
    }

    @Test
    void aTickerMayCancelItselfAndOthersAndAddMoreWhileItTicks() {
        AtomicInteger victimTicks = new AtomicInteger();
        AtomicInteger addedTicks = new AtomicInteger();
        AtomicInteger ownTicks = new AtomicInteger();
        AtomicReference<Timer> own = new AtomicReference<>(() -> {});
        Timer victim = scheduler.everyTick(now -> victimTicks.incrementAndGet());
        Timer secondVictim = scheduler.everyTick(now -> victimTicks.incrementAndGet());
        own.set(scheduler.everyTick(now -> {
            ownTicks.incrementAndGet();
            victim.cancel();
            secondVictim.cancel();
            Objects.requireNonNull(own.get()).cancel();
            scheduler.everyTick(later -> addedTicks.incrementAndGet());
        }));

        pass(50);

        assertThat(ownTicks).hasValue(1);
        assertThat(victimTicks.get()).isLessThanOrEqualTo(2);
        assertThat(addedTicks).hasValue(9);
    }

    @Test
    void theWakeUpEndsWithTheLastTickerAndComesBackWithTheNext() {
        AtomicInteger ticks = new AtomicInteger();
        Timer timer = scheduler.everyTick(now -> ticks.incrementAndGet());
        pass(10);
        timer.cancel();
        timer.cancel();
        pass(20);
        int ticksWhenCancelled = ticks.get();

        // Nothing is scheduled any more.
        assertThat(channel.runScheduledPendingTasks()).isEqualTo(-1);
        scheduler.everyTick(now -> ticks.incrementAndGet());
        pass(10);

        assertThat(ticksWhenCancelled).isEqualTo(2);
        assertThat(ticks).hasValue(4);
    }

    @Test
    void aTickerThatFailsEndsAloneAndItsOwnerIsTold() {
        AtomicInteger ticks = new AtomicInteger();
        List<Throwable> bugs = new ArrayList<>();
        scheduler.everyTick(now -> ticks.incrementAndGet());
        scheduler.guarded(bugs::add).everyTick(now -> {
            throw new IllegalStateException("bug");
        });
        scheduler.everyTick(now -> ticks.incrementAndGet());

        pass(20);

        assertThat(ticks).hasValue(8);
        assertThat(bugs).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTaskRunsOnceInTimeUnlessCancelled() {
        List<String> ran = new ArrayList<>();
        List<Throwable> bugs = new ArrayList<>();
        scheduler.after(TimeUnit.MILLISECONDS.toNanos(10), () -> ran.add("ten"));
        scheduler
                .after(TimeUnit.MILLISECONDS.toNanos(10), () -> ran.add("never"))
                .cancel();
        scheduler.guarded(bugs::add).after(TimeUnit.MILLISECONDS.toNanos(5), () -> {
            throw new IllegalStateException("bug");
        });

        pass(9);
        assertThat(ran).isEmpty();
        pass(100);

        assertThat(ran).containsExactly("ten");
        assertThat(bugs).hasSize(1);
    }

    @Test
    void aPeriodicTaskRunsUntilCancelledWhateverItThrows() {
        AtomicInteger runs = new AtomicInteger();
        List<Throwable> bugs = new ArrayList<>();
        Timer timer = scheduler.guarded(bugs::add).every(TimeUnit.MILLISECONDS.toNanos(10), () -> {
            if (runs.incrementAndGet() == 2) {
                throw new IllegalStateException("bug");
            }
        });

        pass(9);
        assertThat(runs).hasValue(0);
        pass(32);
        timer.cancel();
        timer.cancel();
        pass(100);

        assertThat(runs).hasValue(4);
        assertThat(bugs).hasSize(1);
    }

    @Test
    void belongsToItsLoop() throws Exception {
        try (EventLoops loops = new EventLoops("test", 2)) {
            EventLoop loop = loops.workers().next();

            assertThatThrownBy(() -> LoopScheduler.of(loop)).isInstanceOf(IllegalStateException.class);
            LoopScheduler ofLoop = loop.submit(() -> LoopScheduler.of(loop)).get();
            assertThat(ofLoop.loop()).isSameAs(loop);
            long before = System.nanoTime();
            assertThat(ofLoop.nowNanos()).isBetween(before, System.nanoTime());
        }
    }

    @Test
    void aPauseOfTheWholeProcessIsNotCaughtUpTickByTick() {
        AtomicInteger ticks = new AtomicInteger();
        scheduler.everyTick(now -> ticks.incrementAndGet());

        channel.advanceTimeBy(10, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(ticks).hasValue(1);
    }
}
