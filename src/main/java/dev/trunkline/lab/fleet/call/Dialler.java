package dev.trunkline.lab.fleet.call;

import dev.trunkline.lab.carrier.rest.CarrierAccount;
import dev.trunkline.lab.carrier.twiml.VoiceWebhook;
import dev.trunkline.lab.fleet.measure.Count;
import dev.trunkline.lab.fleet.measure.Meter;
import dev.trunkline.lab.fleet.measure.PendingMeasurements;
import dev.trunkline.lab.history.CallHistory;
import dev.trunkline.lab.history.HistoryEvent;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.net.websocket.WebSocketClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Places the calls of a fleet and does what their TwiML says, from the first webhook to what comes after the last stream.
 * Thread-safe but for {@link #place}, which belongs to one loop.
 */
public final class Dialler implements FleetContext.Desk {

    private static final String CALLED = "+18005550199";
    private static final String HANG_UP = "Hangup";
    private static final String OTHER = "other TwiML";
    private static final int MAX_KINDS_OF_TWIML = 20;

    private final FleetContext context;
    private final FleetPlan plan;
    private final Meter meter;
    private final LongSupplier nanoTime;
    private final @Nullable CallHistory history;
    private final List<FleetLoop> loops;
    private final Consumer<String> events;
    private final WebSocketClient sockets;
    private final VoiceWebhook webhook;
    private final SplittableRandom random;
    private final AtomicInteger inUse = new AtomicInteger();
    private final AtomicInteger up = new AtomicInteger();
    private final AtomicInteger peak = new AtomicInteger();
    private final Map<String, Long> refusals = new TreeMap<>();
    private volatile int placed;
    private volatile Runnable onceUp = () -> {};

    /**
     * Dials for one fleet.
     *
     * @param history what happens is told it, when callers count; else null
     * @param events gets whatever somebody should look at
     * @param http carries the webhooks
     */
    public Dialler(
            FleetPlan plan,
            ClientTls tls,
            Meter meter,
            PendingMeasurements asked,
            CallerPhrases sound,
            LongSupplier nanoTime,
            @Nullable CallHistory history,
            List<FleetLoop> loops,
            Consumer<String> events,
            Executor http) {
        this.plan = plan;
        this.sockets = new WebSocketClient(tls);
        this.meter = meter;
        this.nanoTime = nanoTime;
        this.history = history;
        this.loops = loops;
        this.events = events;
        this.random = new SplittableRandom(plan.seed());
        this.context = new FleetContext(plan, meter, asked, sound, nanoTime, history, this);
        this.webhook = new VoiceWebhook(
                plan.to(),
                plan.status(),
                new CarrierAccount(CarrierAccount.SOME_SID, plan.authToken(), Map.of()),
                tls,
                http);
    }

    /** Places one more call. */
    public void place() {
        int number = placed;
        FleetLoop loop = loops.get(number % loops.size());
        String from = String.format(Locale.ROOT, "+1999%07d", number);
        placed = number + 1;
        inUse.incrementAndGet();
        meter.count(Count.CALLS_STARTED);
        long atNanos = nanoTime.getAsLong();
        long forNanos = lengthNanos();
        int slot = random.nextInt(FleetLoop.SLOTS);
        long seed = random.nextLong();
        webhook.ring(from, CALLED).whenComplete((answer, error) -> {
            if (error != null) {
                fail("webhook failed: " + words(error));
            } else if (answer instanceof VoiceWebhook.Refusal refusal) {
                refuse(refusal.verbs());
            } else if (answer instanceof VoiceWebhook.Stream stream) {
                open(
                        loop,
                        stream,
                        new FleetCall.Ring(from, atNanos, forNanos, slot, seed, false, 0, stream.afterwards()));
            }
        });
    }

    private void open(FleetLoop loop, VoiceWebhook.Stream stream, FleetCall.Ring ring) {
        loop.loop().execute(() -> new FleetCall(context, loop, stream.plan(), ring).open(sockets));
    }

    private long lengthNanos() {
        int seconds = plan.size().callSeconds();
        return seconds == 0 ? Long.MAX_VALUE : (long) (TimeUnit.SECONDS.toNanos(seconds) * (0.5 + random.nextDouble()));
    }

    private void refuse(String verbs) {
        meter.count(Count.CALLS_REFUSED);
        String kind = verbs.isEmpty() ? "nothing" : verbs;
        synchronized (refusals) {
            boolean known = refusals.containsKey(kind) || refusals.size() < MAX_KINDS_OF_TWIML;
            refusals.merge(known ? kind : OTHER, 1L, Long::sum);
        }
        events.accept("refused with TwiML: " + kind);
        inUse.decrementAndGet();
    }

    private void fail(String why) {
        meter.count(Count.CALLS_FAILED);
        events.accept(why);
        inUse.decrementAndGet();
    }

    private static String words(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        return String.valueOf(cause.getMessage());
    }

    /** Is run whenever a stream opens. */
    public void onceUp(Runnable task) {
        onceUp = task;
    }

    @Override
    public void onUp(FleetCall.Ring ring) {
        peak.accumulateAndGet(up.incrementAndGet(), Math::max);
        onceUp.run();
    }

    @Override
    public void onHungUp(FleetCall.Ring ring) {
        meter.count(Count.CALLS_COMPLETED);
        up.decrementAndGet();
        closed(ring, true, nanoTime.getAsLong());
        ring.afterwards().callerHungUp((nanoTime.getAsLong() - ring.atNanos()) / 1_000_000);
        inUse.decrementAndGet();
    }

    @Override
    public void onStreamEnded(FleetCall.Ring ring, boolean wasUp, boolean clean, String why) {
        if (!wasUp) {
            fail(why);
            return;
        }
        up.decrementAndGet();
        long endedNanos = nanoTime.getAsLong();
        ring.afterwards().serverEnded().whenComplete((answer, error) -> {
            boolean isMeant = answer instanceof VoiceWebhook.Stream
                    || (clean && answer instanceof VoiceWebhook.Refusal then && HANG_UP.equals(then.verbs()));
            closed(ring, isMeant, endedNanos);
            if (error != null) {
                fail(why + "; what comes next: " + words(error));
            } else if (answer instanceof VoiceWebhook.Stream stream) {
                events.accept(why + "; the call went on with another stream");
                FleetLoop loop = loops.get(Math.floorMod(ring.slot(), loops.size()));
                open(loop, stream, ring.next(nanoTime.getAsLong(), stream.afterwards()));
            } else if (answer instanceof VoiceWebhook.Refusal then) {
                endWith(then.verbs(), clean, why);
            }
        });
    }

    private void closed(FleetCall.Ring ring, boolean isMeant, long nanos) {
        if (history != null) {
            history.add(new HistoryEvent.StreamClosed(ring.from(), isMeant, nanos));
        }
    }

    private void endWith(String verbs, boolean clean, String why) {
        if (clean && verbs.equals(HANG_UP)) {
            meter.count(Count.CALLS_ENDED_BY_BRIDGE);
            events.accept("the bridge hung up");
            inUse.decrementAndGet();
        } else {
            fail(why + (verbs.isEmpty() ? "" : "; then TwiML: " + verbs)); // without a word it may as well have broken
        }
    }

    /** Calls that have been placed, whatever became of them. */
    public int placed() {
        return placed;
    }

    /** Calls that are not over. */
    public int inUse() {
        return inUse.get();
    }

    /** Calls whose stream is open. */
    public int up() {
        return up.get();
    }

    /** The most that were up at once. */
    public int peak() {
        return peak.get();
    }

    /** How many callers heard which TwiML instead of a stream. */
    public Map<String, Long> refusals() {
        synchronized (refusals) {
            return Map.copyOf(refusals);
        }
    }
}
