package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client that can hold its playback is sent while the caller speaks over the agent, in real time of 20 ms. */
class CallerSpeaksOverTheAgentTest {

    private static final String STORY =
            "I have a great deal to tell you about all of our services and branches today, sir.";
    private static final String QUESTION =
            "Shall I tell you about all of our services and branches in the north today?";
    private static final EngineSettings TALKATIVE = TestEngine.SETTINGS.withGreeting(STORY);

    private ChatScene scene = new ChatScene(TALKATIVE, new NotingMind());

    @Test
    void aWishHoldsAndThenInterrupts() {
        ChatScene.Caller client = greeted("?playback_hold=true");

        assertThat(speak(client, 700)).containsExactly("hold 180", "user_interruption 600");
    }

    @Test
    void aSoundWithoutWordsHoldsForAMomentAndIsNeverHeardOf() {
        ChatScene.Caller client = greeted("?playback_hold=true&verbose_transcription=true");

        List<String> told = speak(client, 340);
        told.addAll(quiet(client, 1_500));

        assertThat(told).hasSize(2).first().isEqualTo("hold 180");
        assertThat(told.get(1)).startsWith("go_on");
    }

    @Test
    void aBackchannelReachesNobody() {
        ChatScene.Caller client = greeted("?playback_hold=true&verbose_transcription=true");
        scene.ears().willHear("Okay.");
        scene.ears().willHear("Okay.");

        List<String> told = speak(client, 340);
        told.addAll(quiet(client, 1_500));

        assertThat(told).hasSize(2).noneMatch(each -> each.startsWith("user"));
    }

    @Test
    void neitherDoesAWordThatIsAsShortAsOne() {
        ChatScene.Caller client = greeted("?playback_hold=true&verbose_transcription=true");
        scene.ears().willHear("Icy.");
        scene.ears().willHear("Icy.");

        List<String> told = speak(client, 340);
        told.addAll(quiet(client, 1_500));

        assertThat(told).hasSize(2).noneMatch(each -> each.startsWith("user"));
    }

    @Test
    void unlessItAnswersAQuestion() {
        scene = new ChatScene(TALKATIVE.withGreeting(QUESTION), new NotingMind());
        ChatScene.Caller client = greeted("?playback_hold=true", 1_900);
        scene.ears().willHear("Okay.");
        scene.ears().willHear("Okay.");

        List<String> told = speak(client, 340);
        told.addAll(quiet(client, 1_500));

        assertThat(told).anyMatch(each -> each.startsWith("user_message"));
    }

    @Test
    void whoDoesNotAskForHoldsIsSentNone() {
        ChatScene.Caller client = greeted("");

        List<String> told = speak(client, 340);
        told.addAll(quiet(client, 1_500));

        assertThat(told).isEmpty();
        assertThat(speak(greeted(""), 700)).containsExactly("user_interruption 600");
    }

    @Test
    void aCallerWhoseSoundStopsIsNotWaitedForLongerThanASecond() {
        ChatScene.Caller client = greeted("?playback_hold=true");
        assertThat(speak(client, 240)).containsExactly("hold 180");

        scene.time.advanceMillis(999);

        assertThat(types(client.take())).containsExactly("go_on");
    }

    @Test
    void aPauseLetsGoWhatIsHeld() {
        ChatScene.Caller client = greeted("?playback_hold=true");
        speak(client, 240);

        client.send("{\"type\":\"pause_assistant_message\"}");

        assertThat(types(client.take())).containsExactly("go_on");
    }

    @Test
    void whereNothingIsWeighedSoMuchSpeechInterrupts() {
        scene = new ChatScene(
                TALKATIVE.withTurns(TALKATIVE.plan().turns().withWeighsInterruptions(false)), new NotingMind());
        ChatScene.Caller client = greeted("?playback_hold=true");

        assertThat(speak(client, 400)).containsExactly("user_interruption 300");
    }

    private ChatScene.Caller greeted(String query) {
        return greeted(query, 600);
    }

    private ChatScene.Caller greeted(String query, int heardMillis) {
        ChatScene.Caller client = scene.connect(query).declare().silence(20);
        client.until("assistant_end");
        quiet(client, heardMillis);
        return client;
    }

    /** What comes while the caller speaks, and when. */
    private List<String> speak(ChatScene.Caller client, int millis) {
        List<String> told = new ArrayList<>();
        for (int at = 20; at <= millis; at += 20) {
            client.speak(20);
            for (String type : types(client.take())) {
                told.add(type + " " + at);
            }
            scene.time.advanceMillis(20);
        }
        return told;
    }

    private List<String> quiet(ChatScene.Caller client, int millis) {
        List<String> told = new ArrayList<>();
        for (int at = 20; at <= millis; at += 20) {
            client.silence(20);
            scene.time.advanceMillis(20);
            told.addAll(types(client.take()));
        }
        return told;
    }

    private static List<String> types(List<JsonNode> messages) {
        return messages.stream()
                .map(message -> EviClient.type(message).equals("playback_hold")
                        ? message.path("held").asBoolean() ? "hold" : "go_on"
                        : EviClient.type(message))
                .filter(type -> !type.startsWith("assistant") && !type.startsWith("audio"))
                .toList();
    }
}
