package dev.trunkline.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeminiTellsItsCallTest {

    @Test
    void itIsReadyWhenTheServiceHasTakenTheSetup() {
        try (GeminiScene scene = new GeminiScene()) {
            scene.connect(GeminiScene.AGENT);

            assertThat(scene.told()).containsExactly("ready");
            assertThat(scene.gemini.objections).isEmpty();
            assertThat(scene.call.leg().hears().sampleRateHz()).isEqualTo(16_000);
            assertThat(scene.call.leg().traits().interruption()).isEqualTo(Interruption.ANNOUNCED);
            assertThat(scene.call.leg().traits().speaksWordForWord()).isFalse();
        }
    }

    @Test
    void aTurnIsToldInTheOrderOfACall() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().callerSaid(" Hello");
            scene.far().callerSaid(", are you");
            scene.far().callerSaid(" there?");
            scene.says(40);
            scene.far().agentSaid("Yes,");
            scene.says(100);
            scene.far().agentSaid(" I am.");
            scene.far().generationComplete();
            scene.far().turnComplete();

            assertThat(scene.told())
                    .containsExactly(
                            "user... Hello",
                            "user... Hello, are you",
                            "user... Hello, are you there?",
                            "user Hello, are you there?",
                            "more 1 ",
                            "sound 1 24000 1920",
                            "more 1 Yes,",
                            "sound 1 24000 4800",
                            "more 1  I am.",
                            "turn ended");
            assertThat(scene.call.handles).containsExactly("handle-1");
        }
    }

    @Test
    void wordsAheadOfTheirSoundBelongToIt() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().agentSaid("Good ");
            scene.far().agentSaid("day");
            assertThat(scene.told()).isEmpty();

            scene.says(20);

            assertThat(scene.told()).containsExactly("more 1 Good day", "sound 1 24000 960");
        }
    }

    @Test
    void oneMessageMaySayEverything() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far()
                    .content(
                            "\"turnComplete\":true,\"generationComplete\":true,\"inputTranscription\":{\"text\":\"Hi\"},"
                                    + "\"outputTranscription\":{\"text\":\"Ho\"},\"modelTurn\":{\"role\":\"model\",\"parts\":["
                                    + "{\"text\":\"**Thinking**\",\"thought\":true},"
                                    + "{\"inlineData\":{\"mimeType\":\"audio/pcm;rate=24000\",\"data\":\"AAAA\"}},"
                                    + "{\"inlineData\":{\"mimeType\":\"audio/pcm;rate=24000\",\"data\":\"AAAAAA==\"}},"
                                    + "{\"inlineData\":{\"mimeType\":\"audio/pcm;rate=16000\",\"data\":\"AAAAAA==\"}}]}");

            assertThat(scene.told())
                    .containsExactly(
                            "user... Hi",
                            "rejected unknown_format",
                            "user Hi",
                            "more 1 Ho",
                            "sound 1 24000 4",
                            "sound 1 16000 4",
                            "turn ended");
        }
    }

    @Test
    void anInterruptionEndsTheTurnAndWhatStillComesOfIt() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.says(200);
            scene.far().agentSaid("A long story");
            scene.far().callerSaid("No");
            scene.far().content("\"interrupted\":true");
            scene.says(200);
            scene.far().agentSaid(" that goes on");
            scene.far().callerSaid(", stop");
            scene.far().turnComplete();
            scene.says(20);

            assertThat(scene.told())
                    .containsExactly(
                            "more 1 ",
                            "sound 1 24000 9600",
                            "more 1 A long story",
                            "interrupted",
                            "user... No",
                            "user... No, stop",
                            "user No, stop",
                            "more 2 ",
                            "sound 2 24000 960");
        }
    }

    @Test
    void anInterruptedTurnWhoseEndIsLostDoesNotSilenceTheNext() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.says(20);
            scene.far().content("\"interrupted\":true");
            scene.told();
            scene.time.advanceMillis(1_000);

            scene.says(20);

            assertThat(scene.told()).containsExactly("more 2 ", "sound 2 24000 960");
        }
    }

    @Test
    void wordsOfTheCallerThatComeLateDoNotInterrupt() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().callerSaid("My name");
            scene.says(20);
            scene.far().callerSaid(" is Bond");
            scene.far().turnComplete();
            scene.far().callerSaid("Can you hear me?");
            scene.says(20);

            assertThat(scene.told())
                    .as("and they do not become the beginning of what he says next")
                    .containsExactly(
                            "user... My name",
                            "user My name",
                            "more 1 ",
                            "sound 1 24000 960",
                            "turn ended",
                            "user... Can you hear me?",
                            "user is Bond",
                            "user Can you hear me?",
                            "more 2 ",
                            "sound 2 24000 960");
        }
    }

    @Test
    void whereWeDecideAWishInterruptsAndTheRestOfTheTurnIsDropped() {
        try (GeminiScene scene = GeminiScene.ready(GeminiScene.described(null, GeminiScene.WE_DECIDE))) {
            assertThat(scene.far()
                            .setup()
                            .at("/realtimeInputConfig/activityHandling")
                            .asText())
                    .isEqualTo("NO_INTERRUPTION");
            assertThat(scene.call.leg().traits().interruption()).isEqualTo(Interruption.OURS);
            scene.speaksForASecond();
            scene.far().callerSaid("Wait");
            scene.far().callerSaid(" a moment");
            assertThat(scene.told())
                    .containsExactly(
                            "more 1 ", "sound 1 24000 960", "interrupted", "user... Wait", "user... Wait a moment");

            scene.time.advanceMillis(2_000);
            scene.says(20);
            scene.far().turnComplete();
            scene.says(20);

            assertThat(scene.told()).containsExactly("user Wait a moment", "more 2 ", "sound 2 24000 960");
        }
    }

    @Test
    void whereWeDecideLateWordsOfAQuestionDoNotCutItsAnswer() {
        try (GeminiScene scene = GeminiScene.ready(GeminiScene.described(null, GeminiScene.WE_DECIDE))) {
            scene.far().callerSaid("Can you tell me");
            scene.says(20);
            scene.far().callerSaid(" when you open?");
            scene.says(20);
            assertThat(scene.told())
                    .containsExactly(
                            "user... Can you tell me",
                            "user Can you tell me",
                            "more 1 ",
                            "sound 1 24000 960",
                            "sound 1 24000 960");

            scene.time.advanceMillis(1_000);
            scene.far().callerSaid("Yes.");
            scene.says(20);
            assertThat(scene.told())
                    .as("nor later, with whatever else is said")
                    .containsExactly("user... Yes.", "sound 1 24000 960");

            scene.far().turnComplete();
            scene.says(20);
            assertThat(scene.told())
                    .containsExactly("turn ended", "user when you open?", "user Yes.", "more 2 ", "sound 2 24000 960");
        }
    }

    @Test
    void whereWeDecideWhoOnlyListensDoesNotInterrupt() {
        try (GeminiScene scene = GeminiScene.ready(GeminiScene.described(null, GeminiScene.WE_DECIDE))) {
            scene.speaksForASecond();
            scene.far().callerSaid("Mm-hm.");
            scene.says(20);
            assertThat(scene.told())
                    .containsExactly("more 1 ", "sound 1 24000 960", "user... Mm-hm.", "sound 1 24000 960");

            scene.call.leg().heard(scene.call.messageIds.get(0), 10); // the call has its own reasons
            scene.says(20);
            assertThat(scene.told()).isEmpty();
        }
    }

    @Test
    void whoIsAnsweredByNothingIsToldSo() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().callerSaid("Just thinking aloud");
            scene.far().turnComplete();

            assertThat(scene.told())
                    .containsExactly("user... Just thinking aloud", "user Just thinking aloud", "turn ended");
        }
    }

    @Test
    void aTurnThatWasEndedEarlySaysWhy() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.says(20);
            scene.far().content("\"turnComplete\":true,\"turnCompleteReason\":\"RESPONSE_REJECTED\"");

            assertThat(scene.told())
                    .containsExactly("more 1 ", "sound 1 24000 960", "turn ended", "problem response_rejected");
        }
    }

    @Test
    void theEndIsAnnouncedByTheServiceAndByTheClock() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().goAway("50.5s");
            assertThat(scene.told()).containsExactly("ends in 50 s");

            scene.time.advanceMillis(9 * 60_000 - 1_000);
            assertThat(scene.call.heard).isEmpty();
            scene.time.advanceMillis(1_000);
            assertThat(scene.call.heard).containsExactly("ends in 60 s");
        }
    }

    @Test
    void unusableMessagesAreCountedAndTheSessionGoesOn() {
        try (GeminiScene scene = GeminiScene.ready()) {
            for (String text : List.of(
                    "nonsense",
                    "[]",
                    "{}",
                    "{\"future\":{}}",
                    "{\"serverContent\":7}",
                    "{\"toolCall\":{\"functionCalls\":[{\"name\":\"x\"}]}}",
                    "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"audio/pcm\"}}]}}}",
                    "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"audio/pcm\","
                            + "\"data\":\"!\"}}]}}}",
                    "{\"serverContent\":{\"modelTurn\":{\"parts\":[{\"inlineData\":{\"mimeType\":\"audio/opus\","
                            + "\"data\":\"AAAA\"}}]}}}")) {
                scene.far().send(text);
            }
            scene.far().send("{\"usageMetadata\":{\"totalTokenCount\":7}}");
            scene.says(20);

            assertThat(scene.told())
                    .containsExactly(
                            "rejected bad_json",
                            "rejected bad_json",
                            "rejected unknown_type",
                            "rejected unknown_type",
                            "rejected wrong_type",
                            "rejected missing_field",
                            "rejected missing_field",
                            "rejected bad_base64",
                            "rejected unknown_format",
                            "more 1 ",
                            "sound 1 24000 960");
        }
    }

    @Test
    void whatComesBeforeTheSetupIsTakenIsNotUsed() {
        try (GeminiScene scene = new GeminiScene()) {
            scene.line.connect(GeminiScene.AGENT, scene.call);
            scene.gemini.last().sound(new byte[2]);
            scene.line.settle();

            assertThat(scene.told()).containsExactly("rejected before_setup", "ready");
        }
    }

    @Test
    void anAnswerProvesThatTheCallerWasReadWhenPongsAreLate() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.line.answersPings = () -> false;
            scene.hears(2_000);
            assertThat(scene.call.heardBytes).isZero();

            scene.says(20);
            scene.line.settle();

            assertThat(scene.call.heardBytes).isBetween(1_000L * 32, 1_600L * 32);
        }
    }

    @Test
    void aConversationThatGoesOnIsNotGreetedAgain() {
        try (GeminiScene scene = new GeminiScene()) {
            scene.connect(GeminiScene.AGENT.after(List.of(
                    new HeardLine(Speaker.AGENT, "Hello."),
                    new HeardLine(Speaker.CALLER, "My name is Bond."),
                    new HeardLine(Speaker.CALLER, "James Bond."))));

            assertThat(scene.far().session().history)
                    .containsExactly("model: Hello.", "user: My name is Bond.", "user: James Bond.");
            assertThat(scene.texts).isEmpty();
            assertThat(scene.gemini.objections).isEmpty();
        }
    }

    @Test
    void anOlderModelIsToldItsHistoryInItsWay() {
        try (GeminiScene scene = new GeminiScene()) {
            scene.connect(GeminiScene.described(
                            "gemini-2.5-flash-native-audio",
                            GeminiScene.AGENT.description().turns())
                    .after(List.of(new HeardLine(Speaker.CALLER, "Hello."))));

            assertThat(scene.far().setup().has("historyConfig")).isFalse();
            assertThat(scene.far()
                            .received
                            .get(1)
                            .at("/clientContent/turnComplete")
                            .asBoolean(true))
                    .isFalse();
            assertThat(scene.far().session().history).containsExactly("user: Hello.");
            assertThat(scene.gemini.objections).isEmpty();
        }
    }
}
