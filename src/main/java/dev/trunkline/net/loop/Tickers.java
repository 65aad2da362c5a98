package dev.trunkline.net.loop;

import dev.trunkline.time.Scheduler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Everything that ticks on one loop, by one wake-up. Confined to its loop, except {@link #nowNanos()}. */
final class Tickers {
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

    EventLoop loop() {
        return loop;
    }

    long nowNanos() {
        return isRealTime ? System.nanoTime() : loop.ticker().nanoTime();
    }

    Ticking add(Scheduler.Tick tick, Consumer<Throwable> onBug) {
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

    /** One of them. */
    private static final class Ticking implements Scheduler.Timer {
        private final Scheduler.Tick tick;
        private final Consumer<Throwable> onBug;
        private boolean cancelled;

        Ticking(Scheduler.Tick tick, Consumer<Throwable> onBug) {
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
