package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.DialogModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailingMindIT {

    private final NotingMind mind = new NotingMind();
    private final ChatScene scene = new ChatScene(TestEngine.SETTINGS, mind);
    private final ChatScene.Caller client = scene.connect();

    @ParameterizedTest
    @CsvSource({
        "DISCONNECTED, E0705, custom_language_model_disconnected",
        "TIMED_OUT, E0712, custom_language_model_timed_out",
        "BROKEN, I0100, internal_error"
    })
    void callerHearsAnApologyAndTheChatGoesOn(DialogModel.Failure failure, String code, String slug) {
        mind.willThink(listener -> listener.onFailed(failure, "key sk-1 refused"));
        client.type("hello");

        JsonNode error = client.await("error");

        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("slug").asText()).isEqualTo(slug);
        assertThat(error.path("message").asText()).doesNotContain("sk-1");
        assertThat(client.words())
                .containsExactly("I am sorry, I am having trouble thinking.", "Could you say that again?");
        assertThat(client.type("hello").words()).containsExactly("Noted.");
    }

    @Test
    void whatTheMindHadSaidBeforeStands() {
        mind.willThink(listener -> {
            listener.onSentence("It is open.");
            listener.onFailed(DialogModel.Failure.DISCONNECTED, "reset");
        });

        List<JsonNode> messages = client.type("hello").until("assistant_end");

        assertThat(messages.stream().filter(m -> EviClient.type(m).equals("assistant_message")))
                .extracting(m -> m.at("/message/content").asText())
                .containsExactly("It is open.");
        assertThat(messages.stream().map(EviClient::type)).contains("error");
    }

    @Test
    void mindThatThrowsHasFailedLikeAnyOther() {
        mind.willThink(listener -> {
            throw new IllegalStateException("what the caller said");
        });

        JsonNode error = client.type("hello").await("error");

        assertThat(error.path("code").asText()).isEqualTo("I0100");
        assertThat(error.path("message").asText()).doesNotContain("what the caller said");
        assertThat(client.words())
                .containsExactly("I am sorry, I am having trouble thinking.", "Could you say that again?");
        assertThat(client.type("hello").words()).containsExactly("Noted.");
    }

    @Test
    void failuresAreNotCountedAsTheClientsMistakes() {
        for (int i = 0; i < 120; i++) {
            mind.willThink(listener -> listener.onFailed(DialogModel.Failure.BROKEN, "down"));
            client.type("hello").until("assistant_end");
        }

        assertThat(client.type("hello").words()).containsExactly("Noted.");
    }

    @Test
    void earsThatAreLostForGoodEndTheChat() {
        client.declare();
        scene.ears().willBreak(20);

        for (int i = 0; i < 4; i++) {
            client.turn();
            assertThat(client.await("error").path("code").asText()).isEqualTo("I0100");
            client.until("assistant_end");
        }
        client.turn();

        JsonNode error = client.await("error");
        assertThat(error.path("code").asText()).isEqualTo("I0118");
        assertThat(error.path("slug").asText()).isEqualTo("transcription_disconnected");
        assertThat(client.closeCode()).isEqualTo(1000);
    }
}
