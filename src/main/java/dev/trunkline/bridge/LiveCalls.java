package dev.trunkline.bridge;

import dev.trunkline.call.CallEnd;
import dev.trunkline.phone.PhoneEvents.StreamEnding;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The streams that are open here, and the calls on them, each reached on its own loop. Thread-safe. */
final class LiveCalls {

    private final Map<String, LiveStream> newest = new ConcurrentHashMap<>(); // by call
    private final Set<LiveStream> open = ConcurrentHashMap.newKeySet(); // those that were replaced with them
    private final LongAdder admitted = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder moved = new LongAdder();
    private final LongAdder forced = new LongAdder();
    private volatile boolean shuttingDown;

    /** A call has a stream. If it had one before, the carrier opened a second one: the newest is the call. */
    void begin(LiveStream stream) {
        admitted.increment();
        open.add(stream);
        LiveStream before = newest.put(stream.callSid(), stream);
        if (before != null) {
            before.tell(older -> older.onStreamEnded(StreamEnding.LOST));
        }
        if (shuttingDown) {
            stream.tell(late -> late.onEndOrdered(CallEnd.SHUT_DOWN));
        }
    }

    /**
     * A stream has its end; if its call has another one by now, that stays.
     *
     * @return false when it had one before
     */
    boolean end(LiveStream stream, CallEnd how) {
        if (!stream.end()) {
            return false;
        }
        open.remove(stream);
        newest.remove(stream.callSid(), stream);
        ended.increment();
        if (how == CallEnd.MOVED) {
            moved.increment();
        } else if (how == CallEnd.SHUT_DOWN) {
            forced.increment();
        }
        return true;
    }

    /** A call's newest stream, or null when it has no sound here. */
    @Nullable
    LiveStream find(String callSid) {
        return newest.get(callSid);
    }

    /** The calls that have one. */
    List<String> callSids() {
        return List.copyOf(newest.keySet());
    }

    /** All streams; those that come and go meanwhile may be among them or not. */
    Collection<LiveStream> all() {
        return open;
    }

    /** Ends every call, and every one that still comes. */
    void shutDown() {
        shuttingDown = true;
        open.forEach(stream -> stream.tell(call -> call.onEndOrdered(CallEnd.SHUT_DOWN)));
    }

    /** What has become of all that ever began here. */
    Tally tally() {
        return new Tally(admitted.sum(), ended.sum(), moved.sum(), forced.sum());
    }
}
