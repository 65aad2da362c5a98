package dev.trunkline.engine.wire;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes what the engine sends. Thread-safe. */
public final class ServerCodec {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_BYTES = 2_048; // a message with scores

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
        ByteArrayOutputStream frame = new ByteArrayOutputStream(USUAL_BYTES);
        try (JsonGenerator json = JSON.createGenerator(frame, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("type", message.type());
            message.writeFields(json);
            if (customSessionId != null) {
                json.writeStringField("custom_session_id", customSessionId);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return frame.toByteArray();
    }
}
