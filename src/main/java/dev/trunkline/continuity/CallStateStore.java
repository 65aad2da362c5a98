package dev.trunkline.continuity;

import dev.trunkline.call.CallContinuation;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What this node remembers of its calls between their streams; bounded, the oldest goes first. Thread-safe. */
public final class CallStateStore {

    private static final int MAX_CALLS = 10_000;

    private final Map<String, Remembered> calls = new LinkedHashMap<>();

    /**
     * One call. Immutable.
     *
     * @param from who calls
     * @param to the number that was called
     * @param visit how often it has come to the voice webhook, or here from elsewhere: what an earlier visit left behind
     *     decides nothing any more
     * @param chatGroupId the conversation with the AI, or null before there was one
     * @param continuation what its last stream left behind, or null while a stream runs or none has
     * @param news what the AI should know when it goes on, or null
     */
    public record Remembered(
            String from,
            String to,
            int visit,
            @Nullable String chatGroupId,
            @Nullable CallContinuation continuation,
            @Nullable String news) {

        private Remembered going(@Nullable String group, @Nullable CallContinuation left, @Nullable String told) {
            return new Remembered(from, to, visit, group, left, told);
        }
    }

    /**
     * A call comes in. One that is known has been elsewhere and is back: its conversation goes on.
     *
     * @param news what the AI is told in that case
     */
    public synchronized void comes(String callSid, String from, String to, String news) {
        Remembered known = calls.get(callSid);
        if (known == null) {
            enter(callSid, new Remembered(from, to, 1, null, null, null));
        } else {
            String group = known.chatGroupId();
            String told = group == null ? known.news() : news;
            calls.put(callSid, new Remembered(known.from(), known.to(), known.visit() + 1, group, null, told));
        }
    }

    /** A call goes on here whose beginning was elsewhere; the AI is told {@code news}. */
    public synchronized void comesOver(
            String callSid, String from, String to, @Nullable String chatGroupId, String news) {
        enter(callSid, new Remembered(from, to, 1, chatGroupId, null, news));
    }

    /** On its stream of {@code visit}, the call talks with the AI. */
    public synchronized void talks(String callSid, int visit, String chatGroupId) {
        calls.computeIfPresent(
                callSid,
                (sid, known) -> visit == known.visit()
                        ? known.going(chatGroupId, null, null)
                        : known.going(chatGroupId, known.continuation(), known.news()));
    }

    /** The call's stream of {@code visit} has ended, and left {@code continuation} behind. */
    public synchronized void keep(String callSid, int visit, CallContinuation continuation) {
        calls.computeIfPresent(callSid, (sid, known) -> {
            String group = continuation.chatGroupId() == null ? known.chatGroupId() : continuation.chatGroupId();
            return visit == known.visit()
                    ? known.going(group, continuation, null)
                    : known.going(group, known.continuation(), known.news());
        });
    }

    /** The conversation goes on, and the AI should be told why. */
    public synchronized void goesOn(String callSid, String news) {
        calls.computeIfPresent(callSid, (sid, known) -> known.going(known.chatGroupId(), null, news));
    }

    public synchronized @Nullable Remembered recall(String callSid) {
        return calls.get(callSid);
    }

    /** The call is over. */
    public synchronized void forget(String callSid) {
        calls.remove(callSid);
    }

    private void enter(String callSid, Remembered call) {
        if (calls.put(callSid, call) == null && calls.size() > MAX_CALLS) {
            calls.remove(calls.keySet().iterator().next());
        }
    }
}
