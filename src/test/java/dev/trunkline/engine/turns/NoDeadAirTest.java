package dev.trunkline.engine.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.EngineSettings;
import dev.trunkline.engine.EviClient;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.TestEngine;
import dev.trunkline.engine.chat.ChatScene;
import dev.trunkline.engine.chat.ChatStores;
import dev.trunkline.engine.chat.HeardLine;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.plan.DeadAir;
import dev.trunkline.engine.plan.Phrases;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoDeadAirTest {

    private static final List<String> FILLERS = List.of("One moment.", "Let me see.", "A second.");
    private static final DeadAir FILLED = new DeadAir(FILLERS, 1_100, 8_000, 3, -42.0);
    private static final int BOUND_MILLIS = 1_500;

    private final Deque<DialogModel.Listener> slow = new ArrayDeque<>();
    private final NotingMind mind = new NotingMind().willThink(slow::add);

    @ParameterizedTest
    @ValueSource(ints = {1_300, 1_900, 3_000, 7_000, 30_000})
    void whileAModelThinks(int thinksMillis) {
        Spoken call = spoken(FILLED);

        HeardLine heard = call.line.listen(thinksMillis);
        answer("Here it is.");
        heard.listen(3_000);

        double answerMillis = heard.beginMillis("Here it is.");
        assertThat(heard.longestSilenceMillis(call.lastSoundMillis, answerMillis))
                .isLessThan(BOUND_MILLIS);
        assertThat(heard.sounds().get(0).fromMillis() - call.lastSoundMillis).isLessThanOrEqualTo(1_200);
        assertThat(heard.sentences()).startsWith("One moment.").endsWith("Here it is.");
    }

    @Test
    void andTheAnswerFollowsAtTheNextStopWithoutOverlap() {
        Spoken call = spoken(FILLED);
        HeardLine heard = call.line.listen(1_900);

        answer("Here it is.");
        heard.listen(3_000);

        assertThat(heard.beginMillis("Here it is.") - call.line.beginMillis("One moment."))
                .isLessThan(2_000);
        for (int i = 1; i < heard.sounds().size(); i++) {
            assertThat(heard.sounds().get(i).fromMillis())
                    .isGreaterThanOrEqualTo(heard.sounds().get(i - 1).toMillis() - 0.001);
        }
        assertThat(heard.sounds().get(heard.sounds().size() - 1).text()).isEqualTo("Here it is.");
    }

    @Test
    void noiseDelaysTheAnswerByAQuarterOfASecondAtMost() {
        Spoken call = spoken(FILLED);
        HeardLine heard = call.line.listen(6_000);
        double saidMillis = call.scene.time.elapsedMillis();

        answer("Here it is.");
        heard.listen(1_000);

        assertThat(heard.beginMillis("Here it is.") - saidMillis).isLessThanOrEqualTo(250);
    }

    @Test
    void whileAToolRuns() {
        NotingMind caller = new NotingMind().willThink(listener -> {
            listener.onSentence("I will look it up.");
            listener.onTool(new ToolRequest("look_up", "{}", false));
            listener.onDone();
        });
        Spoken call = spoken(FILLED, caller);
        HeardLine heard = call.line.listen(20_000);

        String id = heard.messages().stream()
                .filter(message -> EviClient.type(message).equals("tool_call"))
                .findFirst()
                .orElseThrow()
                .path("tool_call_id")
                .asText();
        call.client.send("{\"type\":\"tool_response\",\"tool_call_id\":\"" + id + "\",\"content\":\"found\"}");
        heard.listen(3_000);

        assertThat(heard.longestSilenceMillis(call.lastSoundMillis, heard.beginMillis("Noted.")))
                .isLessThan(BOUND_MILLIS);
        assertThat(heard.sentences())
                .containsExactly("I will look it up.", "One moment.", "Let me see.", "A second.", "Noted.");
        caller.thought();
        assertThat(caller.thought().messages())
                .extracting(ChatMessage::text)
                .as("what the mind believes was said")
                .doesNotContainAnyElementsOf(FILLERS);
    }

    @Test
    void whileABuiltinToolSearches() {
        NotingMind caller = new NotingMind().willCall("web_search", "{\"query\":\"x\"}", true);
        EngineSettings settings =
                TestEngine.SETTINGS.withPhrases(Phrases.english().filling(FILLED));
        ChatScene scene = new ChatScene(settings, caller, ChatStores.none(), query -> new CompletableFuture<>());
        ChatScene.Caller client = scene.connect()
                .send("{\"type\":\"session_settings\",\"builtin_tools\":[{\"name\":\"web_search\"}]}")
                .type("look it up");
        double askedMillis = scene.time.elapsedMillis();

        HeardLine heard = new HeardLine(scene, client).listen(13_000);

        assertThat(heard.longestSilenceMillis(askedMillis, heard.beginMillis("Noted.")))
                .isLessThan(BOUND_MILLIS);
    }

    @Test
    void whileTheEarsTakeLong() {
        ChatScene scene =
                new ChatScene(TestEngine.SETTINGS.withPhrases(Phrases.english().filling(FILLED)), mind);
        ChatScene.Caller client = scene.connect().declare();
        client.await("chat_metadata");
        scene.ears().willHear("what is that");
        scene.holdEars();
        for (int at = 0; at < 600; at += 20) {
            client.speak(20);
            scene.time.advanceMillis(20);
        }
        double lastSoundMillis = scene.time.elapsedMillis();
        HeardLine heard = new HeardLine(scene, client);
        for (int at = 0; at < 4_000; at += 20) {
            client.silence(20);
            heard.listen(20);
        }

        scene.releaseEars();
        heard.listen(100);
        answer("Here it is.");
        heard.listen(1_000);

        assertThat(heard.longestSilenceMillis(lastSoundMillis, heard.beginMillis("Here it is.")))
                .isLessThan(BOUND_MILLIS);
    }

    @Test
    void neverTheSameSentenceTwiceInARowAndAfterThreeOnlyNoise() {
        Spoken call = spoken(FILLED);

        HeardLine heard = call.line.listen(60_000);

        assertThat(heard.sentences()).containsExactly("One moment.", "Let me see.", "A second.");
        double end = call.scene.time.elapsedMillis();
        assertThat(heard.longestSilenceMillis(end - 20_000, end)).isLessThan(10);
    }

    @Test
    void andNotOverTheCallersOwnWords() {
        Spoken call = spoken(FILLED);
        call.line.listen(2_500);
        double spokeMillis = call.scene.time.elapsedMillis();

        for (int i = 0; i < 100; i++) {
            call.client.speak(20);
            call.line.listen(20);
        }

        assertThat(call.line.sounds())
                .allMatch(sound -> sound.toMillis() < spokeMillis + 400, "what is heard ends at his first words");
    }

    @Test
    void fillersAreQuickResponsesAndTheNoiseIsOfNoMessage() {
        Spoken call = spoken(FILLED);

        List<HeardLine.Sound> sounds = call.line.listen(5_000).sounds();

        assertThat(sounds).filteredOn(sound -> !sound.isNoise()).isNotEmpty().allMatch(HeardLine.Sound::quick);
        assertThat(sounds).filteredOn(HeardLine.Sound::isNoise).isNotEmpty();
        assertThat(call.line.messages().stream()
                        .map(EviClient::type)
                        .filter(type -> type.startsWith("assistant"))
                        .toList())
                .containsExactly("assistant_message", "assistant_prosody");
    }

    @Test
    void eitherCanBeSwitchedOff() {
        HeardLine onlyNoise =
                spoken(new DeadAir(List.of(), 1_100, 8_000, 3, -42.0)).line.listen(5_000);
        slow.clear();
        mind.willThink(slow::add);
        HeardLine onlyWords =
                spoken(new DeadAir(FILLERS, 1_100, 8_000, 3, null)).line.listen(5_000);
        mind.willThink(slow::add);
        HeardLine nothing = spoken(DeadAir.allowed()).line.listen(60_000);

        assertThat(onlyNoise.sounds()).isNotEmpty().allMatch(HeardLine.Sound::isNoise);
        assertThat(onlyWords.sounds()).isNotEmpty().noneMatch(HeardLine.Sound::isNoise);
        assertThat(nothing.sounds()).isEmpty();
    }

    @Test
    void aCallerWhoIsToPressKeysIsLeftInPeace() {
        NotingMind caller = new NotingMind().willCall("collect_digits", "{}", false);

        HeardLine heard = spoken(FILLED, caller).line.listen(20_000);

        assertThat(heard.sounds()).isEmpty();
    }

    @Test
    void quickAnswersAreNotFilled() {
        HeardLine heard = spoken(FILLED, new NotingMind()).line.listen(10_000);

        assertThat(heard.sounds()).isNotEmpty().noneMatch(HeardLine.Sound::quick);
    }

    private Spoken spoken(DeadAir deadAir) {
        return spoken(deadAir, mind);
    }

    /** A caller who has just ended his turn. */
    private static Spoken spoken(DeadAir deadAir, NotingMind mind) {
        ChatScene scene =
                new ChatScene(TestEngine.SETTINGS.withPhrases(Phrases.english().filling(deadAir)), mind);
        ChatScene.Caller client = scene.connect().declare();
        client.await("chat_metadata");
        scene.ears().willHear("what is that");
        for (int at = 0; at < 600; at += 20) {
            client.speak(20);
            scene.time.advanceMillis(20);
        }
        double lastSoundMillis = scene.time.elapsedMillis();
        HeardLine line = new HeardLine(scene, client);
        for (int at = 0; at < 2_000 && !line.hasHeard("user_message"); at += 20) {
            client.silence(20);
            line.listen(20);
        }
        return new Spoken(scene, client, line, lastSoundMillis);
    }

    private void answer(String text) {
        DialogModel.Listener listener = slow.remove();
        listener.onSentence(text);
        listener.onDone();
    }

    private record Spoken(ChatScene scene, ChatScene.Caller client, HeardLine line, double lastSoundMillis) {}
}
