package dev.trunkline.lab.fleet;

import dev.trunkline.lab.fleet.call.CallerPhrases;
import dev.trunkline.lab.fleet.call.Dialler;
import dev.trunkline.lab.fleet.call.FleetLoop;
import dev.trunkline.lab.fleet.call.FleetPlan;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.lab.fleet.measure.BridgeWatch;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.FarEndLog;
import dev.trunkline.lab.fleet.measure.FleetEvents;
import dev.trunkline.lab.fleet.measure.Footprint;
import dev.trunkline.lab.fleet.measure.HeapTrend;
import dev.trunkline.lab.fleet.measure.Measure;
import dev.trunkline.lab.fleet.measure.Meter;
import dev.trunkline.lab.fleet.measure.PendingMeasurements;
import dev.trunkline.lab.fleet.measure.Samples;
import dev.trunkline.lab.fleet.measure.Second;
import dev.trunkline.lab.fleet.measure.Spread;
import dev.trunkline.lab.fleet.verdict.FaultReport;
import dev.trunkline.lab.fleet.verdict.FleetReport;
import dev.trunkline.lab.fleet.verdict.Verdict;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Many callers at once: places their calls, keeps as many up as were asked for, lets them hang up in the end, and waits for
 * the bridge to give back what it holds. Thread-safe but for {@link #sample} and {@link #report}, which belong to one thread.
 */
public final class Fleet implements AutoCloseable {

    private static final int CALLS_PER_LOOP = 300; // half a core
    private static final int MOST_LOOPS = 2;
    private static final int HTTP_THREADS = 2;
    private static final int SOAK_SECONDS = 1_200; // enough looks at the heap to lay a line through
    private static final long HANG_UP_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final FleetPlan plan;
    private final Meter meter = new Meter();
    private final PendingMeasurements asked;
    private final LongSupplier nanoTime;
    private final FleetEvents events = new FleetEvents();
    private final EventLoops eventLoops;
    private final ExecutorService http =
            Executors.newFixedThreadPool(HTTP_THREADS, new DefaultThreadFactory("fleet-http", true));
    private final List<FleetLoop> loops = new ArrayList<>();
    private final Heartbeat heartbeat;
    private final Dialler dialler;
    private final @Nullable FarEndLog notes;
    private final @Nullable FleetHistory history;
    private final @Nullable HeapTrend heap;
    private final Samples samples;
    private final Footprint footprint;
    private final FleetSchedule schedule;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Instant startedAt = InstantSource.system().instant();
    private final long beginNanos;
    private long lastSampleNanos;

    private Fleet(
            FleetPlan plan,
            ClientTls tls,
            CallerPhrases sound,
            LongSupplier nanoTime,
            BridgeWatch bridge,
            BridgeAdmin admin)
            throws IOException {
        if ("https".equals(plan.to().getScheme())) {
            tls.load();
        }
        this.plan = plan;
        this.nanoTime = nanoTime;
        this.asked = new PendingMeasurements(meter, plan.notes() != null);
        this.notes = plan.notes() == null ? null : new FarEndLog(plan.notes(), tls);
        if (notes != null) {
            notes.take(); // of whoever was there before
        }
        int loopCount = Math.min(MOST_LOOPS, 1 + (plan.size().calls() - 1) / CALLS_PER_LOOP);
        this.eventLoops = new EventLoops("fleet", loopCount);
        this.beginNanos = nanoTime.getAsLong();
        List<Long> threads = new ArrayList<>();
        for (int i = 0; i < loopCount; i++) {
            EventLoop loop = eventLoops.workers().next();
            loops.add(new FleetLoop(loop, nanoTime, beginNanos));
            threads.add(loop.submit(() -> Thread.currentThread().getId())
                    .syncUninterruptibly()
                    .getNow());
        }
        boolean isSoak = plan.counting() && plan.size().durationSeconds() >= SOAK_SECONDS;
        long warmNanos = TimeUnit.SECONDS.toNanos(plan.size().durationSeconds()) * 2 / 5;
        this.heap = isSoak ? new HeapTrend(bridge, beginNanos + warmNanos) : null;
        this.history = plan.counting() ? new FleetHistory(admin, tls, nanoTime) : null;
        this.dialler = new Dialler(
                plan,
                tls,
                meter,
                asked,
                sound,
                nanoTime,
                history == null ? null : history.history(),
                loops,
                what -> event(nanoTime.getAsLong(), what),
                http);
        this.samples = new Samples(meter, bridge, threads, beginNanos);
        this.footprint = new Footprint(bridge);
        this.schedule = new FleetSchedule(plan.size(), beginNanos);
        this.lastSampleNanos = beginNanos;
        this.heartbeat = Heartbeat.start(nanoTime, beginNanos, FleetLoop.SLOT_NANOS, this::wake);
    }

    /**
     * Begins to call.
     *
     * @param tls whose certificates the bridge and the far end may have
     * @param nanoTime the clock that all processes of one machine share, {@code System::nanoTime}
     * @throws IOException when the far end's notes are not where the plan says
     */
    public static Fleet start(FleetPlan plan, ClientTls tls, CallerPhrases sound, LongSupplier nanoTime)
            throws IOException {
        BridgeAdmin admin = BridgeAdmin.of(plan.to(), null);
        return start(plan, tls, sound, nanoTime, BridgeWatch.of(plan.to(), admin, tls), admin);
    }

    /**
     * The same with somebody who looks at the bridge closely.
     *
     * @param admin who is asked about the calls, when callers count
     */
    public static Fleet start(
            FleetPlan plan,
            ClientTls tls,
            CallerPhrases sound,
            LongSupplier nanoTime,
            BridgeWatch bridge,
            BridgeAdmin admin)
            throws IOException {
        Fleet fleet = new Fleet(plan, tls, sound, nanoTime, bridge, admin);
        fleet.loops
                .get(0)
                .loop()
                .scheduleWithFixedDelay(fleet::control, 0, FleetSchedule.CONTROL_MILLIS, TimeUnit.MILLISECONDS);
        return fleet;
    }

    private void wake() {
        loops.forEach(FleetLoop::wake);
    }

    private void control() {
        long nowNanos = nanoTime.getAsLong();
        if (schedule.isStopped()) {
            if (schedule.isOver(nowNanos, dialler.inUse())) {
                ended.countDown();
            }
            return;
        }
        while (schedule.mayPlace(nowNanos, dialler.placed(), dialler.inUse())) {
            dialler.place();
        }
        if (schedule.isRamped(nowNanos, dialler.placed())) {
            event(nowNanos, "all " + schedule.target() + " calls placed");
        }
        if (schedule.isDone(nowNanos, dialler.placed(), dialler.inUse())) {
            stop();
        }
    }

    /** Lets everybody hang up, and places no more calls. */
    public void stop() {
        long nowNanos = nanoTime.getAsLong();
        if (schedule.stop(nowNanos)) {
            event(nowNanos, "callers hang up");
            hangUp();
            dialler.onceUp(this::hangUp); // whoever was still being connected
        }
    }

    private void hangUp() {
        loops.forEach(loop -> loop.loop().execute(() -> loop.hangUpWithin(HANG_UP_NANOS)));
    }

    /** Waits for so long, or until everything is over; says whether it is. */
    public boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Looks at everything; to be called about once a second. */
    public Second sample() {
        long nowNanos = nanoTime.getAsLong();
        readNotes();
        asked.settle(nowNanos);
        boolean loopsCount = schedule.isMeasuredByLoops(lastSampleNanos, nowNanos);
        boolean notesCount = schedule.isMeasuredByFarEnd(lastSampleNanos);
        lastSampleNanos = nowNanos;
        Second second = samples.take(nowNanos, dialler.up(), loopsCount, notesCount);
        if (heap != null && !schedule.isStopped()) {
            heap.look(nowNanos);
        }
        if (schedule.isLookDue()) {
            footprint.step(dialler.up(), samples.seconds());
            schedule.looked();
        }
        if (schedule.isStopped() && dialler.inUse() == 0) {
            boolean isSettled = history == null || history.isSettled();
            schedule.bringBack(isSettled && Footprint.isBack(samples.heldBefore(), second));
        }
        return second;
    }

    private void readNotes() {
        String noted = "";
        try {
            noted = notes == null ? "" : notes.take();
        } catch (IOException e) {
            event(nanoTime.getAsLong(), String.valueOf(e.getMessage()));
        }
        // Only now: whatever a note is about has been asked before.
        asked.collect();
        FarEndLog.readInto(asked, noted);
        if (history != null) {
            history.sample(noted, schedule.isStopped());
        }
    }

    /** What came of it; after the end. */
    public FleetReport report() {
        sample();
        if (!asked.rejections().isEmpty()) {
            event(nanoTime.getAsLong(), "the far end refused events: " + String.join(", ", asked.rejections()));
        }
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        for (Count count : Count.values()) {
            counts.put(count, meter.counted(count));
        }
        Map<Measure, Spread> latencies = samples.totals();
        long missing = notes == null ? 0 : meter.framesMissing();
        return new FleetReport(
                plan,
                startedAt,
                machine(),
                samples.seconds(),
                latencies,
                counts,
                dialler.refusals(),
                dialler.peak(),
                meter.counted(Count.FRAMES_DISCARDED) + missing,
                samples.bridgePerCall(),
                footprint.memory(samples.heldBefore(), samples.seconds()),
                null,
                events.all(),
                meter.panel(),
                Verdict.invalid(samples.seconds(), latencies, counts),
                history == null
                        ? null
                        : new FaultReport(
                                history.total(),
                                Map.of(),
                                heap == null ? Double.NaN : heap.megabytesPerHour(),
                                heap == null ? List.of() : heap.megabytes()));
    }

    private static String machine() {
        return Runtime.getRuntime().availableProcessors() + " cores, " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", Java " + Runtime.version();
    }

    private void event(long nowNanos, String what) {
        events.add((nowNanos - beginNanos) / 1_000_000, what);
    }

    @Override
    public void close() {
        heartbeat.close();
        http.shutdownNow();
        eventLoops.close();
    }
}
