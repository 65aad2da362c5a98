package dev.trunkline.ai.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.ai.gemini.GeminiMessage.Sound;
import dev.trunkline.net.websocket.TextWriter;
import dev.trunkline.testing.Allocation;
import dev.trunkline.testing.RoughJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read and written byte by byte, and what Jackson reads and writes, are the same; and it costs nothing. */
class GeminiSoundWithoutParserIT {

    private static final long SEED = 20261130;
    private static final int MESSAGES = 20_000;
    private static final List<String> TYPES = List.of(
            "audio/pcm;rate=16000",
            "audio/pcm",
            "audio/pcm; rate=24000",
            "AUDIO/PCM;RATE=48000",
            "audio/pcm;rate=24001",
            "audio/pcm;rate=",
            "audio/wav",
            "");

    private final RoughJson json = new RoughJson(SEED);
    private final SoundScanner scanner = new SoundScanner();
    private final GeminiReader parser = new GeminiReader();
    private final GeminiCodec codec = new GeminiCodec();

    @Test
    void scannerAndParserAgreeOnEveryMessageHoweverItIsWrittenOrSpoilt() {
        int scanned = 0;
        int left = 0;
        int rejected = 0;
        for (int i = 0; i < MESSAGES; i++) {
            byte[] text = json.mutated(message());
            String expected = Wire.describe(parser.read(text, text.length));

            assertThat(Wire.describe(codec.decode(text, text.length)))
                    .as(() -> new String(text, UTF_8))
                    .isEqualTo(expected);
            Sound taken = scanner.scan(text, text.length);
            if (taken != null) {
                assertThat(Wire.describe(taken))
                        .as(() -> new String(text, UTF_8))
                        .isEqualTo(expected);
                scanned++;
            }
            left += taken == null && expected.startsWith("sound") ? 1 : 0;
            rejected += expected.startsWith("Rejected") ? 1 : 0;
        }
        // It would prove little if the scanner took nothing, or left nothing to the parser, or nothing were wrong.
        assertThat(scanned).isGreaterThan(MESSAGES / 10);
        assertThat(left).isGreaterThan(MESSAGES / 100);
        assertThat(rejected).isGreaterThan(MESSAGES / 10);
    }

    private String message() {
        int parts = json.onceIn(3) ? 1 + json.bytes(3).length : 1;
        List<String> written = new ArrayList<>();
        for (int i = 0; i < parts; i++) {
            Map<String, Object> blob = new LinkedHashMap<>();
            blob.put("mimeType", json.onceIn(12) ? json.oneOf(TYPES) : "audio/pcm;rate=24000");
            blob.put("data", data());
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("inlineData", written(blob));
            if (json.onceIn(16)) {
                part.put("text", "x");
            }
            written.add(written(part).toString());
        }
        Map<String, Object> turn = new LinkedHashMap<>();
        turn.put("parts", new Raw("[" + String.join(",", written) + "]"));
        if (json.onceIn(4)) {
            turn.put("role", "model");
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("modelTurn", written(turn));
        if (json.onceIn(12)) {
            content.put("turnComplete", json.onceIn(2));
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("serverContent", written(content));
        if (json.onceIn(12)) {
            message.put("usageMetadata", Map.of("totalTokenCount", 7));
        }
        return json.object(message);
    }

    /** Roughly, or as it should be: of five objects inside each other, hardly a message would be right. */
    private Raw written(Map<String, ?> fields) {
        if (json.onceIn(4)) {
            return new Raw(json.object(fields));
        }
        List<String> members = new ArrayList<>();
        fields.forEach((name, value) ->
                members.add("\"" + name + "\":" + (value instanceof String text ? "\"" + text + "\"" : value)));
        return new Raw("{" + String.join(",", members) + "}");
    }

    private record Raw(String json) {
        @Override
        public String toString() {
            return json;
        }
    }

    private String data() {
        if (json.onceIn(40)) {
            return json.oneOf(List.of("=", "====", "A===", "AB=C", "AQ==AQ==", "AR==", "AQJ=", "AQ", "A-_A", "AQI D"));
        }
        byte[] sound = json.bytes(json.onceIn(200) ? 20_000 : 60);
        return Base64.getEncoder().encodeToString(json.onceIn(10) ? sound : Arrays.copyOf(sound, sound.length & ~1));
    }

    @Test
    void whatIsWrittenIsWhatJacksonWouldWrite() throws Exception {
        ObjectMapper jackson = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        for (int i = 0; i < 2_000; i++) {
            byte[] linear16 = json.bytes(2_000);
            List<byte[]> written = new ArrayList<>();

            codec.encodeAudio(
                    linear16, linear16.length, (text, lengthBytes) -> written.add(Arrays.copyOf(text, lengthBytes)));

            assertThat(jackson.readTree(written.get(0)))
                    .isEqualTo(jackson.valueToTree(Map.of(
                            "realtimeInput",
                            Map.of(
                                    "audio",
                                    Map.of(
                                            "mimeType",
                                            "audio/pcm;rate=16000",
                                            "data",
                                            Base64.getEncoder().encodeToString(linear16))))));
        }
    }

    @Test
    void asTheServiceWritesItNothingIsAllocated() {
        byte[] sound = new byte[11_520];
        String base64 = Base64.getEncoder().encodeToString(sound);
        byte[] text =
                ("{\n  \"serverContent\": {\n    \"modelTurn\": {\n      \"parts\": [\n        {\n          \"inlineData\": {\n"
                                + "            \"mimeType\": \"audio/pcm;rate=24000\",\n            \"data\": \""
                                + base64
                                + "\"\n          }\n        }\n      ]\n    }\n  }\n}\n")
                        .getBytes(UTF_8);
        int times = 2_000;

        assertThat(Allocation.bytesOf(times, () -> codec.decode(text, text.length)) / times)
                .isZero();
        assertThat(codec.decode(text, text.length)).isInstanceOf(Sound.class);
    }

    @Test
    void whatTheCallerSaysIsWrittenWithoutAllocating() {
        byte[] linear16 = new byte[640];
        int times = 20_000;
        long[] written = {0};
        TextWriter out = (text, lengthBytes) -> written[0] += lengthBytes;

        assertThat(Allocation.bytesOf(times, () -> codec.encodeAudio(linear16, 640, out)) / times)
                .isZero();
        assertThat(written[0]).isPositive();
    }
}
