package dev.trunkline.lab.fleet;

import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.StreamPlan;
import dev.trunkline.lab.carrier.VoiceWebhook;
import dev.trunkline.net.ClientTls;
import dev.trunkline.net.EventLoops;
import dev.trunkline.net.Heartbeat;
import dev.trunkline.net.WebSocketClient;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Many callers at once: places their calls, keeps as many up as were asked for, and lets them hang up in the end. Thread-safe
 * but for {@link #sample} and {@link #report}, which belong to one thread.
 */
public final class Fleet implements AutoCloseable {

    private static final int CALLS_PER_LOOP = 300; // half a core
    private static final int MOST_LOOPS = 2;
    private static final int HTTP_THREADS = 2;
    private static final long CONTROL_MILLIS = 10;
    private static final long HANG_UP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FAREWELL_NANOS = TimeUnit.SECONDS.toNanos(20); // a webhook may take 15
    private static final long NOTES_LAG_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final String CALLED = "+18005550199";

    private final Surroundings surroundings;
    private final FleetPlan plan;
    private final Meter meter = new Meter();
    private final LongSupplier nanoTime;
    private final Events events = new Events();
    private final EventLoops eventLoops;
    private final ExecutorService http =
            Executors.newFixedThreadPool(HTTP_THREADS, new DefaultThreadFactory("fleet-http", true));
    private final WebSocketClient sockets;
    private final List<FleetLoop> loops = new ArrayList<>();
    private final Heartbeat heartbeat;
    private final VoiceWebhook webhook;
    private final @Nullable FarEndNotes notes;
    private final Samples samples;
    private final SplittableRandom random;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger up = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final Instant startedAt = InstantSource.system().instant();
    private final long beginNanos;
    private long lastSampleNanos;

    /** Confined to the first loop from here on, but for reading. */
    private volatile long rampedNanos = Long.MAX_VALUE;

    private volatile long stoppedNanos = Long.MAX_VALUE;
    private long nextNanos;
    private int placed;

    private Fleet(FleetPlan plan, ClientTls tls, CallerSound sound, LongSupplier nanoTime) throws IOException {
        this.plan = plan;
        this.sockets = new WebSocketClient(tls);
        if ("https".equals(plan.to().getScheme())) {
            tls.load();
        }
        this.nanoTime = nanoTime;
        this.random = new SplittableRandom(plan.seed());
        AskedBook asked = new AskedBook(meter, plan.notes() != null);
        this.surroundings = new Surroundings(plan, meter, asked, sound, nanoTime, new Desk());
        this.notes = plan.notes() == null ? null : new FarEndNotes(plan.notes(), tls);
        if (notes != null) {
            notes.take(); // of whoever was there before
        }
        int loopCount = Math.min(MOST_LOOPS, 1 + (plan.size().calls() - 1) / CALLS_PER_LOOP);
        this.eventLoops = new EventLoops("fleet", loopCount);
        CarrierSettings carrier = CarrierSettings.local()
                .withAccount(CarrierSettings.SOME_ACCOUNT, plan.authToken())
                .withTls(tls);
        this.webhook = new VoiceWebhook(plan.to(), carrier, http);
        this.beginNanos = nanoTime.getAsLong();
        List<Long> threads = new ArrayList<>();
        for (int i = 0; i < loopCount; i++) {
            EventLoop loop = eventLoops.workers().next();
            loops.add(new FleetLoop(loop, nanoTime, beginNanos));
            threads.add(loop.submit(() -> Thread.currentThread().getId())
                    .syncUninterruptibly()
                    .getNow());
        }
        this.samples = new Samples(meter, plan.to(), threads, beginNanos);
        this.lastSampleNanos = beginNanos;
        this.nextNanos = beginNanos;
        this.heartbeat = Heartbeat.start(nanoTime, beginNanos, FleetLoop.SLOT_NANOS, this::wake);
    }

    /**
     * Begins to call.
     *
     * @param tls whose certificates the bridge and the far end may have
     * @param nanoTime the clock that all processes of one machine share, {@code System::nanoTime}
     * @throws IOException when the far end's notes are not where the plan says
     */
    public static Fleet start(FleetPlan plan, ClientTls tls, CallerSound sound, LongSupplier nanoTime)
            throws IOException {
        Fleet fleet = new Fleet(plan, tls, sound, nanoTime);
        fleet.loops.get(0).loop().scheduleWithFixedDelay(fleet::control, 0, CONTROL_MILLIS, TimeUnit.MILLISECONDS);
        return fleet;
    }

    private void wake() {
        loops.forEach(FleetLoop::wake);
    }

    private void control() {
        long nowNanos = nanoTime.getAsLong();
        FleetPlan.Size size = plan.size();
        if (stoppedNanos == Long.MAX_VALUE) {
            while (mayPlace(nowNanos)) {
                place(nowNanos);
            }
            if (rampedNanos == Long.MAX_VALUE && placed >= size.calls()) {
                rampedNanos = nowNanos;
                event(nowNanos, "all " + size.calls() + " calls placed");
            }
            if (rampedNanos != Long.MAX_VALUE
                    && nowNanos - rampedNanos >= TimeUnit.SECONDS.toNanos(size.durationSeconds())) {
                stop();
            }
        } else if (inUse.get() == 0 || nowNanos - stoppedNanos > FAREWELL_NANOS) {
            ended.countDown();
        }
    }

    private boolean mayPlace(long nowNanos) {
        boolean replaces = plan.size().callSeconds() > 0;
        return nowNanos >= nextNanos
                && inUse.get() < plan.size().calls()
                && (replaces || placed < plan.size().calls());
    }

    private void place(long nowNanos) {
        long apartNanos = (long) (TimeUnit.SECONDS.toNanos(1) / plan.size().rampPerSecond());
        // Places that could not be used are not made up for: a ramp is a ramp.
        nextNanos = Math.max(nextNanos + apartNanos, nowNanos - TimeUnit.MILLISECONDS.toNanos(CONTROL_MILLIS));
        FleetLoop loop = loops.get(placed % loops.size());
        String from = String.format(Locale.ROOT, "+1999%07d", placed);
        placed++;
        inUse.incrementAndGet();
        meter.count(Count.CALLS_STARTED);
        FleetCall.Ring ring =
                new FleetCall.Ring(from, nowNanos, lengthNanos(), random.nextInt(FleetLoop.SLOTS), random.nextLong());
        webhook.ring(from, CALLED).whenComplete((answer, error) -> {
            if (error != null) {
                meter.count(Count.CALLS_FAILED);
                giveUp("webhook failed: " + rootOf(error).getMessage());
            } else if (answer instanceof VoiceWebhook.Refusal refusal) {
                meter.count(Count.CALLS_REFUSED);
                giveUp("refused with TwiML: " + refusal.verbs());
            } else if (answer instanceof VoiceWebhook.Stream stream) {
                loop.loop().execute(() -> open(loop, stream.plan(), ring));
            }
        });
    }

    private void open(FleetLoop loop, StreamPlan stream, FleetCall.Ring ring) {
        new FleetCall(surroundings, loop, stream, ring).open(sockets);
    }

    private long lengthNanos() {
        int seconds = plan.size().callSeconds();
        return seconds == 0 ? Long.MAX_VALUE : (long) (TimeUnit.SECONDS.toNanos(seconds) * (0.5 + random.nextDouble()));
    }

    private void giveUp(String why) {
        inUse.decrementAndGet();
        event(nanoTime.getAsLong(), why);
    }

    private static Throwable rootOf(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    }

    /** Lets everybody hang up, and places no more calls. */
    public void stop() {
        if (stoppedNanos == Long.MAX_VALUE) {
            stoppedNanos = nanoTime.getAsLong();
            event(stoppedNanos, "callers hang up");
            loops.forEach(loop -> loop.loop().execute(() -> loop.hangUpWithin(HANG_UP_NANOS)));
        }
    }

    /** Waits for so long, or until the last call is over; says whether it is. */
    public boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Looks at everything; to be called about once a second. */
    public Second sample() {
        long nowNanos = nanoTime.getAsLong();
        readNotes();
        surroundings.asked().settle(nowNanos);
        long fromNanos = measuredFromNanos();
        boolean loopsCount = lastSampleNanos >= fromNanos && nowNanos <= stoppedNanos;
        boolean notesCount = lastSampleNanos - (fromNanos == beginNanos ? 0 : NOTES_LAG_NANOS) >= fromNanos;
        lastSampleNanos = nowNanos;
        return samples.take(nowNanos, up.get(), loopsCount, notesCount);
    }

    private void readNotes() {
        String noted = "";
        try {
            noted = notes == null ? "" : notes.take();
        } catch (IOException e) {
            event(nanoTime.getAsLong(), String.valueOf(e.getMessage()));
        }
        // Only now: whatever a note is about has been asked before.
        surroundings.asked().collect();
        FarEndNotes.readInto(surroundings.asked(), noted);
    }

    private long measuredFromNanos() {
        if (plan.size().warmUpSeconds() == 0) {
            return beginNanos;
        }
        long ramped = rampedNanos;
        return ramped == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : ramped + TimeUnit.SECONDS.toNanos(plan.size().warmUpSeconds());
    }

    /** What came of it; after the end. */
    public FleetReport report() {
        sample();
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
                peak.get(),
                meter.counted(Count.FRAMES_DISCARDED) + missing,
                samples.bridgePerCall(),
                null,
                events.all(),
                Verdict.invalid(samples.seconds(), latencies));
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

    /** Counts heads. */
    private final class Desk implements Surroundings.Desk {
        @Override
        public void onUp() {
            int now = up.incrementAndGet();
            peak.accumulateAndGet(now, Math::max);
            if (stoppedNanos != Long.MAX_VALUE) {
                stopLate();
            }
        }

        private void stopLate() {
            loops.forEach(loop -> loop.loop().execute(() -> loop.hangUpWithin(HANG_UP_NANOS)));
        }

        @Override
        public void onOver(boolean wasUp) {
            if (wasUp) {
                up.decrementAndGet();
            }
            inUse.decrementAndGet();
        }

        @Override
        public void onTrouble(String what) {
            event(nanoTime.getAsLong(), what);
        }
    }
}
