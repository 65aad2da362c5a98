package dev.trunkline.record;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import dev.trunkline.call.TalkEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps the records of the calls of this node, live and ended; bounded, the oldest goes first. Thread-safe. */
public final class CallRecorder implements CallListener {

    private static final int FEWER = 10; // one in so many records is kept while memory is short

    private final Clock clock;
    private final int maxCalls;
    private final BooleanSupplier savesMemory;
    private final PriceTable prices;
    private final RecordSink sink;
    private final Map<String, CallRecordBuilder> builders = new LinkedHashMap<>();

    /**
     * @param clock tells when a call began, for people
     * @param maxCalls how many records are kept
     */
    public CallRecorder(Clock clock, int maxCalls) {
        this(clock, maxCalls, () -> false, PriceTable.NONE, RecordSink.NONE);
    }

    /**
     * The same, which gives its records to somebody who keeps them.
     *
     * @param savesMemory asked whenever there is something to be written: whether to do without the words of calls, and with a tenth of the
     *     records
     * @param prices what calls cost
     * @param sink is given each call's record when it begins and when it ends
     */
    public CallRecorder(Clock clock, int maxCalls, BooleanSupplier savesMemory, PriceTable prices, RecordSink sink) {
        this.clock = clock;
        this.maxCalls = maxCalls;
        this.savesMemory = savesMemory;
        this.prices = prices;
        this.sink = sink;
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        CallRecordBuilder builder = builder(callSid, atNanos, event);
        if (builder != null && isWords(event) && savesMemory.getAsBoolean()) {
            builder.leaveOutWords(atNanos);
        } else if (builder != null) {
            builder.write(atNanos, event);
        }
        if (builder != null && event instanceof CallEvent.Answered) {
            sink.began(builder.read(atNanos));
        } else if (builder != null && (event instanceof CallEvent.Ended || isAfterwards(event, builder))) {
            sink.ended(builder.read(atNanos));
        }
    }

    /** What is told of a call that has ended: its record is given to the sink again. */
    private static boolean isAfterwards(CallEvent event, CallRecordBuilder builder) {
        return event instanceof CallEvent.Recorded && builder.hasEnded();
    }

    private static boolean isWords(CallEvent event) {
        return event instanceof TalkEvent.CallerSaid
                || event instanceof TalkEvent.AgentSays
                || event instanceof TalkEvent.AgentSaysMore;
    }

    private synchronized @Nullable CallRecordBuilder builder(String callSid, long atNanos, CallEvent event) {
        CallRecordBuilder builder = builders.get(callSid);
        if (builder == null && event instanceof CallEvent.Answered answered) {
            builder = new CallRecordBuilder(answered, clock.instant(), atNanos, prices);
            builders.put(callSid, builder);
            if (builders.size() > maxCalls) {
                forgetEnded(maxCalls);
            }
        }
        if (event instanceof CallEvent.Ended && savesMemory.getAsBoolean()) {
            forgetEnded(maxCalls / FEWER);
        }
        return builder;
    }

    /** Live ones are as many as are let in, and each is owed a record. */
    private void forgetEnded(int most) {
        for (var oldest = builders.values().iterator(); builders.size() > most && oldest.hasNext(); ) {
            if (oldest.next().hasEnded()) {
                oldest.remove();
            }
        }
    }

    /** When the first stream of a call began, or null when it is not known. */
    public @Nullable Long beganNanos(String callSid) {
        CallRecordBuilder builder;
        synchronized (this) {
            builder = builders.get(callSid);
        }
        return builder == null ? null : builder.beganNanos();
    }

    /** The record of a call as it stands at {@code nowNanos}, or null when it is not known. */
    public @Nullable CallRecord find(String callSid, long nowNanos) {
        CallRecordBuilder builder;
        synchronized (this) {
            builder = builders.get(callSid);
        }
        return builder == null ? null : builder.read(nowNanos);
    }

    public List<CallRecord> live(long nowNanos) {
        return builders().stream()
                .filter(builder -> !builder.hasEnded())
                .map(builder -> builder.read(nowNanos))
                .filter(CallRecord::isLive)
                .toList();
    }

    private synchronized List<CallRecordBuilder> builders() {
        return new ArrayList<>(builders.values());
    }

    /** Forgets the calls of somebody that have ended; how many those were. */
    public synchronized long forget(Predicate<CallRecord> which) {
        long before = builders.size();
        builders.values().removeIf(builder -> builder.hasEnded() && which.test(builder.read(0)));
        return before - builders.size();
    }

    /** All records, newest last. */
    public List<CallRecord> all(long nowNanos) {
        return builders().stream().map(builder -> builder.read(nowNanos)).toList();
    }
}
