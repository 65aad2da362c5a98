package dev.trunkline.replay;

import dev.trunkline.flight.FlightKey;
import dev.trunkline.flight.FlightKind;
import dev.trunkline.flight.FlightMoment;
import dev.trunkline.flight.FlightReader;
import dev.trunkline.flight.FlightRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to be known of a whole flight before its first moment is replayed. Immutable once it is read. */
final class FlightIndex {

    private static final int NEVER = Integer.MAX_VALUE;

    private final Map<Long, Integer> timersSettled = new HashMap<>();
    private final Set<Long> marks = new HashSet<>();
    private final Map<String, List<Long>> runs = new HashMap<>();
    private final Map<Long, List<FlightRecord>> caused = new HashMap<>();

    private FlightIndex() {}

    static FlightIndex of(Path file, List<FlightKey> keys) throws IOException {
        FlightIndex index = new FlightIndex();
        try (FlightReader flight = FlightReader.open(file, keys)) {
            int number = 0;
            for (FlightMoment moment = flight.next(); moment != null; moment = flight.next()) {
                index.add(moment.input(), number);
                for (FlightRecord record : moment.rest()) {
                    index.add(record, number);
                }
                number++;
            }
        }
        return index;
    }

    private void add(FlightRecord record, int moment) {
        if (record.isNested() && isTools(record)) {
            caused.computeIfAbsent(record.value(), cause -> new ArrayList<>()).add(record);
        }
        switch (record.kind()) {
            case TIMER, TIMER_CANCELLED -> timersSettled.putIfAbsent(record.number(), moment);
            case MARK -> marks.add(record.number());
            case TOOL_RUN ->
                runs.computeIfAbsent(record.text(), id -> new ArrayList<>()).add(record.number());
            default -> {
                // it is dealt with in its moment
            }
        }
    }

    /** Whether a tool did it, which replays repeat when the tool is run, or told something. */
    static boolean isTools(FlightRecord record) {
        boolean isDone = record.kind() == FlightKind.TOOL_ACTS || record.kind() == FlightKind.TOOL_ANSWERS;
        return isDone && record.value() != 0;
    }

    /** The moment in which a timer went off or was called off; later than any when it did not, as long as was recorded. */
    int settled(long timer) {
        return timersSettled.getOrDefault(timer, NEVER);
    }

    /** Whether the phone got this mark, so that it is recorded when it came back, if it did. */
    boolean hasMark(long mark) {
        return marks.contains(mark);
    }

    /**
     * The number of a tool's run; 0 when it was not run so often.
     *
     * @param before how many calls of that id were run before: sessions may number theirs alike
     */
    long runOf(String toolId, int before) {
        List<Long> numbers = runs.getOrDefault(toolId, List.of());
        return before < numbers.size() ? numbers.get(before) : 0;
    }

    /** What a tool did at once when it was run, or told something. */
    List<FlightRecord> causedBy(long cause) {
        return caused.getOrDefault(cause, List.of());
    }
}
