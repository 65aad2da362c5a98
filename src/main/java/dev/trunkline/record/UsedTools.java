package dev.trunkline.record;

import dev.trunkline.ai.ToolCall;
import dev.trunkline.call.FarEndEvent.ToolAnswered;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tools of one call, as they were called, and what each has answered. Not thread-safe. */
final class UsedTools {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final int most;
    private final List<CallRecord.ToolUse> uses = new ArrayList<>();
    /** Where those stand that are not answered, the newest first. By all of it: another session may use the same id meanwhile. */
    private final Map<ToolCall, Deque<Integer>> open = new HashMap<>();

    /** @param most how many are remembered */
    UsedTools(int most) {
        this.most = most;
    }

    void called(ToolCall tool, long atMillis) {
        if (uses.size() < most) {
            open.computeIfAbsent(tool, none -> new ArrayDeque<>()).push(uses.size());
            uses.add(new CallRecord.ToolUse(atMillis, tool.name(), tool.parametersJson(), null, null, null));
        }
    }

    void answered(ToolAnswered answer) {
        Deque<Integer> places = open.get(answer.tool());
        if (places != null && !places.isEmpty()) {
            int place = places.pop();
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
