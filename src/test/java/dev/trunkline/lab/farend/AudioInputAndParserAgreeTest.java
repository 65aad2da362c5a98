package dev.trunkline.lab.farend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.testing.RoughJson;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudioInputAndParserAgreeTest {

    private static final int MESSAGES = 40_000;
    private static final ObjectMapper JACKSON = new ObjectMapper();

    /** It may leave to the parser whatever it likes, as long as that is not what every client sends. */
    @Test
    void whateverItTakesTheParserReadsTheSame() throws IOException {
        RoughJson json = new RoughJson(20261121);
        AudioInput input = AudioInput.ofEvi();
        int taken = 0;
        for (int i = 0; i < MESSAGES; i++) {
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("type", json.onceIn(10) ? "user_input" : "audio_input");
            fields.put("data", Base64.getEncoder().encodeToString(json.bytes(60)));
            byte[] text = json.mutated(json.object(fields));

            int lengthBytes = input.read(Unpooled.wrappedBuffer(text));

            if (lengthBytes != AudioInput.OTHER) {
                JsonNode message = JACKSON.readTree(text);
                assertThat(message.path("type").textValue())
                        .as(() -> new String(text, UTF_8))
                        .isEqualTo("audio_input");
                assertThat(Arrays.copyOf(input.sound(), lengthBytes))
                        .as(() -> new String(text, UTF_8))
                        .isEqualTo(
                                Base64.getDecoder().decode(message.path("data").textValue()));
                taken++;
            }
        }
        assertThat(taken).isBetween(MESSAGES / 10, MESSAGES * 9 / 10);
    }

    @Test
    void itTakesWhatEveryClientSends() {
        byte[] text = "{\"type\":\"audio_input\",\"data\":\"AQIDBA==\"}".getBytes(UTF_8);
        AudioInput input = AudioInput.ofEvi();

        assertThat(input.read(Unpooled.wrappedBuffer(text))).isEqualTo(4);
        assertThat(input.sound()).startsWith(1, 2, 3, 4);
    }
}
