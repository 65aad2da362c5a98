package dev.trunkline.app;

import dev.trunkline.call.CallWitness;
import dev.trunkline.config.FlightConfig;
import dev.trunkline.config.RecordingConfig;
import dev.trunkline.flight.FlightFolder;
import dev.trunkline.flight.FlightKey;
import dev.trunkline.flight.FlightRecorder;
import dev.trunkline.record.Erasable;
import dev.trunkline.telemetry.MetricName;
import dev.trunkline.telemetry.Metrics;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The flight recorder of this process, if it has one. Thread-safe. */
final class Flights implements AutoCloseable {

    private static final long MEGABYTE = 1 << 20;
    private static final int MOST_WAITING_BYTES = 8 << 20; // of one call: an agent's long answer comes at once

    private final @Nullable FlightFolder folder;
    private final @Nullable FlightRecorder recorder;

    private Flights(@Nullable FlightFolder folder, @Nullable FlightRecorder recorder) {
        this.folder = folder;
        this.recorder = recorder;
    }

    /** @param sealing whose keys seal them, too */
    static Flights of(FlightConfig config, RecordingConfig sealing, BooleanSupplier leavesOut, Metrics metrics) {
        Path directory = config.directory();
        if (directory == null) {
            return new Flights(null, null);
        }
        FlightFolder folder = new FlightFolder(directory, config.megabytes() * MEGABYTE, keys(sealing));
        return new Flights(
                folder,
                FlightRecorder.start(
                        new FlightRecorder.Settings(
                                config::has,
                                config.oneInCalls(),
                                config.callMegabytes() * MEGABYTE,
                                MOST_WAITING_BYTES,
                                "trunkline " + Build.version() + " (" + Build.commit() + ")"),
                        folder,
                        new FlightRecorder.Surroundings(
                                InstantSource.system(),
                                System::nanoTime,
                                Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("flights", true)),
                                leavesOut,
                                outcome -> metrics.count(MetricName.FLIGHTS, outcome))));
    }

    private static List<FlightKey> keys(RecordingConfig sealing) {
        return Stream.concat(Stream.ofNullable(sealing.key()), sealing.formerKeys().stream())
                .map(key -> new FlightKey(key.reveal()))
                .toList();
    }

    /** Who stands between calls and their ports. */
    CallWitness witness() {
        return recorder == null ? CallWitness.NOBODY : recorder;
    }

    /** Whence a caller's calls are erased. */
    Erasable erasable() {
        return new Erasable() {
            @Override
            public String place() {
                return "flights";
            }

            @Override
            public long erase(Caller caller) throws IOException {
                return folder == null ? 0 : folder.erase(call -> caller.isOf(call.callSid(), call.from(), call.to()));
            }
        };
    }

    @Override
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
    }
}
