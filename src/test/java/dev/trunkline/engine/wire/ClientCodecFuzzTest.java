package dev.trunkline.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.engine.wire.ClientMessage.Malformed;
import dev.trunkline.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What an engine's client may send: any text becomes a message, and what is no JSON object a malformed one. */
class ClientCodecFuzzTest implements FuzzTarget {

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    @Override
    public void check(byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);

        ClientMessage message = ClientCodec.decode(text);

        assertThat(message).isNotNull();
        if (!isObject(text)) {
            assertThat(message).isInstanceOf(Malformed.class);
        }
        if (message instanceof Malformed malformed) {
            // It goes back to the client, and into a log.
            assertThat(malformed.toString()).hasSizeLessThan(2_000).doesNotContain("\n", "\r");
        }
        JsonNode settings = ClientCodec.parse(text);
        if (settings != null && settings.isObject()) {
            assertThat(ClientCodec.decodeSettings(settings)).isNotNull();
        }
    }

    private static boolean isObject(String text) {
        try {
            return JACKSON.readTree(text).isObject();
        } catch (IOException e) {
            return false;
        }
    }
}
