package dev.trunkline.engine.mind.remote;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Reads server-sent events (WHATWG HTML, 9.2.6) from bytes that may be split anywhere. Only their data is of interest: names,
 * ids and comments are skipped. Not thread-safe.
 */
final class EventStream {

    private static final int MAX_EVENT_BYTES = 256 * 1024;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;
    private boolean afterReturn;
    private boolean isFirstLine = true;

    /**
     * Reads all that {@code bytes} holds.
     *
     * @param events takes the data of each event, its lines joined
     * @throws ModelFailure when an event is too long
     */
    void read(ByteBuffer bytes, Consumer<String> events) {
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            boolean endsReturn = afterReturn && b == '\n';
            afterReturn = b == '\r';
            if (endsReturn) {
                continue;
            }
            if (b == '\n' || b == '\r') {
                endLine(events);
            } else {
                line.write(b);
                if (line.size() + data.length() > MAX_EVENT_BYTES) {
                    throw ModelFailure.broken("the model sent an event longer than " + MAX_EVENT_BYTES + " bytes");
                }
            }
        }
    }

    /** The stream is over. The standard drops an event without its blank line; models' servers may forget it. */
    void end(Consumer<String> events) {
        endLine(events);
        dispatch(events);
    }

    private void endLine(Consumer<String> events) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (isFirstLine && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            text = text.substring(1);
        }
        isFirstLine = false;
        if (text.isEmpty()) {
            dispatch(events);
        } else if (text.equals("data") || text.startsWith("data:")) {
            append(text.substring(Math.min(5, text.length())));
        }
    }

    private void append(String value) {
        if (hasData) {
            data.append('\n');
        }
        hasData = true;
        data.append(value.startsWith(" ") ? value.substring(1) : value);
    }

    private void dispatch(Consumer<String> events) {
        if (hasData) {
            String event = data.toString();
            data.setLength(0);
            hasData = false;
            events.accept(event);
        }
    }
}
