package dev.trunkline.replay;

import dev.trunkline.flight.FlightJson;
import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the replayed call does, moment by moment. Confined to one thread. */
final class ReplayLog {

    private List<FlightRecord> records = new ArrayList<>();

    void add(FlightKind kind, long number, long value, @Nullable Object fact) {
        String text = fact == null ? "" : FlightJson.text(fact);
        records.add(new FlightRecord(kind, number, value, null, text, false));
    }

    void addSound(FlightKind kind, byte[] sound, int lengthBytes) {
        records.add(new FlightRecord(kind, 0, 0, Arrays.copyOf(sound, lengthBytes), "", false));
    }

    /** What has been done since this was asked last. */
    List<FlightRecord> take() {
        List<FlightRecord> taken = records;
        records = new ArrayList<>();
        return taken;
    }
}
