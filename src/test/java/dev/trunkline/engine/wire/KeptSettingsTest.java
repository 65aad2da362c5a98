package dev.trunkline.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class KeptSettingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void numbersOfAQueryAreKeptAsNumbers() throws JsonProcessingException {
        JsonNode kept =
                kept("{'audio':{'encoding':'linear16','sample_rate':'16000','channels':'1'},'event_limit':'7'}");

        assertThat(kept.path("audio")).isEqualTo(json("{'encoding':'linear16','sample_rate':16000,'channels':1}"));
        assertThat(kept.path("event_limit")).isEqualTo(json("7"));
        assertThat(kept.path("type").asText()).isEqualTo("session_settings");
    }

    private static JsonNode kept(String settings) throws JsonProcessingException {
        ClientMessage message = ClientCodec.decodeSettings(json(settings));
        assertThat(message).isInstanceOf(ClientMessage.SettingsChange.class);
        return JSON.readTree(((ClientMessage.SettingsChange) message).json());
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"'));
    }
}
