package dev.trunkline.net;

import dev.trunkline.time.Scheduler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link Scheduler} over one event loop. There is one per loop ({@link #of}), so that all tickers of a loop share one
 * wake-up. What throws is logged and does no harm to the others; a ticker that throws is called no more. Confined to its
 * loop, except {@link #nowNanos()} and {@link #of}.
 */
public final class LoopScheduler implements Scheduler {

    private static final Logger LOG = LoggerFactory.getLogger(LoopScheduler.class);
    private static final long TICK_MILLIS = 5;
    private static final FastThreadLocal<LoopScheduler> OF_LOOP = new FastThreadLocal<>();

    private final EventLoop loop;
    private final List<Registration> tickers = new ArrayList<>();
    private @Nullable Future<?> wakeUp;

    private LoopScheduler(EventLoop loop) {
        this.loop = loop;
    }

    /** The scheduler of {@code loop}; called on that loop. */
    public static LoopScheduler of(EventLoop loop) {
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("ask for a loop's scheduler on that loop");
        }
        LoopScheduler scheduler = OF_LOOP.get();
        if (scheduler == null) {
            scheduler = new LoopScheduler(loop);
            OF_LOOP.set(scheduler);
        }
        return scheduler;
    }

    /** The loop whose time this is. */
    public EventLoop loop() {
        return loop;
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public Timer after(long delayNanos, Runnable task) {
        Future<?> future = loop.schedule(() -> runOnce(task), delayNanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Timer everyTick(Tick tick) {
        Registration registration = new Registration(tick);
        tickers.add(registration);
        if (wakeUp == null) {
            wakeUp = loop.scheduleAtFixedRate(this::tickAll, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return registration;
    }

    private void tickAll() {
        long nowNanos = nowNanos();
        // Backwards, because a tick may cancel itself or add others.
        for (int i = tickers.size() - 1; i >= 0; i--) {
            Registration registration = tickers.get(i);
            if (registration.cancelled) {
                tickers.set(i, tickers.get(tickers.size() - 1));
                tickers.remove(tickers.size() - 1);
            } else {
                tick(registration, nowNanos);
            }
        }
        if (tickers.isEmpty() && wakeUp != null) {
            wakeUp.cancel(false);
            wakeUp = null;
        }
    }

    private static void tick(Registration registration, long nowNanos) {
        try {
            registration.tick.onTick(nowNanos);
        } catch (RuntimeException e) {
            // Netty would silently stop the shared wake-up, and with it every call of this loop.
            registration.cancel();
            LOG.atError().setCause(e).log("a ticker failed");
        }
    }

    private static void runOnce(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // Netty would keep it in a future that nobody reads.
            LOG.atError().setCause(e).log("a timer failed");
        }
    }

    private static final class Registration implements Timer {
        private final Tick tick;
        private boolean cancelled;

        Registration(Tick tick) {
            this.tick = tick;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
