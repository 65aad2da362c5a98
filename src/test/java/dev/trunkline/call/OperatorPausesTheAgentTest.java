package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.control.HangUpTool;
import dev.trunkline.control.Toolbox;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An operator has the agent fall silent, and lets it speak again. */
class OperatorPausesTheAgentTest {

    private static final String ANNA = "anna";
    private static final String STORY = "Once upon a time, there was a telephone that listened to everybody.";

    private final Scene scene =
            Scene.prepare().tools(new Toolbox(List.of(new HangUpTool()))).talking();

    private Supervision supervision() {
        return scene.call.supervision();
    }

    @Test
    void whatItWasSayingIsCutAndWhatWasHeardOfItIsKnown() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(1_000);

        assertThat(supervision().pause(ANNA)).isNull();
        scene.time.advanceMillis(2_000);

        assertThat(scene.agent().isPaused()).isTrue();
        assertThat(scene.phone.clearsMillis()).containsExactly(1_000L);
        assertThat(soundedMillis(0, 3_000)).isCloseTo(1_000, within(20L));
        TalkEvent.AgentHeard heard = scene.heard.only(TalkEvent.AgentHeard.class);
        assertThat(heard.heardMillis()).isCloseTo(1_000, within(20L));
        assertThat(heard.interrupted()).isTrue();
        assertThat(scene.heard.all(TalkEvent.BargedIn.class)).isEmpty();
    }

    @Test
    void whatStillComesOfItIsNotHeardNowOrLater() {
        scene.agentSpeaks("m1", STORY, 440, 400);
        scene.time.advanceMillis(200);
        supervision().pause(ANNA);

        scene.agentSpeaks("m2", "And it answered them all.", 440, 1_000);
        scene.time.advanceMillis(1_000);
        supervision().resume(ANNA);
        scene.agent().sounds("m2", Wavs.chunks(24_000, 440, 1_000, 200));
        scene.time.advanceMillis(1_000);

        assertThat(soundedMillis(220, 3_000)).isZero();
        assertThat(scene.heard.all(TalkEvent.AgentSays.class))
                .extracting(TalkEvent.AgentSays::messageId)
                .containsExactly("m1");
    }

    @Test
    void theCallerIsHeardMeanwhile() {
        supervision().pause(ANNA);

        scene.callerSounds(440, 1_000);
        scene.agent().transcribes("are you still there", false);

        assertThat(scene.agent().heardMillis()).isCloseTo(1_000, within(20L));
        assertThat(scene.heard.only(TalkEvent.CallerSaid.class).text()).isEqualTo("are you still there");
    }

    @Test
    void wordsOfTheOperatorAreHeardInItsVoice() {
        supervision().pause(ANNA);

        supervision().say(ANNA, "One moment, please. I am looking it up.");
        scene.agentSpeaks("m1", "One moment, please.", 440, 500);
        scene.agentSpeaks("m2", "I am looking it up.", 440, 500);
        scene.agentSpeaks("m3", "How may I help?", 440, 500);
        scene.agent().endsTurn();
        scene.time.advanceMillis(2_500);

        assertThat(scene.heard.all(TalkEvent.AgentHeard.class))
                .extracting(TalkEvent.AgentHeard::heardText)
                .containsExactly("One moment, please.", "I am looking it up.");
        assertThat(soundedMillis(0, 2_500)).isCloseTo(1_000, within(20L));
    }

    @Test
    void soAreThoseThatAFarEndSaysAsItLikesAndBeginsWithoutWords() {
        Scene free = Scene.talkingWith(new FarEndTraits(Interruption.ANNOUNCED, false));
        free.call.supervision().pause(ANNA);

        free.call.supervision().say(ANNA, "One moment, please.");
        free.agent().adds("m1", "");
        free.agent().sounds("m1", Wavs.chunks(24_000, 440, 500, 200));
        free.agent().adds("m1", "Just a moment.");
        free.agent().endsTurn();
        free.agent().adds("m2", "How may I help?");
        free.agent().sounds("m2", Wavs.chunks(24_000, 440, 500, 200));
        free.time.advanceMillis(1_500);

        assertThat(free.heard.all(TalkEvent.AgentHeard.class))
                .extracting(TalkEvent.AgentHeard::heardText)
                .containsExactly("Just a moment.");
        assertThat(Tones.soundingMillis(free.phone.heard(0, 1_500), RecordingPhone.RATE_HZ))
                .isCloseTo(500, within(20L));
    }

    @Test
    void theSentenceThatWasCutIsGoneOnWith() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(2_500);
        supervision().pause(ANNA);
        scene.time.advanceMillis(5_000);

        assertThat(supervision().resume(ANNA)).isNull();

        assertThat(scene.agent().isPaused()).isFalse();
        assertThat(scene.agent().spoken()).containsExactly("there was a telephone that listened to everybody.");
        assertThat(scene.agent().contexts()).singleElement().asString().contains("You were paused", "Once upon a time");
    }

    @Test
    void whatTheCallerSaidMeanwhileIsAnsweredByTheFarEndItself() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(1_000);
        supervision().pause(ANNA);
        scene.agent().transcribes("stop the story", false);

        supervision().resume(ANNA);

        assertThat(scene.agent().isPaused()).isFalse();
        assertThat(scene.agent().spoken()).isEmpty();
        assertThat(scene.agent().userTexts()).isEmpty();
        scene.agentSpeaks("m2", "As you like.", 440, 500);
        scene.agent().endsTurn();
        scene.time.advanceMillis(1_000);
        assertThat(scene.heard.last(TalkEvent.AgentHeard.class).heardText()).isEqualTo("As you like.");
    }

    @Test
    void itStaysPausedOnTheLegAfterALoss() {
        supervision().pause(ANNA);
        scene.agent().transcribes("are you still there", false);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(10);
        scene.ai.ready();

        assertThat(scene.agent().isPaused()).isTrue();
        assertThat(scene.agent().userTexts()).isEmpty();
        scene.agentSpeaks("g1", "Hello, how may I help you?", 440, 1_000);
        scene.time.advanceMillis(1_500);
        assertThat(soundedMillis(0, 2_000)).isZero();

        supervision().resume(ANNA);
        assertThat(scene.agent().isPaused()).isFalse();
        assertThat(scene.agent().userTexts()).containsExactly("are you still there");
    }

    @Test
    void andThatLegAnswersWhatItHasHeardItself() {
        supervision().pause(ANNA);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(10);
        scene.ai.ready();
        scene.agent().transcribes("are you still there", false);

        supervision().resume(ANNA);

        assertThat(scene.agent().isPaused()).isFalse();
        assertThat(scene.agent().userTexts()).isEmpty();
    }

    @Test
    void thoughTheOneBeforeHadHeardSomethingToo() {
        supervision().pause(ANNA);
        scene.agent().transcribes("are you still there", false);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(10);
        scene.ai.ready();
        scene.agent().transcribes("then I will call again", false);

        supervision().resume(ANNA);

        assertThat(scene.agent().userTexts()).isEmpty();
        assertThat(scene.agent().profile().heard()).extracting(HeardLine::text).contains("are you still there");
    }

    @Test
    void itStaysPausedOnTheChatThatFollows() {
        Scene rolling = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(100)))
                .talking();
        rolling.call.supervision().pause(ANNA);

        rolling.callerSounds(0, 61_000);
        rolling.ai.ready();
        rolling.callerSounds(0, 10_000);

        assertThat(rolling.heard.all(FarEndEvent.RolledOver.class)).hasSize(1);
        assertThat(rolling.agent().isPaused()).isTrue();
        rolling.call.supervision().resume(ANNA);
        assertThat(rolling.agent().isPaused()).isFalse();
    }

    @Test
    void anAgentThatIsBeingCalledBeginsPaused() {
        Scene connecting = Scene.begin();

        assertThat(connecting.call.supervision().pause(ANNA)).isNull();
        connecting.ai.ready();
        connecting.agentSpeaks("g1", "Hello.", 440, 500);
        connecting.time.advanceMillis(1_000);

        assertThat(connecting.agent().isPaused()).isTrue();
        assertThat(Tones.soundingMillis(connecting.phone.heard(), RecordingPhone.RATE_HZ))
                .isZero();
    }

    @Test
    void itDoesNotHangUpEither() {
        supervision().pause(ANNA);

        scene.agent().callsTool("t1", "hang_up", "{}");
        scene.time.advanceMillis(10_000);

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(scene.agent().toolAnswers())
                .singleElement()
                .satisfies(answer -> assertThat(answer.succeeded()).isFalse());
        assertThat(scene.heard.only(FarEndEvent.ToolAnswered.class).outcome()).isEqualTo("failed");
    }

    @Test
    void aSilentAgentIsNotTakenForOneThatDoesNoWork() {
        scene.agentSpeaks("m1", STORY, 440, 4_000);
        scene.time.advanceMillis(500);
        supervision().pause(ANNA);

        scene.callerSounds(0, 40_000);

        assertThat(scene.ai.lines()).hasSize(1);
        assertThat(scene.ai.useless()).isEmpty();
    }

    @Test
    void twiceIsOnceTooOften() {
        assertThat(supervision().resume(ANNA)).isEqualTo(SupervisionRefusal.NOT_PAUSED);
        supervision().pause(ANNA);
        assertThat(supervision().pause("bert")).isEqualTo(SupervisionRefusal.PAUSED);
        supervision().resume("bert");
        assertThat(supervision().resume(ANNA)).isEqualTo(SupervisionRefusal.NOT_PAUSED);
    }

    private long soundedMillis(int fromMillis, int toMillis) {
        return Tones.soundingMillis(scene.phone.heard(fromMillis, toMillis), RecordingPhone.RATE_HZ);
    }
}
