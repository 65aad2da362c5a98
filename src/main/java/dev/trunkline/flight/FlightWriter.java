package dev.trunkline.flight;

import dev.trunkline.flight.FlightTape.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes one call's tape to its file, block by block. Confined to the writer's thread. */
final class FlightWriter {

    private static final int ENOUGH_BYTES = 16 * 1024; // for a block
    private static final int MOST_BYTES = 1 << 20;
    private static final long LONGEST_NANOS = 1_000_000_000L; // what waits is lost with the process
    private static final long SILENT_NANOS = 60_000_000_000L; // a call that ticks not once is none any more

    private final FlightTape tape;
    private final FlightOpening opening;
    private final FlightFolder folder;
    private @Nullable FlightFile file;
    private byte[] records = new byte[ENOUGH_BYTES * 2];
    private long writtenNanos;

    FlightWriter(FlightTape tape, FlightOpening opening, FlightFolder folder, long nowNanos) {
        this.tape = tape;
        this.opening = opening;
        this.folder = folder;
        this.writtenNanos = nowNanos;
    }

    FlightTape tape() {
        return tape;
    }

    /**
     * Writes what waits, if that is enough.
     *
     * @return how the flight ended, when all of it is written; null while it goes on
     */
    @Nullable
    Outcome write(long nowNanos) {
        Outcome outcome = tape.outcome(); // first: what was written before it is there then
        try {
            writeWhatWaits(outcome != null, nowNanos);
            if (outcome != null) {
                end(outcome);
            }
        } catch (IOException | RuntimeException e) {
            tape.close(Outcome.FAILED);
            closeFile();
            return Outcome.FAILED;
        }
        return outcome;
    }

    private void writeWhatWaits(boolean isAll, long nowNanos) throws IOException {
        int waitingBytes = tape.waitingBytes();
        long sinceNanos = nowNanos - writtenNanos;
        if (waitingBytes == 0 && sinceNanos > SILENT_NANOS) {
            tape.close(Outcome.FAILED);
        }
        if (!isAll && (waitingBytes == 0 || (waitingBytes < ENOUGH_BYTES && sinceNanos < LONGEST_NANOS))) {
            return;
        }
        for (int left = waitingBytes; left > 0; left -= MOST_BYTES) {
            int length = Math.min(left, MOST_BYTES);
            if (records.length < length) {
                records = Arrays.copyOf(records, length);
            }
            int taken = tape.take(records, length);
            file().write(0, records, taken, texts());
        }
        writtenNanos = nowNanos;
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Object fact = tape.takeFact(); fact != null; fact = tape.takeFact()) {
            texts.add(FlightJson.text(fact));
        }
        return texts;
    }

    private FlightFile file() throws IOException {
        FlightFile there = file;
        if (there == null) {
            there = folder.create(opening);
            file = there;
        }
        return there;
    }

    private void end(Outcome outcome) throws IOException {
        file().end(outcome.label());
        closeFile();
    }

    /** Nothing more is written; the file ends where it ends. */
    void closeFile() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                // what is written is written
            }
        }
    }
}
