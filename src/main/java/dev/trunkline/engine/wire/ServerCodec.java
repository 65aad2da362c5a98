package dev.trunkline.engine.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes what the engine sends. Thread-safe. */
public final class ServerCodec {

    private static final ObjectWriter JSON = new JsonMapper().writer();

    private ServerCodec() {}

    /** The same message as text, for whoever keeps it. */
    public static String text(ServerMessage message) {
        return new String(encode(message, null), StandardCharsets.UTF_8);
    }

    /**
     * One text frame, UTF-8.
     *
     * @param customSessionId put on the message when the client has named its session
     */
    public static byte[] encode(ServerMessage message, @Nullable String customSessionId) {
        try {
            return JSON.withAttribute(ServerMessage.SESSION_NAME, customSessionId)
                    .writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }
}
