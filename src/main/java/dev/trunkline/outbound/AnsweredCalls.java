package dev.trunkline.outbound;

import dev.trunkline.bridge.PlacedCalls;
import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.phone.PlacedCallEvents.WhoAnswered;
import dev.trunkline.telemetry.Metrics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The calls that were answered and are not over, and what is said in them; also of calls that came in, who may want not to be called
 * as well. Thread-safe.
 */
public final class AnsweredCalls implements PlacedCalls, CallListener {

    private static final long SETTLES_MILLIS = 2_000; // from the carrier's word that it is over to the stream's own end

    private final Metrics metrics;
    private final char stopKey;
    private final Map<String, AnsweredCall> calls = new ConcurrentHashMap<>();
    private final Map<String, String> sidOfAttempt = new ConcurrentHashMap<>();
    private final Map<String, Long> completedMillis = new ConcurrentHashMap<>();
    private final Map<String, String> numbers = new ConcurrentHashMap<>();
    private volatile Consumer<String> doNotCall = number -> {};

    /** @param stopKey by which whoever is called says that they do not want to be; a blank for none */
    public AnsweredCalls(Metrics metrics, char stopKey) {
        this.metrics = metrics;
        this.stopKey = stopKey;
    }

    void onDoNotCall(Consumer<String> listener) {
        doNotCall = listener;
    }

    /** A call was answered; false when its attempt has another call already. */
    boolean begin(String callSid, String attempt, OutboundOrder order, BiConsumer<String, String> judged) {
        String known = sidOfAttempt.putIfAbsent(attempt, callSid);
        if (known != null && !known.equals(callSid)) {
            return false;
        }
        calls.computeIfAbsent(
                callSid,
                sid -> new AnsweredCall(
                        order,
                        sid,
                        metrics,
                        who -> judged.accept(attempt, who),
                        new StopKey(stopKey, () -> doNotCall.accept(order.to()))));
        return true;
    }

    @Override
    public Placed of(String callSid) {
        AnsweredCall call = calls.get(callSid);
        return call == null ? Placed.NOT_OURS : call;
    }

    void carrierHeard(String callSid, WhoAnswered who) {
        AnsweredCall call = calls.get(callSid);
        if (call != null) {
            call.carrierHeard(who);
        }
    }

    boolean isKnown(String callSid) {
        return calls.containsKey(callSid);
    }

    /** Whether its sound ever flowed. */
    boolean hasBegun(String callSid) {
        AnsweredCall call = calls.get(callSid);
        return call != null && call.hasBegun();
    }

    /** The carrier says that it is over. */
    void completed(String callSid, long nowMillis) {
        completedMillis.putIfAbsent(callSid, nowMillis);
    }

    /** How a call ended of which the carrier has said that it is over; null while that is not known. */
    @Nullable
    OutboundOutcome outcome(String callSid, long nowMillis) {
        AnsweredCall call = calls.get(callSid);
        Long sinceMillis = completedMillis.get(callSid);
        if (call == null || sinceMillis == null) {
            return null;
        }
        OutboundOutcome outcome = call.ended();
        boolean isLate = nowMillis - sinceMillis >= SETTLES_MILLIS;
        if (outcome == null && isLate) {
            return call.hasBegun() ? OutboundOutcome.ANSWERED : OutboundOutcome.HUNG_UP;
        }
        return outcome;
    }

    void forget(String callSid) {
        calls.remove(callSid);
        completedMillis.remove(callSid);
        sidOfAttempt.values().remove(callSid);
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        if (event instanceof CallEvent.Answered answered) {
            String number = PhoneAddress.of(answered.call().from()).number();
            if (number != null) {
                numbers.put(callSid, number);
            }
        }
        AnsweredCall call = calls.get(callSid);
        if (call != null) {
            call.onEvent(event);
        }
        if (event instanceof CallEvent.Ended) {
            numbers.remove(callSid);
        }
    }

    /** Whoever is in this call, whichever way it was placed, is not to be called any more; false when they show no number. */
    public boolean doNotCall(String callSid) {
        String number = numbers.get(callSid);
        if (number != null) {
            doNotCall.accept(number);
        }
        return number != null;
    }
}
