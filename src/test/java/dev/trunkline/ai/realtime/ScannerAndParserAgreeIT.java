package dev.trunkline.ai.realtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.ai.realtime.RealtimeEvent.AudioDelta;
import dev.trunkline.testing.RoughJson;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read from bytes and what Jackson reads are the same, for sound that far ends send and for any other event. */
class ScannerAndParserAgreeIT {

    private static final long SEED = 20261130;
    private static final int MESSAGES = 30_000;
    private static final List<String> TYPES = List.of(
            "response.audio.delta",
            "response.output_audio.done",
            "response.output_audio_transcript.delta",
            "response.output_audio.delt",
            "Response.output_audio.delta",
            "response.output_audio.delta ",
            "");
    private static final List<Object> INDEXES =
            List.of(0, 1, 999_999_999, 1_000_000_000, 2_147_483_648L, -1, 1.0, "3", "01", "-0", 1e3);

    private final RoughJson json = new RoughJson(SEED);
    private final AudioDeltaScanner scanner = new AudioDeltaScanner();
    private final RealtimeEventReader parser = new RealtimeEventReader();
    private final RealtimeCodec codec = new RealtimeCodec();

    @Test
    void onEveryEventHoweverItIsWrittenOrSpoilt() {
        int scanned = 0;
        int audio = 0;
        int rejected = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] text = json.mutated(json.object(message()));
            String expected = Events.describe(parser.read(text, text.length));

            assertThat(Events.describe(codec.decode(Unpooled.wrappedBuffer(text))))
                    .as(() -> new String(text, UTF_8))
                    .isEqualTo(expected);
            AudioDelta taken = scanner.scan(text, text.length);
            if (taken != null) {
                assertThat(Events.describe(taken))
                        .as(() -> new String(text, UTF_8))
                        .isEqualTo(expected);
                scanned++;
            }
            audio += expected.startsWith("AudioDelta") ? 1 : 0;
            rejected += expected.startsWith("Rejected") ? 1 : 0;
        }
        // It would prove little if the scanner took nothing, or left nothing to the parser, or nothing were wrong.
        assertThat(scanned).isGreaterThan(MESSAGES / 10);
        assertThat(audio - scanned).isGreaterThan(MESSAGES / 30);
        assertThat(rejected).isGreaterThan(MESSAGES / 10);
    }

    private Map<String, ?> message() {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", json.onceIn(12) ? json.oneOf(TYPES) : "response.output_audio.delta");
        message.put("event_id", "event_" + json.bytes(9).length);
        if (!json.onceIn(20)) {
            message.put("response_id", "resp_" + json.bytes(3).length);
        }
        if (!json.onceIn(20)) {
            message.put("item_id", json.onceIn(12) ? "i".repeat(json.bytes(200).length) : "item_5af2c8b0e3d94c1f");
        }
        message.put("output_index", 0);
        if (!json.onceIn(20)) {
            message.put("content_index", json.onceIn(8) ? json.oneOf(INDEXES) : json.bytes(2).length);
        }
        message.put("delta", data());
        if (json.onceIn(20)) {
            message.put("future", Map.of("delta", "AAAA", "item_id", "x"));
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
            byte[] sound = json.bytes(2_000);
            List<byte[]> written = new ArrayList<>();

            codec.encodeAudio(
                    sound, sound.length, (text, lengthBytes) -> written.add(Arrays.copyOf(text, lengthBytes)));

            assertThat(jackson.readTree(written.get(0)))
                    .isEqualTo(jackson.valueToTree(Map.of(
                            "type",
                            "input_audio_buffer.append",
                            "audio",
                            Base64.getEncoder().encodeToString(sound))));
        }
    }
}
