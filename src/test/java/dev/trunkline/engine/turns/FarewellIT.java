package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FarewellIT {

    private static final EngineSettings POLITE = TestEngine.SETTINGS.withPlan(TestEngine.SETTINGS
            .plan()
            .withAnnouncements(new ChatPlan.Announcements("", "Nobody there, {{name}}?", "We must end. Goodbye.")));
    private static final ChatLimits IMPATIENT = new ChatLimits(300, 60_000, 0, 0);

    @Test
    void wordsOfAnInactiveChatAreSentBeforeItsError() {
        ChatScene scene = new ChatScene(POLITE.withLimits(IMPATIENT));
        ChatScene.Caller client = scene.connect("?session_settings[variables][name]=Ada");
        client.await("chat_metadata");

        List<JsonNode> messages = client.until("error");

        assertThat(messages.stream().map(EviClient::type).distinct())
                .containsExactly("assistant_message", "audio_output", "assistant_prosody", "assistant_end", "error");
        assertThat(messages.get(0).at("/message/content").asText()).isEqualTo("Nobody there, Ada?");
        assertThat(messages.get(messages.size() - 1).path("code").asText()).isEqualTo("E0714");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @Test
    void wordsOfALongChatAreSentBeforeItsErrorWhateverTheAgentIsSaying() {
        NotingMind mind = new NotingMind();
        ChatScene scene = new ChatScene(POLITE.withLimits(new ChatLimits(60_000, 700, 0, 0)), mind);
        mind.willThink(listener -> {}); // a mind that does not come to an end
        ChatScene.Caller client = scene.connect().type("hello");
        client.await("user_message");

        assertThat(client.words()).containsExactly("We must end.", "Goodbye.");
        assertThat(client.next().path("code").asText()).isEqualTo("E0715");
        assertThat(client.closeCode()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void wordsThatAConfigLeavesToTheMindComeBeforeTheError(boolean inactive) {
        NotingMind mind = new NotingMind().willSay("So long.");
        var theMinds = new ChatPlan.Announcement(true, "");
        var settings = TestEngine.SETTINGS.withPlan(TestEngine.SETTINGS
                .plan()
                .withAnnouncements(new ChatPlan.Announcements(ChatPlan.Announcement.of(""), theMinds, theMinds)));
        ChatLimits limits = inactive ? IMPATIENT : new ChatLimits(60_000, 700, 0, 0);
        ChatScene scene = new ChatScene(settings.withLimits(limits), mind);
        ChatScene.Caller client = scene.connect();

        assertThat(client.words()).containsExactly("So long.");
        assertThat(client.next().path("code").asText()).isEqualTo(inactive ? "E0714" : "E0715");
        assertThat(client.closeCode()).isEqualTo(1000);
        assertThat(mind.thought().trigger()).isEqualTo(new Trigger.Ending(inactive));
    }

    @Test
    void mindThatHangsUpAtTheEndDoesNotHideWhyTheChatEnds() {
        NotingMind mind = new NotingMind().willCall("hang_up", "{}", true);
        var settings = TestEngine.SETTINGS.withPlan(TestEngine.SETTINGS
                .plan()
                .withAnnouncements(new ChatPlan.Announcements(
                        ChatPlan.Announcement.of(""),
                        new ChatPlan.Announcement(true, ""),
                        ChatPlan.Announcement.of(""))));
        ChatScene scene = new ChatScene(settings.withLimits(IMPATIENT), mind);
        ChatScene.Caller client = scene.connect().send(EviClient.HANG_UP);

        assertThat(client.await("error").path("code").asText()).isEqualTo("E0714");
    }

    @Test
    void lastWordsAreNotInterrupted() {
        ChatScene scene = new ChatScene(POLITE.withLimits(IMPATIENT));
        ChatScene.Caller client = scene.connect().declare();
        client.await("chat_metadata");
        scene.holdVoice();
        scene.time.advanceMillis(300);

        client.speak(600).type("wait").await("user_message");
        scene.releaseVoice();

        assertThat(client.until("error").stream().map(EviClient::type))
                .contains("assistant_message")
                .doesNotContain("user_interruption");
    }

    @Test
    void voiceThatFailsDoesNotKeepTheChatOpen() {
        ChatScene scene = new ChatScene(POLITE.withLimits(IMPATIENT));
        scene.voice().failOnce();
        ChatScene.Caller client = scene.connect();
        client.await("chat_metadata");

        assertThat(client.next().path("code").asText()).isEqualTo("I0100");
        assertThat(EviClient.type(client.next())).isEqualTo("assistant_end");
        assertThat(client.next().path("code").asText()).isEqualTo("E0714");
        assertThat(client.closeCode()).isEqualTo(1000);
    }
}
