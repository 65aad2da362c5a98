package dev.trunkline.continuity;

import dev.trunkline.call.Sequel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this node remembers of its calls between their streams; bounded, the oldest goes first. Thread-safe.
 */
public final class CallMemory implements Sequel.Keeper {

    private static final int MAX_CALLS = 10_000;

    private final Map<String, Remembered> calls = new LinkedHashMap<>();

    /**
     * One call.
     *
     * @param from who calls
     * @param to the number that was called
     * @param sequel what its last stream left behind, or null while the first one runs
     * @param news what the AI should know when it goes on, or null
     */
    public record Remembered(
            String from,
            String to,
            @Nullable Sequel sequel,
            @Nullable String news) {}

    /** A call rings. A second ring of the same call changes nothing. */
    public synchronized void rings(String callSid, String from, String to) {
        if (!calls.containsKey(callSid)) {
            remember(callSid, new Remembered(from, to, null, null));
        }
    }

    @Override
    public synchronized void keep(String callSid, Sequel sequel) {
        Remembered known = calls.get(callSid);
        String from = known == null ? "" : known.from();
        String to = known == null ? "" : known.to();
        remember(callSid, new Remembered(from, to, sequel, null));
    }

    private void remember(String callSid, Remembered call) {
        calls.put(callSid, call);
        if (calls.size() > MAX_CALLS) {
            calls.remove(calls.keySet().iterator().next());
        }
    }

    /** The conversation goes on, and the AI should be told why. */
    public synchronized void goesOn(String callSid, String news) {
        calls.computeIfPresent(callSid, (sid, known) -> new Remembered(known.from(), known.to(), known.sequel(), news));
    }

    public synchronized @Nullable Remembered recall(String callSid) {
        return calls.get(callSid);
    }

    /** The call is over. */
    public synchronized void forget(String callSid) {
        calls.remove(callSid);
    }
}
