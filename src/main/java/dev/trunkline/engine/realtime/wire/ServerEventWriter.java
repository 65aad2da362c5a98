package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;

/** Writes what a session sends. Thread-safe. */
public final class ServerEventWriter {

    private static final ObjectWriter JSON = new JsonMapper().writer();

    private ServerEventWriter() {}

    /** One text frame, UTF-8. */
    public static byte[] write(ServerEvent event, String eventId) {
        try {
            return JSON.withAttribute(ServerEvent.EVENT_ID, eventId).writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }
}
