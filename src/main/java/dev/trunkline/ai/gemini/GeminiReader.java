package dev.trunkline.ai.gemini;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.trunkline.ai.gemini.GeminiMessage.Rejected;
import dev.trunkline.ai.gemini.GeminiMessage.Told;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads any message with a JSON parser. Anything that cannot be used is a {@link Rejected}, never an exception. Thread-safe. */
final class GeminiReader {

    /** The arguments of a tool are as deep as its schema. */
    private static final int MAX_DEPTH = 64;

    /** With millions, a message of the size it may have would need thirty times that. */
    private static final int MAX_TOKENS = 100_000;

    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(GeminiSettings.MAX_MESSAGE_BYTES)
                            .maxNumberLength(64)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Boolean,
                    config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .build()
            .readerFor(Told.class)
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The message in the first {@code length} bytes of {@code text}. */
    GeminiMessage read(byte[] text, int length) {
        try {
            Told told = JSON.readValue(text, 0, length);
            return told == null || !told.isKnown() ? new Rejected(unknown(told)) : told;
        } catch (JsonMappingException e) {
            // Without a path it was not one object, or something came behind it.
            return new Rejected(e.getPath().isEmpty() ? GeminiRejection.BAD_JSON : GeminiRejection.WRONG_TYPE);
        } catch (IOException e) { // also of bytes that look like UTF-32, and are not
            return new Rejected(GeminiRejection.BAD_JSON);
        }
    }

    private static GeminiRejection unknown(@Nullable Told told) {
        return told == null ? GeminiRejection.BAD_JSON : GeminiRejection.UNKNOWN_TYPE;
    }
}
