package dev.trunkline.lab.fleet.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.testing.RoughJson;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamScannerAndParserAgreeTest {

    private static final long SEED = 20261121;
    private static final int MESSAGES = 20_000;
    private static final ObjectMapper JACKSON = new ObjectMapper();

    private final RoughJson json = new RoughJson(SEED);
    private final Random order = new Random(SEED);
    private final StreamScanner scan = new StreamScanner();

    @Test
    void onWhatABridgeSaysInWhateverOrderAndLayout() throws Exception {
        for (int i = 0; i < MESSAGES; i++) {
            byte[] sound = json.bytes(300);
            String name = "a \"name\" {of} " + i + "\\\u00fc";
            Map<String, Object> message = json.oneOf(List.of(
                    Map.of("event", "media", "media", Map.of("payload", text(sound))),
                    Map.of("event", "mark", "mark", Map.of("name", name)),
                    Map.of("event", "clear"),
                    Map.of("event", "news", "mark", Map.of("name", name))));
            byte[] text = written(shuffled(message));
            JsonNode read = JACKSON.readTree(text);

            StreamScanner.Kind kind = scan.read(text, text.length);

            String event = read.path("event").textValue();
            assertThat(kind.name()).isEqualTo(event.equals("news") ? "UNKNOWN" : event.toUpperCase(Locale.ROOT));
            if (kind == StreamScanner.Kind.MEDIA) {
                assertThat(scan.payloadBytes()).isEqualTo(sound.length);
            }
            if (kind == StreamScanner.Kind.MARK) {
                assertThat(JACKSON.readTree("\"" + new String(scan.markName(), UTF_8) + "\"")
                                .textValue())
                        .isEqualTo(name);
            }
        }
    }

    @Test
    void nothingThatIsSpoiltDoesMoreThanCountWrongly() {
        for (int i = 0; i < MESSAGES; i++) {
            byte[] text = json.mutated(json.object(Map.of(
                    "event",
                    json.oneOf(List.of("media", "mark", "clear")),
                    "streamSid",
                    "MZ1",
                    "media",
                    Map.of("payload", text(json.bytes(60))),
                    "mark",
                    Map.of("name", "1:160"))));

            StreamScanner.Kind kind = scan.read(text, text.length);

            assertThat(kind).isNotNull();
            assertThat(scan.payloadBytes()).as(() -> new String(text, UTF_8)).isBetween(0, text.length);
            assertThat(scan.markName().length).isLessThanOrEqualTo(text.length);
            assertThat(scan.isSounding()).isIn(true, false);
        }
    }

    private Map<String, Object> shuffled(Map<String, Object> message) {
        Map<String, Object> fields = new LinkedHashMap<>(message);
        fields.put("streamSid", "MZ1");
        List<Map.Entry<String, Object>> entries = new ArrayList<>(fields.entrySet());
        Collections.shuffle(entries, order);
        Map<String, Object> shuffled = new LinkedHashMap<>();
        entries.forEach(entry -> shuffled.put(entry.getKey(), entry.getValue()));
        return shuffled;
    }

    private byte[] written(Map<String, Object> message) throws Exception {
        return json.onceIn(2)
                ? JACKSON.writeValueAsBytes(message)
                : JACKSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(message);
    }

    private static String text(byte[] sound) {
        return Base64.getEncoder().encodeToString(sound);
    }
}
