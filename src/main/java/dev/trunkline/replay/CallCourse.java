package dev.trunkline.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.flight.FlightJson;
import dev.trunkline.flight.FlightRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call did, in order: what the caller heard of it, what its AI got, its events. Confined to one thread. */
final class CallCourse {

    private static final String KIND = "kind";

    private final long originNanos;
    private final HeardSound heard;
    private final List<Noted> events = new ArrayList<>();
    private final List<Noted> told = new ArrayList<>();
    private final List<Noted> aiSound = new ArrayList<>();

    /**
     * Something that it did. Immutable.
     *
     * @param what its kind, and to which leg
     * @param fact what it says
     */
    record Noted(long atMillis, String what, JsonNode fact) {

        String text(String field) {
            return fact.path(field).asText();
        }

        long number(String field) {
            return fact.path(field).asLong();
        }
    }

    CallCourse(long originNanos) {
        this.originNanos = originNanos;
        this.heard = new HeardSound(originNanos);
    }

    void note(FlightRecord record, long atNanos) {
        switch (record.kind()) {
            case PLAY -> heard.play(record.needSound(), record.needSound().length, atNanos);
            case CLEAR -> heard.clear(atNanos);
            case EVENT -> {
                JsonNode event = FlightJson.tree(record.text());
                events.add(new Noted(millis(atNanos), event.path(KIND).asText(), event));
            }
            case AI_AUDIO -> aiSound.add(noted(record, atNanos, String.valueOf(record.value())));
            case CONNECT,
                    CALL_OFF,
                    USELESS,
                    AI_HOLD_BACK,
                    AI_USER_SAID,
                    AI_SPEAK,
                    AI_CONTEXT,
                    AI_TOOL_SUCCEEDED,
                    AI_TOOL_FAILED,
                    AI_PAUSE,
                    AI_RESUME,
                    AI_HEARD,
                    AI_CLOSE -> told.add(noted(record, atNanos, record.text()));
            default -> {
                // flushes, marks, what was kept: nobody hears those
            }
        }
    }

    private Noted noted(FlightRecord record, long atNanos, String text) {
        return new Noted(millis(atNanos), record.kind() + " " + record.number(), FlightJson.tree(text));
    }

    long millis(long atNanos) {
        return (atNanos - originNanos) / 1_000_000;
    }

    HeardSound heard() {
        return heard;
    }

    List<Noted> events() {
        return events;
    }

    List<Noted> events(String kind) {
        return events.stream().filter(event -> event.what().equals(kind)).toList();
    }

    /** What the AI was told, but for sound. */
    List<Noted> told() {
        return told;
    }

    /** The sums of the sound that it got. */
    List<Noted> aiSound() {
        return aiSound;
    }

    /** Its end, or null when there was none. */
    @Nullable
    Noted end() {
        List<Noted> ends = events("Ended");
        return ends.isEmpty() ? null : ends.get(0);
    }
}
