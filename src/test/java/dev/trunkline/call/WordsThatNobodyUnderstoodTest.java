package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A far end that has heard the caller, and is lost before it shows that it has understood him: the next one hears it. */
class WordsThatNobodyUnderstoodTest {

    private static final double SILENT = 0;

    private final Scene scene = Scene.talking();

    private static RecordingAi.Line next(Scene of) {
        of.time.advanceMillis(300);
        RecordingAi.Line next = of.ai.ready();
        of.time.advanceMillis(300);
        return next;
    }

    private static long saidTo(RecordingAi.Line line) {
        return Tones.soundingMillis(line.heard(), 16_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_800})
    void aSentenceInWhoseMidstItIsLostIsHeardWhole(long chatSeconds) {
        Scene limited = Scene.prepare()
                .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(chatSeconds)))
                .talking();
        limited.callerSounds(SILENT, 1_000);
        limited.callerSounds(880, 5_000);
        limited.agent().lose(AiLoss.Kind.DROPPED);
        limited.callerSounds(880, 500);

        assertThat(saidTo(next(limited))).isCloseTo(5_500, within(20L));
    }

    @Test
    void aTurnThatWasOverIsHeardWhole() {
        scene.callerSounds(SILENT, 1_000);
        scene.callerSounds(880, 1_000);
        scene.callerSounds(SILENT, 700);
        scene.agent().lose(AiLoss.Kind.DROPPED);

        assertThat(saidTo(next(scene))).isCloseTo(1_000, within(20L));
    }

    @Test
    void whatItHadMadeWordsOfIsNotHeardAgain() {
        scene.callerSounds(880, 1_000);
        scene.callerSounds(SILENT, 400);
        scene.agent().transcribes("What does it cost?", false);
        scene.callerSounds(SILENT, 100);
        scene.agent().lose(AiLoss.Kind.DROPPED);

        RecordingAi.Line next = next(scene);

        assertThat(saidTo(next)).isZero();
        assertThat(next.userTexts()).containsExactly("What does it cost?");
    }

    @Test
    void wordsOfATurnThatComeInTheNextOneAreNotThoseOfTheNextOne() {
        scene.callerSounds(880, 1_000);
        scene.callerSounds(SILENT, 700);
        long firstTurnBytes = 2L * scene.agent().heard().length;
        scene.callerSounds(880, 600);
        scene.callerSounds(SILENT, 300);
        scene.callerSounds(880, 300);
        scene.agent().understands(firstTurnBytes);
        scene.agent().transcribes("What does it cost?", false);
        scene.agent().lose(AiLoss.Kind.DROPPED);

        assertThat(saidTo(next(scene))).isCloseTo(900, within(40L));
    }

    @Test
    void norAreThoseOfTheAnswerToIt() {
        scene.callerSounds(880, 1_000);
        scene.callerSounds(SILENT, 700);
        long firstTurnBytes = 2L * scene.agent().heard().length;
        scene.callerSounds(880, 600);
        scene.callerSounds(SILENT, 300);
        scene.agent().understands(firstTurnBytes);
        scene.agent().says("m1", "Ten.");
        scene.agent().lose(AiLoss.Kind.DROPPED);

        assertThat(saidTo(next(scene))).isCloseTo(600, within(40L));
    }

    @Test
    void norWhatItHadAnswered() {
        scene.callerSounds(880, 1_000);
        scene.callerSounds(SILENT, 400);
        scene.agentSpeaks("m1", "Ten.", 440, 500);
        scene.agent().endsTurn();
        scene.callerSounds(SILENT, 1_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);

        assertThat(saidTo(next(scene))).isZero();
    }

    @Test
    void norWhatItHadMadeNothingOfWhileItsAgentWasHeard() {
        scene.agentSpeaks("m1", "A story that is long, and longer than that.", 440, 9_000);
        scene.agent().says("m2", "And it goes on.");
        scene.callerSounds(880, 400);
        scene.callerSounds(SILENT, 5_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);

        RecordingAi.Line next = next(scene);

        assertThat(saidTo(next)).isZero();
        assertThat(next.spoken()).as("the agent is not kept from going on").hasSize(1);
    }

    @Test
    void butNothingIsForgottenOfAFarEndThatDoesNothing() {
        scene.agent().transcribes("Hello?", false);
        scene.callerSounds(880, 600);
        scene.callerSounds(SILENT, 400);
        scene.callerSounds(880, 600);
        for (int i = 0; i < 100 && scene.ai.lines().size() == 1; i++) {
            scene.callerSounds(SILENT, 200);
        }
        assertThat(scene.ai.useless()).extracting(AiLoss::kind).containsExactly(AiLoss.Kind.STALLED);

        assertThat(saidTo(next(scene))).isCloseTo(1_200, within(20L));
    }

    @Test
    void norWhenTheNextOneComesLateAndIsLostAsWell() {
        scene.callerSounds(SILENT, 1_000);
        scene.callerSounds(880, 1_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.callerSounds(SILENT, 25_000);
        RecordingAi.Line second = next(scene);
        scene.callerSounds(SILENT, 2_000);
        second.lose(AiLoss.Kind.DROPPED);

        RecordingAi.Line third = next(scene);

        assertThat(saidTo(second)).isCloseTo(1_000, within(20L));
        assertThat(saidTo(third)).isCloseTo(1_000, within(20L));
    }
}
