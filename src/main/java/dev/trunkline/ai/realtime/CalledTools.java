package dev.trunkline.ai.realtime;

import dev.trunkline.ai.ToolCall;
import dev.trunkline.ai.realtime.RealtimeEvent.FunctionCalled;
import dev.trunkline.ai.realtime.RealtimeEvent.ResponseDone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The functions that the model calls: each is told once, though two events speak of it, and none whose arguments may be cut off. Confined
 * to the call's loop.
 */
final class CalledTools {

    private static final int MOST_REMEMBERED = 256;

    private final Set<String> told = new LinkedHashSet<>();
    private final Set<String> unanswered = new HashSet<>();
    private final Map<String, FunctionCalled> unsure = new LinkedHashMap<>();
    private boolean unspoken; // all are answered, and the model has not begun to speak of it

    /** The call, or null when it was told, or is not sure before its response is done. */
    @Nullable
    ToolCall onCalled(FunctionCalled event) {
        if (told.contains(event.callId())) {
            return null;
        }
        if (!event.isWhole()) {
            if (event.name() != null && unsure.size() < MOST_REMEMBERED) {
                unsure.put(event.callId(), event);
            }
            return null;
        }
        return tell(event);
    }

    /** A response is done: calls of it that are sure now. */
    List<ToolCall> onDone(ResponseDone event) {
        List<ToolCall> calls = new ArrayList<>();
        for (FunctionCalled each : List.copyOf(unsure.values())) {
            if (each.responseId().equals(event.responseId())) {
                unsure.remove(each.callId());
                ToolCall call = event.isCompleted() ? tell(each) : null;
                if (call != null) {
                    calls.add(call);
                }
            }
        }
        return calls;
    }

    private @Nullable ToolCall tell(FunctionCalled event) {
        String name = event.name();
        if (name == null) {
            return null;
        }
        unsure.remove(event.callId());
        if (told.size() >= MOST_REMEMBERED) {
            String oldest = told.iterator().next();
            told.remove(oldest);
            unanswered.remove(oldest);
        }
        told.add(event.callId());
        unanswered.add(event.callId());
        return new ToolCall(event.callId(), name, event.argumentsJson(), false, true);
    }

    /** Whether the model waits for an answer. */
    boolean areOpen() {
        return !unanswered.isEmpty();
    }

    /**
     * Whether the agent's turn goes on when its response is done: with an answer, or with what the model says to the last one.
     *
     * @param asksAgain the model will be asked for an answer then
     */
    boolean goOn(boolean asksAgain) {
        return areOpen() || (unspoken && asksAgain);
    }

    /** One was answered: whether it was one that the model waits for. */
    boolean onAnswered(String callId) {
        boolean isAwaited = unanswered.remove(callId);
        unspoken |= isAwaited && !areOpen();
        return isAwaited;
    }

    /** A response begins in which the model speaks of all answers. */
    void onSpokenOf() {
        unspoken = false;
    }
}
