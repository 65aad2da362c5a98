package dev.trunkline.ai.evi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import dev.trunkline.testing.RoughJson;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read from bytes and what Jackson reads are the same, for messages that EVI sends and for any other. */
class ScannerAndParserAgreeIT {

    private static final long SEED = 20261121;
    private static final int MESSAGES = 30_000;
    private static final List<String> TYPES =
            List.of("assistant_end", "user_interruption", "audio_outpu", "Audio_output", "audio_output ", "");
    private static final List<Object> INDEXES =
            List.of(0, 1, 10, 999_999_999, 1_000_000_000, 2_147_483_648L, -1, 1.0, "3", "01", "-0", 1e3);

    private final RoughJson json = new RoughJson(SEED);
    private final AudioOutputScanner scanner = new AudioOutputScanner();
    private final EviMessageReader parser = new EviMessageReader();
    private final EviCodec codec = new EviCodec();

    @Test
    void onEveryMessageHoweverItIsWrittenOrSpoilt() {
        int scanned = 0;
        int audio = 0;
        int rejected = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] text = json.mutated(json.object(message()));
            String expected = Wire.describe(parser.read(text, text.length));

            assertThat(Wire.describe(codec.decode(Unpooled.wrappedBuffer(text))))
                    .as(() -> new String(text, UTF_8))
                    .isEqualTo(expected);
            AudioOutput taken = scanner.scan(text, text.length);
            if (taken != null) {
                assertThat(Wire.describe(taken))
                        .as(() -> new String(text, UTF_8))
                        .isEqualTo(expected);
                scanned++;
            }
            audio += expected.startsWith("AudioOutput") ? 1 : 0;
            rejected += expected.startsWith("Rejected") ? 1 : 0;
        }
        // It would prove little if the scanner took nothing, or left nothing to the parser, or nothing were wrong.
        assertThat(scanned).isGreaterThan(MESSAGES / 10);
        assertThat(audio - scanned).isGreaterThan(MESSAGES / 30);
        assertThat(rejected).isGreaterThan(MESSAGES / 10);
    }

    private Map<String, ?> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", json.onceIn(12) ? json.oneOf(TYPES) : "audio_output");
        if (!json.onceIn(20)) {
            message.put("id", json.onceIn(12) ? "i".repeat(json.bytes(200).length) : "5af2c8b0e3d94c1f");
        }
        if (!json.onceIn(20)) {
            message.put("index", json.onceIn(8) ? json.oneOf(INDEXES) : json.bytes(99).length);
        }
        message.put("data", data());
        if (json.onceIn(8)) {
            message.put("is_final_chunk", json.onceIn(2));
        }
        return message;
    }

    private String data() {
        if (json.onceIn(40)) {
            return json.oneOf(List.of("=", "====", "A===", "AB=C", "AQ==AQ==", "AR==", "AQJ=", "AQ", "A-_A", "AQI D"));
        }
        return Base64.getEncoder().encodeToString(json.bytes(json.onceIn(200) ? 20_000 : 60));
    }

    @Test
    void onWhatIsWritten() throws Exception {
        ObjectMapper jackson = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        for (int i = 0; i < 3_000; i++) {
            byte[] linear16 = json.bytes(2_000);
            List<byte[]> written = new ArrayList<>();

            codec.encodeAudio(
                    linear16, linear16.length, (text, lengthBytes) -> written.add(Arrays.copyOf(text, lengthBytes)));

            assertThat(jackson.readTree(written.get(0)))
                    .isEqualTo(jackson.valueToTree(Map.of(
                            "type", "audio_input", "data", Base64.getEncoder().encodeToString(linear16))));
        }
    }
}
