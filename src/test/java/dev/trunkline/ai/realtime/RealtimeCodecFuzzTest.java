package dev.trunkline.ai.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * What a far end may send: any bytes at all. The scanner says what the parser says, or nothing; a scanner that has read one
 * event after another says what a new one says; and what is no JSON object is no event.
 */
class RealtimeCodecFuzzTest implements FuzzTarget {

    private static final ObjectReader JACKSON =
            new JsonMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final AudioDeltaScanner used = new AudioDeltaScanner();
    private final RealtimeCodec codec = new RealtimeCodec();

    @Override
    public void check(byte[] text) {
        if (!isUtf8(text)) {
            return; // closed with 1007
        }
        String expected = Events.describe(new RealtimeEventReader().read(text, text.length));

        RealtimeEvent scanned = used.scan(text, text.length);
        if (scanned != null) {
            assertThat(Events.describe(scanned))
                    .as(() -> new String(text, UTF_8))
                    .isEqualTo(expected);
        }
        RealtimeEvent scannedAnew = new AudioDeltaScanner().scan(text, text.length);
        assertThat(scannedAnew == null).isEqualTo(scanned == null);
        assertThat(Events.describe(codec.decode(text, text.length))).isEqualTo(expected);
        if (!isObject(text)) {
            assertThat(expected).as(() -> new String(text, UTF_8)).contains(EventRejection.BAD_JSON.toString());
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
