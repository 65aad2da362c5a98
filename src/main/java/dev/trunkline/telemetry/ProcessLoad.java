package dev.trunkline.telemetry;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how hard the process is pressed: by how late its loops come, by the heap that is in use after a collection, and by the
 * direct memory. Whoever owns it has it {@link #measure} once a second, on one thread that is no loop, for a loop that hangs
 * must be noticed. Asking is thread-safe.
 */
public final class ProcessLoad implements Load {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessLoad.class);

    /** Late by so many times what closes admission: callers hear gaps. */
    private static final double CRITICAL_LAG = 5;

    private static final double LAG_RELIEF = 0.5;
    private static final double CRITICAL_MORE_PERCENT = 7; // 85 and 92, as reliability.md has it
    private static final double MEMORY_RELIEF = 0.94; // 85 % opens below 80 %
    private static final double NANOS_PER_MILLI = 1e6;

    /** Whoever measures once a second and comes later than this was stopped himself, and the loops with him. */
    private static final long STOPPED_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long TELL_EVERY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final String OURS = "dev.trunkline.";
    private static final int TOP_FRAMES = 6; // what it waits for
    private static final int FRAMES_TOLD = 14; // more do not fit a value of the log

    private final List<LoopLag> loops = new CopyOnWriteArrayList<>();
    private final LongSupplier nanoTime;
    private final DoubleSupplier heapPercent;
    private final DoubleSupplier directPercent;
    private final Strain lag;
    private final Strain heap;
    private final Strain direct;
    private volatile Pressed now = Pressed.NOT;
    private long measuredNanos; // the measuring thread's
    private final Map<LoopLag, Long> toldNanos = new HashMap<>(); // likewise; those that hung

    /**
     * What is too much.
     *
     * @param lagMillis the 99th percentile of how late loops come; 0: nothing is
     * @param memoryPercent of the heap, and of the direct memory; 0: nothing is
     */
    public record Limits(int lagMillis, int memoryPercent) {}

    /**
     * @param heapPercent how much of the heap is in use after a collection, in percent
     * @param directPercent how much of the direct memory is taken, in percent
     * @param nanoTime the clock of the loops
     */
    public ProcessLoad(Limits limits, DoubleSupplier heapPercent, DoubleSupplier directPercent, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.measuredNanos = nanoTime.getAsLong();
        this.heapPercent = heapPercent;
        this.directPercent = directPercent;
        this.lag = new Strain(Pressed.LOOP_LAG, limits.lagMillis, limits.lagMillis * CRITICAL_LAG, LAG_RELIEF);
        double critical = Math.min(99, limits.memoryPercent + CRITICAL_MORE_PERCENT);
        this.heap = new Strain(Pressed.HEAP, limits.memoryPercent, critical, MEMORY_RELIEF);
        this.direct = new Strain(Pressed.DIRECT_MEMORY, limits.memoryPercent, critical, MEMORY_RELIEF);
    }

    /** Another loop counts. */
    public void watch(LoopLag loop) {
        loops.add(loop);
    }

    @Override
    public Pressed now() {
        return now;
    }

    /** Measures once. */
    public void measure() {
        tellWhoHangs();
        Pressed before = now;
        Pressed worst = worse(pressed(lag, lagMillis()), pressed(heap, heapPercent.getAsDouble()));
        now = worse(worst, pressed(direct, directPercent.getAsDouble()));
        if (now.level() != before.level()) {
            LOG.atWarn()
                    .addKeyValue("level", now.level())
                    .addKeyValue("before", before.level())
                    .addKeyValue("by", now.by().isEmpty() ? before.by() : now.by())
                    .log("load changes");
        }
    }

    /** And what it does instead, of each once a minute at most: that cannot be found out afterwards. */
    private void tellWhoHangs() {
        long nowNanos = nanoTime.getAsLong();
        boolean wasStopped = nowNanos - measuredNanos > STOPPED_NANOS;
        measuredNanos = nowNanos;
        if (wasStopped) {
            return;
        }
        for (LoopLag loop : loops) {
            long hangsNanos = loop.hangsNanos(nowNanos);
            Long told = toldNanos.get(loop);
            if (hangsNanos > 0 && (told == null || nowNanos - told >= TELL_EVERY_NANOS)) {
                toldNanos.put(loop, nowNanos);
                LOG.atWarn()
                        .addKeyValue("loop", loop.thread().getName())
                        .addKeyValue("millis", Duration.ofNanos(hangsNanos).toMillis())
                        .addKeyValue("state", loop.thread().getState())
                        .addKeyValue("at", place(loop.thread()))
                        .log("a loop hangs");
            }
        }
    }

    /** The top of its stack, and where we are in it: who waits for a disk or a peer does so deep in what is not ours. */
    private static String place(Thread thread) {
        List<StackTraceElement> frames = Arrays.stream(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().contains("$$Lambda")) // says what the next one says
                .toList();
        int ours = 0;
        while (ours < frames.size() && !frames.get(ours).getClassName().startsWith(OURS)) {
            ours++;
        }
        if (ours <= TOP_FRAMES || ours == frames.size()) {
            return told(frames.stream().limit(FRAMES_TOLD));
        }
        return told(frames.stream().limit(TOP_FRAMES)) + " < ... < "
                + told(frames.stream().skip(ours).limit(FRAMES_TOLD - TOP_FRAMES));
    }

    private static String told(Stream<StackTraceElement> frames) {
        return frames.map(ProcessLoad::told).collect(Collectors.joining(" < "));
    }

    private static String told(StackTraceElement frame) {
        String type = frame.getClassName();
        String place = type.substring(type.lastIndexOf('.') + 1) + '.' + frame.getMethodName();
        return frame.getLineNumber() < 0 ? place : place + ':' + frame.getLineNumber();
    }

    /** Of the loop that is worst off. */
    private double lagMillis() {
        long nowNanos = nanoTime.getAsLong();
        double worst = 0;
        for (LoopLag loop : loops) {
            worst = Math.max(worst, loop.recentNanos(nowNanos) / NANOS_PER_MILLI);
        }
        return worst;
    }

    private static Pressed pressed(Strain strain, double value) {
        LoadLevel level = strain.measured(value);
        return level == LoadLevel.NORMAL ? Pressed.NOT : new Pressed(level, strain.label());
    }

    private static Pressed worse(Pressed one, Pressed other) {
        return other.level().compareTo(one.level()) > 0 ? other : one;
    }
}
