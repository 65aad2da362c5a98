package dev.trunkline.flight;

import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.CallWitness;
import dev.trunkline.flight.FlightTape.Outcome;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records calls, so that they can be replayed: {@code trunkline replay}. What a call's loop does for it is to copy bytes; everything
 * else happens on one other thread. Thread-safe.
 */
public final class FlightRecorder implements CallWitness, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlightRecorder.class);
    private static final long ROUND_MILLIS = 50;
    private static final int ROUNDS_A_SECOND = 20;
    private static final long LAST_ROUND_SECONDS = 5;

    private final Settings settings;
    private final Surroundings around;
    private final FlightFolder folder;
    private final AtomicLong calls = new AtomicLong();
    private final Set<FlightWriter> open = ConcurrentHashMap.newKeySet();
    private int rounds; // the thread's

    /**
     * Which calls, and how much of them. Immutable.
     *
     * @param isRoute whether a route's calls are recorded
     * @param oneInCalls every how many of them; 1 for each
     * @param callBytes how long a flight may become; it ends there, and the call goes on
     * @param waitingBytes how much of one may wait to be written
     * @param build what this program is
     */
    public record Settings(Predicate<String> isRoute, int oneInCalls, long callBytes, int waitingBytes, String build) {}

    /**
     * What it is made with.
     *
     * @param thread its own
     * @param leavesOut whether the process is too pressed for it
     * @param outcomes hears how each flight ended: a metric label
     */
    public record Surroundings(
            InstantSource clock,
            LongSupplier nanoTime,
            ScheduledExecutorService thread,
            BooleanSupplier leavesOut,
            Consumer<String> outcomes) {}

    private FlightRecorder(Settings settings, FlightFolder folder, Surroundings around) {
        this.settings = settings;
        this.folder = folder;
        this.around = around;
    }

    /** Begins. */
    public static FlightRecorder start(Settings settings, FlightFolder folder, Surroundings around) {
        FlightRecorder recorder = new FlightRecorder(settings, folder, around);
        around.thread().scheduleWithFixedDelay(recorder::writeRound, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
        return recorder;
    }

    @Override
    public @Nullable Witnessed witness(CallSetup setup, CallPorts ports) {
        if (!settings.isRoute().test(setup.route()) || calls.getAndIncrement() % settings.oneInCalls() != 0) {
            return null;
        }
        if (around.leavesOut().getAsBoolean()) {
            around.outcomes().accept(Outcome.SHED.label());
            return null;
        }
        FlightTape tape = new FlightTape(ports.scheduler(), settings.callBytes(), settings.waitingBytes());
        CallSetup settled = RecordedPorts.settled(setup);
        FlightOpening opening = FlightOpening.of(
                settled, settings.build(), around.clock().instant().toString(), tape.originNanos());
        open.add(new FlightWriter(tape, opening, folder, around.nanoTime().getAsLong()));
        return new RecordedPorts(settled, ports, tape);
    }

    private void writeRound() {
        try {
            rounds++;
            if (rounds % ROUNDS_A_SECOND == 0
                    && !open.isEmpty()
                    && around.leavesOut().getAsBoolean()) {
                open.forEach(flight -> flight.tape().close(Outcome.SHED));
            }
            open.forEach(this::write);
        } catch (RuntimeException | Error bug) { // else there would be no other round
            LOG.atError().setCause(bug).log("flights were not written");
        }
    }

    private void write(FlightWriter flight) {
        Outcome outcome = flight.write(around.nanoTime().getAsLong());
        if (outcome == null) {
            return;
        }
        open.remove(flight);
        around.outcomes().accept(outcome.label());
        if (outcome == Outcome.FAILED) {
            LOG.atWarn().log("a flight could not be written");
        }
        try {
            folder.prune();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", e.getMessage()).log("old flights were not deleted");
        }
    }

    /** Writes what has come; flights that still go on end there. */
    @Override
    public void close() {
        try {
            around.thread().execute(() -> {
                open.forEach(this::write);
                open.forEach(FlightWriter::closeFile);
            });
            around.thread().shutdown();
            if (!around.thread().awaitTermination(LAST_ROUND_SECONDS, TimeUnit.SECONDS)) {
                around.thread().shutdownNow();
            }
        } catch (RejectedExecutionException closedBefore) {
            // nothing is left to do
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
