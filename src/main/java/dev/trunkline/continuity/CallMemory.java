package dev.trunkline.continuity;

import dev.trunkline.call.Sequel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this node remembers of its calls between their streams; bounded, the oldest goes first. Thread-safe. */
public final class CallMemory implements Sequel.Keeper {

    private static final int MAX_CALLS = 10_000;

    private final Map<String, Remembered> calls = new LinkedHashMap<>();

    /**
     * One call. Immutable.
     *
     * @param from who calls
     * @param to the number that was called
     * @param chatGroupId the conversation with the AI, or null before there was one
     * @param sequel what its last stream left behind, or null while a stream runs or none has
     * @param news what the AI should know when it goes on, or null
     */
    public record Remembered(
            String from,
            String to,
            @Nullable String chatGroupId,
            @Nullable Sequel sequel,
            @Nullable String news) {}

    /** A call rings. A second ring of the same call changes nothing. */
    public synchronized void rings(String callSid, String from, String to) {
        if (calls.putIfAbsent(callSid, new Remembered(from, to, null, null, null)) == null
                && calls.size() > MAX_CALLS) {
            calls.remove(calls.keySet().iterator().next());
        }
    }

    /** The call talks with the AI. */
    public synchronized void talks(String callSid, String chatGroupId) {
        calls.computeIfPresent(
                callSid, (sid, known) -> new Remembered(known.from(), known.to(), chatGroupId, null, null));
    }

    @Override
    public synchronized void keep(String callSid, Sequel sequel) {
        calls.computeIfPresent(callSid, (sid, known) -> {
            String chatGroupId = sequel.chatGroupId() == null ? known.chatGroupId() : sequel.chatGroupId();
            return new Remembered(known.from(), known.to(), chatGroupId, sequel, null);
        });
    }

    /** The conversation goes on, and the AI should be told why. */
    public synchronized void goesOn(String callSid, String news) {
        calls.computeIfPresent(
                callSid, (sid, known) -> new Remembered(known.from(), known.to(), known.chatGroupId(), null, news));
    }

    public synchronized @Nullable Remembered recall(String callSid) {
        return calls.get(callSid);
    }

    /** The call is over. */
    public synchronized void forget(String callSid) {
        calls.remove(callSid);
    }
}
