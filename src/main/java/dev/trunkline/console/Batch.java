package dev.trunkline.console;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of a moment, each written once, put together for whoever watches: for all watchers of one kind the same bytes. Confined to
 * the feed's loop.
 */
final class Batch {

    private final List<Told> events = new ArrayList<>();
    private final Map<Wanted, Part> parts = new HashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Told(String callSid, byte[] json) {}

    /** Of which call, or null for all; written how. */
    private record Wanted(@Nullable String callSid, Form form) {}

    /** How a message is written. */
    enum Form {
        /** A text frame of a WebSocket, as a server sends it. */
        WEB_SOCKET {
            @Override
            void write(byte[] json, ByteArrayOutputStream to) {
                Frames.text(json, to);
            }
        },
        /** An event of an event stream. */
        EVENT_STREAM {
            @Override
            void write(byte[] json, ByteArrayOutputStream to) {
                to.writeBytes(DATA);
                to.writeBytes(json);
                to.write('\n');
                to.write('\n');
            }
        };

        private static final byte[] DATA = {'d', 'a', 't', 'a', ':', ' '};

        abstract void write(byte[] json, ByteArrayOutputStream to);

        /** One message alone. */
        byte[] of(byte[] json) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream(json.length + 10);
            write(json, whole);
            return whole.toByteArray();
        }
    }

    /**
     * What a watcher gets.
     *
     * @param events how many
     * @param bytes not to be written to: others get the same
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and never written to
    record Part(int events, byte[] bytes) {}

    void add(String callSid, byte[] json) {
        events.add(new Told(callSid, json));
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    /** @param callSid null for the events of all calls */
    Part of(@Nullable String callSid, Form form) {
        return parts.computeIfAbsent(new Wanted(callSid, form), this::write);
    }

    private Part write(Wanted wanted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        int count = 0;
        for (Told event : events) {
            if (wanted.callSid == null || wanted.callSid.equals(event.callSid)) {
                wanted.form.write(event.json, bytes);
                count++;
            }
        }
        return new Part(count, bytes.toByteArray());
    }
}
