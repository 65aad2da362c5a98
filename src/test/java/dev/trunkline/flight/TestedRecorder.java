package dev.trunkline.flight;

import dev.trunkline.call.CallPorts;
import dev.trunkline.call.CallSetup;
import dev.trunkline.call.CallWitness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flight recorder whose thread is the test's: it writes when it is told to. */
public final class TestedRecorder implements CallWitness {

    private static final long LONG_AGO_NANOS = 2_000_000_000L;

    private final Path folder;
    private final long mostBytes;
    private final int waitingBytes;
    private @Nullable FlightWriter writer;
    private @Nullable FlightTape tape;
    private long nowNanos;
    private List<FlightKey> keys = List.of();

    public TestedRecorder(Path folder) {
        this(folder, Long.MAX_VALUE, 64 << 20);
    }

    /** @param keys seal the flight */
    public TestedRecorder(Path folder, List<FlightKey> keys) {
        this(folder, Long.MAX_VALUE, 64 << 20);
        this.keys = keys;
    }

    public TestedRecorder(Path folder, long mostBytes, int waitingBytes) {
        this.folder = folder;
        this.mostBytes = mostBytes;
        this.waitingBytes = waitingBytes;
    }

    @Override
    public Witnessed witness(CallSetup setup, CallPorts ports) {
        FlightTape written = new FlightTape(ports.scheduler(), mostBytes, waitingBytes);
        CallSetup settled = RecordedPorts.settled(setup);
        FlightOpening opening = FlightOpening.of(settled, "this build", "2026-11-30T10:00:00Z", written.originNanos());
        tape = written;
        writer = new FlightWriter(written, opening, new FlightFolder(folder, Long.MAX_VALUE, keys), 0);
        return new RecordedPorts(settled, ports, written);
    }

    /** Writes what has come. */
    public void write() {
        nowNanos += LONG_AGO_NANOS;
        if (writer != null) {
            writer.write(nowNanos);
        }
    }

    /** How the flight ended, or "" while it goes on. */
    public String outcome() {
        FlightTape.Outcome outcome = tape == null ? null : tape.outcome();
        return outcome == null ? "" : outcome.label();
    }

    /** The one flight that was written. */
    public Path file() {
        write();
        try {
            List<Path> flights = FlightFolder.flightsOf(folder);
            if (flights.size() != 1) {
                throw new AssertionError("expected one flight: " + flights);
            }
            return flights.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
