package dev.trunkline.record;

import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.FarEndEvent.ToolAnswered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tools of one call, as they were called, and what each has answered. Not thread-safe. */
final class UsedTools {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final int most;
    private final List<CallRecord.ToolUse> uses = new ArrayList<>();
    private final Map<String, Integer> newest = new HashMap<>(); // by its id, which another session may use again

    /** @param most how many are remembered */
    UsedTools(int most) {
        this.most = most;
    }

    void called(ToolCall tool, long atMillis) {
        if (uses.size() < most) {
            newest.put(tool.id(), uses.size());
            uses.add(new CallRecord.ToolUse(atMillis, tool.name(), tool.parametersJson(), null, null, null));
        }
    }

    void answered(ToolAnswered answer) {
        Integer place = newest.get(answer.tool().id());
        if (place != null) {
            CallRecord.ToolUse use = uses.get(place);
            uses.set(
                    place,
                    new CallRecord.ToolUse(
                            use.atMillis(),
                            use.name(),
                            use.parameters(),
                            answer.outcome(),
                            answer.content(),
                            answer.nanos() / NANOS_PER_MILLI));
        }
    }

    List<CallRecord.ToolUse> all() {
        return List.copyOf(uses);
    }
}
