package dev.trunkline.replay;

import dev.trunkline.flight.FlightJson;
import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightMoment;
import dev.trunkline.flight.FlightRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the replayed call does, moment by moment. What came from outside in the midst of something that the recorded call did comes
 * when this one has done as many things. Confined to one thread.
 */
final class ReplayLog {

    private final Inside inside;
    private final Deque<Due> due = new ArrayDeque<>();
    private List<FlightRecord> records = new ArrayList<>();
    private int done; // in this moment

    /** Tells the call what came while it did something else. */
    @FunctionalInterface
    interface Inside {
        void comes(FlightRecord record) throws IOException;
    }

    private record Due(int afterDone, FlightRecord record) {}

    ReplayLog(Inside inside) {
        this.inside = inside;
    }

    void begin(FlightMoment moment) {
        due.clear();
        done = 0;
        int before = 0;
        for (FlightRecord record : moment.rest()) {
            if (record.kind().side() == FlightKind.Side.OUT) {
                before++;
            } else if (record.isNested() && !FlightIndex.isTools(record)) {
                due.add(new Due(before, record));
            }
        }
    }

    void add(FlightKind kind, long number, long value, @Nullable Object fact) {
        String text = fact == null ? "" : FlightJson.text(fact);
        add(new FlightRecord(kind, number, value, null, text, false));
    }

    void addSound(FlightKind kind, byte[] sound, int lengthBytes) {
        add(new FlightRecord(kind, 0, 0, Arrays.copyOf(sound, lengthBytes), "", false));
    }

    private void add(FlightRecord record) {
        records.add(record);
        done++;
        while (!due.isEmpty() && due.element().afterDone() == done) {
            try {
                inside.comes(due.remove().record());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What has been done since this was asked last. */
    List<FlightRecord> take() {
        List<FlightRecord> taken = records;
        records = new ArrayList<>();
        return taken;
    }
}
