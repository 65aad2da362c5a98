package dev.trunkline.bridge;

import dev.trunkline.call.Call;
import dev.trunkline.call.CallEnd;
import dev.trunkline.phone.IncomingCall;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import dev.trunkline.time.Scheduler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The calls that have sound here, each reached on its own loop. Thread-safe. */
final class LiveCalls {

    private final Map<String, Live> calls = new ConcurrentHashMap<>();
    private volatile boolean shuttingDown;

    private record Live(String streamSid, Call call, Scheduler loop) {
        void tell(Consumer<Call> what) {
            loop.execute(() -> what.accept(call));
        }
    }

    /** A call has a stream. If it had one before, the carrier opened a second one: the newest is the call. */
    void begin(IncomingCall incoming, Call call, Scheduler loop) {
        Live now = new Live(incoming.streamSid(), call, loop);
        Live before = calls.put(incoming.callSid(), now);
        if (before != null) {
            before.tell(older -> older.onStreamEnded(StreamEnding.LOST));
        }
        if (shuttingDown) {
            now.tell(late -> late.onEndOrdered(CallEnd.SHUT_DOWN));
        }
    }

    /** A call's stream is over; if it has another one by now, it stays. */
    void end(IncomingCall incoming) {
        calls.computeIfPresent(
                incoming.callSid(), (sid, newest) -> newest.streamSid().equals(incoming.streamSid()) ? null : newest);
    }

    /** Has a call do something on its loop; false when it has no sound here. */
    boolean tell(String callSid, Consumer<Call> what) {
        Live live = calls.get(callSid);
        if (live != null) {
            live.tell(what);
        }
        return live != null;
    }

    /** Ends every call, and every one that still comes. */
    void shutDown() {
        shuttingDown = true;
        calls.values().forEach(live -> live.tell(call -> call.onEndOrdered(CallEnd.SHUT_DOWN)));
    }

    boolean isShuttingDown() {
        return shuttingDown;
    }
}
