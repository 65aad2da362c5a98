package dev.trunkline.app;

import dev.trunkline.config.OverloadConfig;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.telemetry.JvmMetrics;
import dev.trunkline.telemetry.Load;
import dev.trunkline.telemetry.LoopLag;
import dev.trunkline.telemetry.MemoryInUse;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import dev.trunkline.telemetry.ProcessLoad;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.internal.PlatformDependent;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Has the load of this process measured once a second, by a thread of its own: a loop that hangs must be noticed. Thread-safe. */
final class LoadWatch implements AutoCloseable {

    private final Metrics metrics;
    private final ProcessLoad load;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("load", true));

    LoadWatch(OverloadConfig config, Metrics metrics) {
        this.metrics = metrics;
        this.load = new ProcessLoad(
                new ProcessLoad.Limits(config.loopLagMillis(), config.memoryPercent()),
                MemoryInUse.ofThisProcess(System::nanoTime),
                () -> 100.0
                        * JvmMetrics.directBytes(PlatformDependent::usedDirectMemory)
                        / PlatformDependent.maxDirectMemory(),
                System::nanoTime);
        metrics.gauge(MetricName.LOAD_LEVEL, () -> load.now().level().gauge());
    }

    /** Begins, with the loops that calls live on. */
    void start(EventLoops loops) {
        for (EventExecutor loop : loops.workers()) {
            loop.execute(() -> load.watch(LoopLag.watch(LoopScheduler.of((EventLoop) loop), metrics)));
        }
        thread.scheduleWithFixedDelay(new RepeatedStep("load", load::measure), 1, 1, TimeUnit.SECONDS);
    }

    Load load() {
        return load;
    }

    /**
     * Whether something that calls can do without is to be left undone; what is, is counted.
     *
     * @param what a metric label
     */
    BooleanSupplier leavesOut(String what) {
        return () -> {
            boolean isCritical = load.isCritical();
            if (isCritical) {
                metrics.count(MetricName.LOAD_SHED, what);
            }
            return isCritical;
        };
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
