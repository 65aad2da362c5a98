package dev.trunkline.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.TurnDetection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeminiIsAskedTest {

    private GeminiScene scene = new GeminiScene();

    @AfterEach
    void nothingWasRefused() {
        scene.close();
        assertThat(scene.gemini.objections).isEmpty();
    }

    private static final String EVERYTHING = """
            {
              "model": "models/gemini-2.5-flash-live",
              "generationConfig": {
                "responseModalities": ["AUDIO"],
                "temperature": 0.5,
                "speechConfig": {"voiceConfig": {"prebuiltVoiceConfig": {"voiceName": "Kore"}}, "languageCode": "de-DE"}
              },
              "systemInstruction": {"parts": [{"text": "You serve Ann of  ."}, {"text": "It is late."}]},
              "tools": [{"functionDeclarations": [
                {"name": "hang_up", "description": "ends"},
                {"name": "transfer_call", "description": "moves", "parametersJsonSchema":
                  {"type": "object", "properties": {"pattern": {"type": "string", "enum": ["a"]}}, "required": ["pattern"]}}]}],
              "realtimeInputConfig": {"automaticActivityDetection": {"startOfSpeechSensitivity": "START_SENSITIVITY_LOW",
                "endOfSpeechSensitivity": "END_SENSITIVITY_HIGH", "silenceDurationMs": 700}},
              "sessionResumption": {},
              "contextWindowCompression": {"slidingWindow": {}},
              "inputAudioTranscription": {},
              "outputAudioTranscription": {}
            }
            """;

    @Test
    void theSetupDescribesTheAgent() throws Exception {
        AgentProfile agent = new AgentProfile(
                "CA1",
                null,
                null,
                null,
                16_000,
                Map.of("caller_name", "Ann"),
                "It is late.",
                List.of(
                        new ToolSpec("hang_up", "ends", "{\"type\":\"object\",\"properties\":{}}", "f"),
                        new ToolSpec(
                                "transfer_call",
                                "moves",
                                "{\"$schema\":\"x\",\"type\":\"object\",\"properties\":{\"pattern\":{\"type\":\"string\","
                                        + "\"pattern\":\"^a\",\"enum\":[\"a\"]}},\"required\":[\"pattern\"]}",
                                "f")));
        scene.connect(agent.described(new AgentDescription(
                "You serve {{caller_name}} of {{ company }} .",
                "Hello {{caller_name}}.",
                "Kore",
                "gemini-2.5-flash-live",
                0.5,
                "de-DE",
                new TurnDetection(TurnDetection.Mode.SERVER_VAD, 700, 0.8, "high", false))));

        assertThat(scene.far().setup()).isEqualTo(new ObjectMapper().readTree(EVERYTHING));
    }

    @Test
    void aNewCallerIsGreeted() {
        scene.connect(GeminiScene.AGENT.described(
                new AgentDescription(null, "Welcome, \"you\".", null, null, null, null, TurnDetection.USUAL)));
        assertThat(scene.texts).hasSize(1);
        assertThat(scene.texts.get(0)).contains("Welcome, \"you\".");
    }

    @Test
    void anAgentWithoutAGreetingBeginsInItsOwnWords() {
        scene.connect(GeminiScene.AGENT);
        assertThat(scene.texts).hasSize(1);
    }

    @Test
    void whereTheGreetingIsEmptyTheCallerBegins() {
        scene.connect(GeminiScene.AGENT.described(
                new AgentDescription(null, "", null, null, null, null, TurnDetection.USUAL)));
        assertThat(scene.texts).isEmpty();
    }

    @Test
    void aModelThatChoosesTheLanguageIsAskedToSpeakIt() {
        scene.connect(GeminiScene.AGENT.described(
                new AgentDescription(null, null, null, null, null, "de-DE", TurnDetection.USUAL)));
        assertThat(scene.far().setup().toString())
                .doesNotContain("languageCode")
                .contains("de-DE");
    }

    @Test
    void soundGoesAsItIs() {
        scene = GeminiScene.ready();
        byte[] sound = {1, 2, 3, 4, 5, 6};
        scene.call.leg().sendAudio(sound, 4);
        scene.flush();
        assertThat(scene.far().session().heard.toByteArray()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void wordsAreAnswered() {
        scene = GeminiScene.ready();
        scene.call.leg().userSaid("The caller pressed 1.");
        scene.call.leg().speak("One moment.");
        scene.flush();
        assertThat(scene.texts).hasSize(2).first().isEqualTo("The caller pressed 1.");
        assertThat(scene.texts.get(1)).contains("\"One moment.\"");
    }

    @Test
    void aNoteToANewModelWaitsForWhatIsAnswered() {
        scene = GeminiScene.ready();
        scene.call.leg().context("The caller is angry.", true);
        scene.flush();
        assertThat(scene.texts).isEmpty();

        scene.call.leg().userSaid("Hello?");
        scene.flush();
        assertThat(scene.texts).containsExactly("The caller is angry.\nHello?");
    }

    @Test
    void ofNotesThatWaitTheNewestAreKeptAndWhatLasts() {
        scene = GeminiScene.ready();
        scene.call.leg().context("It is Sunday.", true);
        scene.call.leg().context("It is Sunday.\nThe caller is angry.", true);
        for (int i = 1; i <= 40; i++) {
            scene.call.leg().context("Note " + i, false);
        }
        scene.call.leg().userSaid("Hello?");
        scene.flush();

        List<String> told = scene.texts.get(0).lines().toList();
        assertThat(told).hasSize(2 + 31 + 1).startsWith("It is Sunday.", "The caller is angry.", "Note 10");
        assertThat(told).endsWith("Note 40", "Hello?");
    }

    @Test
    void aNoteToAnOlderModelNeverBreaksOffItsTurn() {
        scene = GeminiScene.ready(GeminiScene.described("gemini-2.5-flash-live", TurnDetection.USUAL));
        scene.says(20);
        scene.line.settle();
        scene.call.leg().context("The caller is angry.", false);
        scene.flush();
        assertThat(scene.far().session().history).isEmpty();

        scene.far().turnComplete();
        scene.line.settle();
        assertThat(scene.far().session().history).containsExactly("user: The caller is angry.");
        assertThat(scene.texts).isEmpty();
    }

    @Test
    void toolsAreAnsweredOnce() {
        scene = GeminiScene.ready(GeminiScene.withTool("look_up", "{}"));
        scene.far().callTool("look_up", "{\"number\":7}");
        scene.far().callTool("look_up", "{}");
        assertThat(scene.told()).containsExactly("tool look_up {\"number\":7}", "tool look_up {}");

        scene.call.leg().toolSucceeded(scene.call.tools.get(0), "{\"found\":true}");
        scene.call.leg().toolSucceeded(scene.call.tools.get(0), "again");
        scene.call.leg().toolFailed(scene.call.tools.get(1), "timeout", "It takes too long.");
        scene.flush();

        assertThat(scene.toolResponses).hasSize(2);
        assertThat(scene.toolResponses.get(0)).contains("\"output\":\"{\\\"found\\\":true}\"");
        assertThat(scene.toolResponses.get(1)).contains("\"error\":\"It takes too long.\"");
    }

    @Test
    void aToolThatNobodyNeedsAnyMoreIsNotAnswered() {
        scene = GeminiScene.ready(GeminiScene.withTool("look_up", "{}"));
        String id = scene.far().callTool("look_up", "{}");
        scene.line.settle();
        scene.far().cancelTool(id);
        scene.line.settle();

        scene.call.leg().toolSucceeded(scene.call.tools.get(0), "late");
        scene.flush();

        assertThat(scene.toolResponses).isEmpty();
    }

    @Test
    void whoIsPausedIsNotHeardAndAnswersWhenItIsOver() {
        scene = GeminiScene.ready(GeminiScene.withTool("hang_up", "{}"));
        scene.call.leg().pause();
        scene.far().callerSaid("Are you there?");
        scene.says(200);
        scene.far().agentSaid("I am.");
        scene.far().turnComplete();
        scene.far().callTool("hang_up", "{}");
        assertThat(scene.told()).containsExactly("user... Are you there?", "user Are you there?");
        assertThat(scene.toolResponses).hasSize(1);
        assertThat(scene.texts).isEmpty();

        scene.call.leg().resume();
        scene.flush();
        assertThat(scene.texts).hasSize(1);
        scene.says(20);
        assertThat(scene.told()).containsExactly("more 1 ", "sound 1 24000 960");
    }

    @Test
    void whatItIsToldToSayInAPauseIsHeardAndNothingElse() {
        scene = GeminiScene.ready();
        scene.says(20);
        assertThat(scene.told()).containsExactly("more 1 ", "sound 1 24000 960");
        scene.call.leg().pause();
        scene.call.leg().speak("One moment.");
        scene.flush();
        scene.says(20);
        scene.far().turnComplete();
        assertThat(scene.told()).as("what was being said before").isEmpty();

        scene.says(20);
        scene.far().agentSaid("One moment.");
        scene.far().turnComplete();
        assertThat(scene.told()).containsExactly("more 2 ", "sound 2 24000 960", "more 2 One moment.", "turn ended");

        scene.says(20);
        scene.far().turnComplete();
        assertThat(scene.told()).isEmpty();
    }

    @Test
    void afterWordsThatWereHeardInAPauseNothingIsMissed() {
        scene = GeminiScene.ready();
        scene.call.leg().pause();
        scene.call.leg().speak("One moment.");
        scene.flush();
        scene.says(20);
        scene.far().content("\"interrupted\":true");
        scene.far().turnComplete();
        assertThat(scene.told()).containsExactly("more 1 ", "sound 1 24000 960", "interrupted");

        scene.call.leg().resume();
        scene.flush();
        assertThat(scene.texts).hasSize(1);
    }

    @Test
    void nothingIsSaidAgainWhereNothingWasMissed() {
        scene = GeminiScene.ready();
        scene.call.leg().pause();
        scene.call.leg().resume();
        scene.flush();
        assertThat(scene.texts).isEmpty();
    }
}
