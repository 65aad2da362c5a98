package dev.trunkline.ai.evi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * What a far end may send: any bytes at all. The scanner says what the parser says, or nothing; a parser that has read one
 * message after another says what a new one says; and what is JSON is what Jackson's usual parser takes for it.
 */
class EviCodecFuzzTest implements FuzzTarget {

    private static final ObjectReader JACKSON = new JsonMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(64)
                            .build())
                    .build())
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final AudioOutputScanner scanner = new AudioOutputScanner();
    private final EviMessageReader used = new EviMessageReader();
    private final EviCodec codec = new EviCodec();

    @Override
    public void check(byte[] text) {
        if (!isUtf8(text)) {
            return; // closed with 1007; to Jackson a name it has seen and that name with FF FF FF in it may be one
        }
        String expected = Wire.describe(new EviMessageReader().read(text, text.length));

        assertThat(Wire.describe(used.read(text, text.length)))
                .as(() -> new String(text, UTF_8))
                .isEqualTo(expected);
        EviMessage scanned = scanner.scan(text, text.length);
        if (scanned != null) {
            assertThat(Wire.describe(scanned)).as(() -> new String(text, UTF_8)).isEqualTo(expected);
        }
        assertThat(Wire.describe(codec.decode(text, text.length))).isEqualTo(expected);
        if (!isObject(text)) {
            assertThat(expected).as(() -> new String(text, UTF_8)).contains(Rejection.BAD_JSON.toString());
        }
    }

    private static boolean isUtf8(byte[] text) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean isObject(byte[] text) {
        try {
            return JACKSON.readTree(text).isObject();
        } catch (IOException e) {
            return false;
        }
    }
}
