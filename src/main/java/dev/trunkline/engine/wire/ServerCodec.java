package dev.trunkline.engine.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes what the engine sends. Thread-safe. */
public final class ServerCodec {

    private static final JsonFactory JSON = new JsonFactory();

    private ServerCodec() {}

    /**
     * One text frame.
     *
     * @param customSessionId put on the message when the client has named its session
     */
    public static String encode(ServerMessage message, @Nullable String customSessionId) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", message.type());
            message.writeFields(json);
            if (customSessionId != null) {
                json.writeStringField("custom_session_id", customSessionId);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter cannot fail", e);
        }
        return text.toString();
    }
}
