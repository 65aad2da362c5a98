package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiProblem;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import org.junit.jupiter.api.Test;

class AiDoesNoWorkTest {

    private static final String LONG =
            "You have three appointments this week, on Monday at ten, on Tuesday at noon, and on Friday at four.";

    @Test
    void itSaysNothingThoughTheCallerSpeaks() {
        Scene scene = Scene.talking();
        RecordingAi.Line silent = scene.agent();

        callerSpeaks(scene);
        scene.callerSounds(0, 7_000);
        assertThat(silent.wasClosed()).isFalse();
        scene.callerSounds(0, 1_000);

        assertThat(silent.wasClosed()).isTrue();
        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(scene.ai.useless()).extracting(AiLoss::kind).containsExactly(AiLoss.Kind.STALLED);
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).loss().detail())
                .isEqualTo("says nothing to what the caller said");
        assertThat(scene.ai.line().profile().resumedChatGroupId()).isEqualTo("group-1");
    }

    @Test
    void whatItDidNotAnswerToIsSaidToTheNext() {
        Scene scene = Scene.talking();
        scene.agent().goesDeaf();
        callerSpeaks(scene);
        scene.callerSounds(0, 8_000);

        scene.ai.ready();
        scene.time.advanceMillis(200);

        assertThat(scene.agent().heardMillis()).isGreaterThan(8_000);
    }

    @Test
    void aCallerWhoSaysNothingIsOwedNothing() {
        Scene scene = Scene.talking();

        scene.callerSounds(0, 60_000);

        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void noiseThatNeverPausesIsNoCallerWhoSpeaks() {
        Scene scene = Scene.talking();

        scene.callerSounds(440, 60_000);

        assertThat(scene.ai.lines()).hasSize(1);
    }

    /** Who looks for a card in a noisy room says nothing. */
    @Test
    void aNoiseNowAndThenIsNoCallerWhoSpeaks() {
        Scene scene = Scene.talking();

        for (int i = 0; i < 30; i++) {
            scene.callerSounds(440, 100);
            scene.callerSounds(0, 1_900);
        }

        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void whoOnlyAsksWhetherAnybodyIsThereSpeaks() {
        Scene scene = Scene.talking();

        for (int i = 0; i < 6; i++) {
            scene.callerSounds(440, 300);
            scene.callerSounds(0, 1_700);
        }

        assertThat(scene.ai.lines()).hasSize(2);
    }

    @Test
    void oneThatHasWorkedBeforeIsGivenTwiceTheTime() {
        Scene scene = Scene.talking();
        scene.agent().transcribes("Hello?", false);
        callerSpeaks(scene);
        scene.callerSounds(0, 15_000);
        assertThat(scene.ai.lines()).hasSize(1);

        scene.callerSounds(0, 1_500);

        assertThat(scene.ai.lines()).hasSize(2);
    }

    @Test
    void anAnswerWithinTheTimeIsAnAnswer() {
        Scene scene = Scene.talking();
        callerSpeaks(scene);
        scene.callerSounds(0, 7_000);

        scene.agent().transcribes("What is the time?", false);
        scene.callerSounds(0, 10_000);

        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void itOnlyComplains() {
        Scene scene = Scene.talking();
        RecordingAi.Line complaining = scene.agent();
        callerSpeaks(scene);
        for (int i = 0; i < 4; i++) {
            complaining.speaking().onProblem(new AiProblem("E0712", "custom_language_model_timed_out", ""));
            scene.callerSounds(0, 1_900);
        }
        assertThat(complaining.wasClosed()).isFalse();

        scene.callerSounds(0, 1_000);

        assertThat(complaining.wasClosed()).isTrue();
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).loss().detail())
                .isEqualTo("says nothing to what the caller said");
    }

    @Test
    void theAgentsOwnEchoIsNoCaller() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 30_000);
        scene.agent().endsTurn();

        for (int i = 0; i < 14; i++) {
            callerSpeaks(scene);
        }

        assertThat(scene.ai.lines()).hasSize(1);
    }

    /** A caller who types a long number, say: the sentence that asked for it may have been spoken faster than others. */
    @Test
    void whoWaitsForAToolOfOursIsNotInTheMiddleOfASentence() {
        Scene scene = Scene.prepare()
                .tools((tool, call, answer) -> answer.mayTake(60_000_000_000L))
                .talking();
        scene.agentSpeaks("m1", LONG, 440, 2_000);
        scene.agent().callsTool("t1", "collect_digits", "{}");

        scene.time.advanceMillis(60_000);
        assertThat(scene.agent().isLive()).isTrue();
        assertThat(scene.heard.all(TalkEvent.Comforted.class)).isEmpty();
        scene.time.advanceMillis(5_900);
        assertThat(scene.agent().isLive()).isTrue();
        scene.time.advanceMillis(200);
        assertThat(scene.agent().isLive()).isFalse();
    }

    @Test
    void itStopsInMidSentence() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 2_000);
        RecordingAi.Line stuck = scene.agent();

        scene.time.advanceMillis(7_900);
        assertThat(stuck.wasClosed()).isFalse();
        scene.time.advanceMillis(200);

        assertThat(stuck.wasClosed()).isTrue();
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).loss().detail()).isEqualTo("stopped in mid-sentence");
        scene.time.advanceMillis(5);
        scene.ai.ready().flush();
        assertThat(scene.agent().spoken()).hasSize(1);
    }

    @Test
    void meanwhileTheCallerHearsATone() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 2_000);

        scene.time.advanceMillis(3_600);

        assertThat(scene.heard.only(TalkEvent.Comforted.class).missingNanos())
                .isBetween(1_500_000_000L, 1_510_000_000L);
        scene.agent().sounds("m1", Wavs.tone(24_000, 440, 4_000));
        scene.time.advanceMillis(500);
        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void aSentenceOfWhichAllSoundCameIsNotWaitedForThoughTheTurnGoesOn() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", LONG, 440, 9_000);

        scene.time.advanceMillis(30_000);

        assertThat(scene.ai.lines()).hasSize(1);
        assertThat(scene.heard.all(TalkEvent.Comforted.class)).isEmpty();
    }

    @Test
    void anAgentWhoWaitsForAToolIsNotStuck() {
        Scene scene = Scene.prepare().tools((tool, call, answer) -> {}).talking();
        scene.agentSpeaks("m1", LONG, 440, 2_000);
        scene.agent().callsTool("t1", "look_up", "{}");

        scene.time.advanceMillis(9_900);

        assertThat(scene.ai.lines()).hasSize(1);
        assertThat(scene.heard.all(TalkEvent.Comforted.class)).isEmpty();
    }

    @Test
    void itTalksWithoutEnd() {
        Scene scene = Scene.talking();
        RecordingAi.Line endless = scene.agent();
        byte[] minute = Wavs.tone(48_000, 440, 60_000);
        endless.says("m1", "There is always more to say.");
        for (int i = 0; i < 14; i++) {
            endless.sounds("m1", minute);
            scene.time.advanceMillis(100);
        }
        assertThat(endless.wasClosed()).isFalse();

        byte[] more = Wavs.tone(48_000, 440, 500);
        for (int i = 0; i < 110 && endless.isLive(); i++) {
            endless.sounds("m1", more);
            scene.time.advanceMillis(100);
        }

        assertThat(endless.wasClosed()).isTrue();
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).loss().detail()).isEqualTo("talks without end");
        scene.time.advanceMillis(5);
        scene.ai.ready();
        scene.agent().noticesInterruption();
        assertThat(scene.phone.leadMillis()).isZero();
    }

    @Test
    void itTalksWithoutEndEachTimeSoTheCallerGetsAPerson() {
        Scene scene = Scene.talking();
        byte[] minute = Wavs.tone(48_000, 440, 60_000);
        byte[] more = Wavs.tone(48_000, 440, 500);
        for (int leg = 0; leg < 8 && scene.agent().isLive(); leg++) {
            RecordingAi.Line endless = scene.agent();
            endless.says("m" + leg, "There is always more to say.");
            for (int i = 0; i < 150 && endless.isLive(); i++) {
                endless.sounds("m" + leg, i < 14 ? minute : more);
                scene.time.advanceMillis(100);
            }
            scene.time.advanceMillis(2_000); // the longest pause before it is called again
            if (scene.agent().isPending()) {
                scene.ai.ready();
            }
        }

        assertThat(scene.heard.all(FarEndEvent.AiGone.class))
                .extracting(gone -> gone.loss().detail())
                .containsOnly("talks without end");
        assertThat(scene.heard.last(FarEndEvent.AiGone.class).retrying()).isFalse();
    }

    @Test
    void longAfterItWasLostAndCameBackAndTheNextIsCalled() {
        Scene scene = Scene.talking();
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(5);
        scene.ai.ready();
        scene.agentSpeaks("m1", LONG, 440, 20_000);
        scene.agent().endsTurn();
        scene.callerSounds(0, 60_000);

        callerSpeaks(scene);
        scene.callerSounds(0, 16_500);

        assertThat(scene.heard.all(CallEvent.Ended.class)).isEmpty();
        assertThat(scene.ai.lines()).hasSize(3);
    }

    @Test
    void againAndAgainSoTheCallerGetsAPerson() {
        Scene scene = Scene.talking();
        for (int i = 0; i < 20 && scene.heard.all(CallEvent.Ended.class).isEmpty(); i++) {
            callerSpeaks(scene);
            scene.callerSounds(0, 8_100);
            if (scene.agent().isPending()) {
                scene.ai.ready();
            }
        }

        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AI_LOST);
        assertThat(scene.time.elapsedMillis()).isLessThan(60_000);
    }

    /** Two words, and a pause between. */
    private static void callerSpeaks(Scene scene) {
        scene.callerSounds(440, 500);
        scene.callerSounds(0, 400);
        scene.callerSounds(440, 500);
        scene.callerSounds(0, 400);
    }
}
