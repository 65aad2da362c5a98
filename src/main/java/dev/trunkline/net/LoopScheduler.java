package dev.trunkline.net;

import dev.trunkline.time.Scheduler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Scheduler} over one event loop. All tickers of a loop share one wake-up, whoever asked for them. What a task or
 * a ticker throws ends neither the loop nor anybody else's ticker: it is logged, or goes to the owner that
 * {@link #guarded} named. Confined to its loop, except {@link #nowNanos()} and {@link #execute}.
 */
public final class LoopScheduler implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(LoopScheduler.class);
    private static final FastThreadLocal<Tickers> OF_LOOP = new FastThreadLocal<>();

    private final Tickers tickers;
    private final Consumer<Throwable> onBug;

    private LoopScheduler(Tickers tickers, Consumer<Throwable> onBug) {
        this.tickers = tickers;
        this.onBug = onBug;
    }

    /** A scheduler of {@code loop}; called on that loop. */
    public static LoopScheduler of(EventLoop loop) {
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("ask for a loop's scheduler on that loop");
        }
        Tickers tickers = OF_LOOP.get();
        // Embedded loops of tests share one thread.
        if (tickers == null || tickers.loop != loop) {
            tickers = new Tickers(loop);
            OF_LOOP.set(tickers);
        }
        return new LoopScheduler(tickers, bug -> LOG.atError().setCause(bug).log("a task of no call failed"));
    }

    /** The same loop and wake-up for one owner, who is told on the loop what its tasks and tickers throw. */
    public LoopScheduler guarded(Consumer<Throwable> bugHandler) {
        return new LoopScheduler(tickers, bugHandler);
    }

    /** The loop whose time this is. */
    public EventLoop loop() {
        return tickers.loop;
    }

    @Override
    public long nowNanos() {
        return tickers.nowNanos();
    }

    @Override
    public void execute(Runnable task) {
        tickers.loop.execute(() -> run(task));
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        Future<?> future = tickers.loop.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Timer patience(long delayNanos, Runnable task) {
        return new Patience(tickers, delayNanos, () -> run(task));
    }

    @Override
    public Timer every(long periodNanos, Runnable task) {
        Future<?> future =
                tickers.loop.scheduleWithFixedDelay(() -> run(task), periodNanos, periodNanos, TimeUnit.NANOSECONDS);
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
            this.next = tickers.loop.schedule(this::readFirst, delayNanos, TimeUnit.NANOSECONDS);
        }

        /** What a task schedules is due in the loop's next turn at the earliest, and a turn begins with reading. */
        private void readFirst() {
            long lateNanos = tickers.nowNanos() - dueNanos;
            long moreNanos = lateNanos < ABSENT_NANOS ? 0 : Math.min(lateNanos, delayNanos);
            next = tickers.loop.schedule(task, moreNanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public void cancel() {
            next.cancel(false);
        }
    }

    /** Everything that ticks on one loop. */
    private static final class Tickers {
        private static final long TICK_MILLIS = 5;
        private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

        private final EventLoop loop;
        private final boolean isRealTime;
        private final List<Ticking> all = new ArrayList<>();
        private @Nullable Future<?> wakeUp;
        private long lastNanos;

        Tickers(EventLoop loop) {
            this.loop = loop;
            this.isRealTime = loop.ticker() == Ticker.systemTicker();
        }

        long nowNanos() {
            return isRealTime ? System.nanoTime() : loop.ticker().nanoTime();
        }

        Ticking add(Tick tick, Consumer<Throwable> onBug) {
            Ticking ticking = new Ticking(tick, onBug);
            all.add(ticking);
            if (wakeUp == null) {
                lastNanos = nowNanos();
                wakeUp = loop.scheduleAtFixedRate(this::tickInTime, firstTickNanos(), TICK_NANOS, TimeUnit.NANOSECONDS);
            }
            return ticking;
        }

        /** Half a tick off the multiples of 5 ms, so that a tick that is a little late is on the same side of them as always. */
        private long firstTickNanos() {
            return isRealTime ? TICK_NANOS - Math.floorMod(nowNanos() - TICK_NANOS / 2, TICK_NANOS) : TICK_NANOS;
        }

        /** After a pause of the whole process there is nothing to catch up: what is due is due by absolute time. */
        private void tickInTime() {
            long nowNanos = nowNanos();
            if (nowNanos - lastNanos >= TICK_NANOS / 2) {
                lastNanos = nowNanos;
                tickAll(nowNanos);
            }
        }

        private void tickAll(long nowNanos) {
            // Backwards, because a tick may cancel itself or add others.
            for (int i = all.size() - 1; i >= 0; i--) {
                Ticking ticking = all.get(i);
                if (ticking.cancelled) {
                    all.set(i, all.get(all.size() - 1));
                    all.remove(all.size() - 1);
                } else {
                    ticking.tick(nowNanos);
                }
            }
            if (all.isEmpty() && wakeUp != null) {
                wakeUp.cancel(false);
                wakeUp = null;
            }
        }
    }

    private static final class Ticking implements Timer {
        private final Tick tick;
        private final Consumer<Throwable> onBug;
        private boolean cancelled;

        Ticking(Tick tick, Consumer<Throwable> onBug) {
            this.tick = tick;
            this.onBug = onBug;
        }

        void tick(long nowNanos) {
            try {
                tick.onTick(nowNanos);
            } catch (Throwable bug) {
                cancelled = true;
                onBug.accept(bug);
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
