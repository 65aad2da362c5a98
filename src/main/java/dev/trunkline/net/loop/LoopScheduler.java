package dev.trunkline.net.loop;

import dev.trunkline.time.Scheduler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Scheduler} over one event loop. All tickers of a loop share one wake-up, whoever asked for them. What a task or
 * a ticker throws ends neither the loop nor anybody else's ticker: it is logged, or goes to the owner that
 * {@link #guarded} named. Confined to its loop, except {@link #nowNanos()} and {@link #execute}.
 */
public final class LoopScheduler implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(LoopScheduler.class);

    private final Tickers tickers;
    private final Consumer<Throwable> onBug;

    private LoopScheduler(Tickers tickers, Consumer<Throwable> onBug) {
        this.tickers = tickers;
        this.onBug = onBug;
    }

    /** A scheduler of {@code loop}; called on that loop. */
    public static LoopScheduler of(EventLoop loop) {
        return new LoopScheduler(
                LoopResources.of(loop).tickers(),
                bug -> LOG.atError().setCause(bug).log("a task of no call failed"));
    }

    /** The same loop and wake-up for one owner, who is told on the loop what its tasks and tickers throw. */
    public LoopScheduler guarded(Consumer<Throwable> bugHandler) {
        return new LoopScheduler(tickers, bugHandler);
    }

    /** The loop whose time this is. */
    public EventLoop loop() {
        return tickers.loop();
    }

    @Override
    public long nowNanos() {
        return tickers.nowNanos();
    }

    @Override
    public void execute(Runnable task) {
        tickers.loop().execute(() -> run(task));
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        Future<?> future = tickers.loop().schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Timer patience(long delayNanos, Runnable task) {
        return new Patience(tickers, delayNanos, () -> run(task));
    }

    @Override
    public Timer every(long periodNanos, Runnable task) {
        Future<?> future =
                tickers.loop().scheduleWithFixedDelay(() -> run(task), periodNanos, periodNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable bug) {
            onBug.accept(bug);
        }
    }

    @Override
    public Timer everyTick(Tick tick) {
        return tickers.add(tick, onBug);
    }

    /** A task that lets its loop read, and the peer make up for our absence, when its time has come. */
    private static final class Patience implements Timer {
        private static final long ABSENT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

        private final Tickers tickers;
        private final long delayNanos;
        private final Runnable task;
        private final long dueNanos;
        private Future<?> next;

        Patience(Tickers tickers, long delayNanos, Runnable task) {
            this.tickers = tickers;
            this.delayNanos = delayNanos;
            this.task = task;
            this.dueNanos = tickers.nowNanos() + delayNanos;
            this.next = tickers.loop().schedule(this::readFirst, delayNanos, TimeUnit.NANOSECONDS);
        }

        /** What a task schedules is due in the loop's next turn at the earliest, and a turn begins with reading. */
        private void readFirst() {
            long lateNanos = tickers.nowNanos() - dueNanos;
            long moreNanos = lateNanos < ABSENT_NANOS ? 0 : Math.min(lateNanos, delayNanos);
            next = tickers.loop().schedule(task, moreNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void cancel() {
            next.cancel(false);
        }
    }
}
