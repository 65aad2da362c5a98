package dev.trunkline.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.TestEngine;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadMessagesIT {

    private final ChatScene scene = new ChatScene(TestEngine.SETTINGS);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "E0100 | hello",
                "E0100 | {\"type\":\"user_input\",",
                "E0100 | {\"type\":\"pause_assistant_message\"} {}",
                "E0101 | []",
                "E0101 | {}",
                "E0101 | {\"type\":7}",
                "E0101 | {\"type\":\"dance\"}",
                "E0101 | {\"type\":\"user_input\"}",
                "E0101 | {\"type\":\"user_input\",\"text\":null}",
                "E0101 | {\"type\":\"assistant_input\",\"text\":[]}",
                "E0101 | {\"type\":\"audio_input\"}",
                "E0201 | {\"type\":\"audio_input\",\"data\":\"%%%\"}",
                "E0202 | {\"type\":\"audio_input\",\"data\":\"\"}",
                "E0101 | {\"type\":\"tool_response\",\"content\":\"x\"}",
                "E0101 | {\"type\":\"tool_error\",\"tool_call_id\":\"x\"}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":{\"encoding\":\"mulaw\",\"sample_rate\":8000}}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":{\"channels\":0}}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":{\"sample_rate\":8001,\"channels\":1}}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":{\"sample_rate\":8000,\"channels\":0}}",
                "E0101 | {\"type\":\"session_settings\",\"audio\":\"loud\"}",
                "E0101 | {\"type\":\"session_settings\",\"tools\":{}}",
                "E0101 | {\"type\":\"session_settings\",\"tools\":[{\"name\":\"x\"}]}",
                "E0101 | {\"type\":\"session_settings\",\"variables\":{\"a\":{}}}",
                "E0101 | {\"type\":\"session_settings\",\"context\":{\"text\":\"x\",\"type\":\"eternal\"}}",
            })
    void badMessageIsAnErrorAndTheChatGoesOn(String code, String message) {
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");

        client.send(message);

        JsonNode error = client.next();
        assertThat(EviClient.type(error)).isEqualTo("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("slug").asText()).isNotEmpty();
        assertThat(error.path("message").asText()).isNotEmpty();
        assertThat(error.path("request_id").asText()).hasSize(36);
        client.type("hello");
        assertThat(client.words()).isNotEmpty();
    }

    @Test
    void soundOfUnknownFormatEndsTheChat() {
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");

        client.speak(20);

        assertThat(client.next().path("code").asText()).isEqualTo("I0116");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void wholeRecordingInOneMessageIsRefused() {
        ChatScene.Caller client = scene.connect().declare();
        client.await("chat_metadata");

        String data = Base64.getEncoder().encodeToString(new byte[8_000 * 2 * 11]);
        client.send("{\"type\":\"audio_input\",\"data\":\"" + data + "\"}");

        assertThat(client.next().path("code").asText()).isEqualTo("E0723");
    }
}
