package dev.trunkline.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.flight.FlightJson;
import dev.trunkline.flight.FlightRecord;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a call did at one moment: whether it is the same, and in words. */
final class RecordText {

    private RecordText() {}

    /** Whether this is what was recorded. What newer builds tell beyond that makes no difference. */
    static boolean isSame(FlightRecord recorded, FlightRecord done) {
        return recorded.kind() == done.kind()
                && recorded.number() == done.number()
                && recorded.value() == done.value()
                && Arrays.equals(recorded.sound(), done.sound())
                && (recorded.text().equals(done.text())
                        || holds(FlightJson.tree(done.text()), FlightJson.tree(recorded.text())));
    }

    private static boolean holds(JsonNode done, JsonNode recorded) {
        if (!recorded.isObject()) {
            return recorded.equals(done);
        }
        for (var field : recorded.properties()) {
            JsonNode other = done.get(field.getKey());
            if (other == null || !holds(other, field.getValue())) {
                return false;
            }
        }
        return true;
    }

    static String of(@Nullable FlightRecord record) {
        if (record == null) {
            return "nothing";
        }
        byte[] sound = record.sound();
        return record.kind() + " " + record.number() + " " + record.value()
                + (sound == null ? "" : " " + sound.length + " bytes")
                + (record.text().isEmpty() ? "" : " " + record.text());
    }
}
