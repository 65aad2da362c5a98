package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.hearing.TurnSettings;
import org.junit.jupiter.api.Test;

class InterruptionIT {

    private static final String LONG = "I have a great deal to tell you about all of our services and branches today.";
    private static final EngineSettings TALKATIVE = TestEngine.SETTINGS.withGreeting(LONG);

    @Test
    void callerInterruptsWhatWasSentButNotHeardYet() {
        ChatScene scene = new ChatScene(TALKATIVE);
        ChatScene.Caller client = scene.connect().declare();
        client.until("assistant_end");
        scene.ears().willHear("what is my balance");

        client.turn();

        JsonNode interruption = client.next();
        assertThat(EviClient.type(interruption)).isEqualTo("user_interruption");
        assertThat(interruption.path("time").asLong()).isEqualTo(scene.now().getEpochSecond());
        assertThat(client.await("user_message").at("/message/content").asText()).isEqualTo("what is my balance");
        assertThat(client.words()).startsWith("Sure.", "Let me see.");
    }

    @Test
    void callerInterruptsWhileTheAgentGeneratesAndTheRestIsNeverSent() {
        ChatScene scene = new ChatScene(TALKATIVE);
        scene.holdVoice();
        ChatScene.Caller client = scene.connect().declare();
        scene.ears().willHear("stop");

        client.speak(400);
        client.await("user_interruption");
        scene.releaseVoice();
        client.silence(700);

        assertThat(client.words()).containsExactly("Sure.", "I am listening.");
    }

    @Test
    void coughOverTheAgentIsIgnored() {
        ChatScene scene = new ChatScene(TALKATIVE);
        ChatScene.Caller client = scene.connect().declare();
        client.until("assistant_end");

        client.speak(200).silence(1_000);
        client.send("{\"type\":\"assistant_input\",\"text\":\"Done.\"}");

        assertThat(client.until("assistant_end").stream().map(EviClient::type))
                .doesNotContain("user_interruption", "user_message");
        assertThat(scene.ears().utterances()).isEmpty();
    }

    @Test
    void twoCoughsAreNotOneLongWord() {
        ChatScene scene = new ChatScene(TALKATIVE);
        ChatScene.Caller client = scene.connect().declare();
        client.until("assistant_end");

        client.speak(200).silence(400).speak(200).silence(1_000);
        client.send("{\"type\":\"assistant_input\",\"text\":\"Done.\"}");

        assertThat(client.until("assistant_end").stream().map(EviClient::type))
                .doesNotContain("user_interruption", "user_message");
    }

    @Test
    void minimumIsASetting() {
        TurnSettings patient = TALKATIVE.plan().turns().withMinInterruptionMillis(800);
        ChatScene scene = new ChatScene(TALKATIVE.withTurns(patient));
        ChatScene.Caller client = scene.connect().declare();
        client.until("assistant_end");

        client.speak(700).silence(1_000).speak(1_000);

        assertThat(EviClient.type(client.next())).isEqualTo("user_interruption");
        assertThat(scene.ears().utterances()).isEmpty();
    }

    @Test
    void withoutPlaybackAwarenessOnlyAUserMessageTells() {
        TurnSettings unaware = TALKATIVE.plan().turns().withPlaybackAware(false);
        ChatScene scene = new ChatScene(TALKATIVE.withTurns(unaware));
        ChatScene.Caller client = scene.connect().declare();
        client.until("assistant_end");
        scene.ears().willHear("hello");

        client.turn();

        assertThat(EviClient.type(client.next())).isEqualTo("user_message");
        assertThat(client.words()).containsExactly("Hello.", "How can I help you?");
    }

    @Test
    void interruptionWithoutWordsMakesTheAgentListen() {
        ChatScene scene = new ChatScene(TALKATIVE);
        ChatScene.Caller client = scene.connect().declare();
        client.until("assistant_end");

        client.turn();

        assertThat(EviClient.type(client.next())).isEqualTo("user_interruption");
        assertThat(client.words()).containsExactly("Sure.", "Please go ahead.");
    }
}
