package dev.trunkline.record;

import dev.trunkline.call.CallEvent;
import dev.trunkline.call.CallListener;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps the records of the calls of this node, live and ended; bounded, the oldest goes first. Thread-safe. */
public final class CallRecorder implements CallListener {

    private final Clock clock;
    private final int maxCalls;
    private final Map<String, CallRecordBuilder> books = new LinkedHashMap<>();

    /**
     * An empty recorder.
     *
     * @param clock tells when a call began, for people
     * @param maxCalls how many records are kept
     */
    public CallRecorder(Clock clock, int maxCalls) {
        this.clock = clock;
        this.maxCalls = maxCalls;
    }

    @Override
    public void onEvent(String callSid, long atNanos, CallEvent event) {
        CallRecordBuilder book = book(callSid, atNanos, event);
        if (book != null) {
            book.write(atNanos, event);
        }
    }

    private synchronized @Nullable CallRecordBuilder book(String callSid, long atNanos, CallEvent event) {
        CallRecordBuilder book = books.get(callSid);
        if (book == null && event instanceof CallEvent.Answered answered) {
            book = new CallRecordBuilder(answered, clock.instant(), atNanos);
            books.put(callSid, book);
            if (books.size() > maxCalls) {
                books.remove(books.keySet().iterator().next());
            }
        }
        return book;
    }

    /** The record of a call as it stands at {@code nowNanos}, or null when it is not known. */
    public @Nullable CallRecord find(String callSid, long nowNanos) {
        CallRecordBuilder book;
        synchronized (this) {
            book = books.get(callSid);
        }
        return book == null ? null : book.read(nowNanos);
    }

    /** All records, newest last. */
    public List<CallRecord> all(long nowNanos) {
        List<CallRecordBuilder> known;
        synchronized (this) {
            known = new ArrayList<>(books.values());
        }
        return known.stream().map(book -> book.read(nowNanos)).toList();
    }
}
