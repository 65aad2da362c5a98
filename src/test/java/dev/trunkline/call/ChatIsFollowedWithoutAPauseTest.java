package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.call.FarEndEvent.RolledOver.Moment;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where no pause comes the next chat goes on all the same: the nearer the end of the first, the less is waited for. */
class ChatIsFollowedWithoutAPauseTest {

    private static final double SILENT = 0;

    private final List<ToolRunner.Answer> running = new ArrayList<>();
    private final Scene scene = Scene.prepare()
            .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
            .tools((tool, call, answer) -> running.add(answer))
            .talking();
    private final RecordingAi.Line first = scene.agent();

    private RolledOver rolledOver() {
        return scene.heard.only(RolledOver.class);
    }

    @Test
    void whileTheAgentIsHeardOfWhomEverythingHasCome() {
        scene.callerSounds(SILENT, 11_900);
        first.says("m1", "A long story.");
        first.sounds("m1", Wavs.chunks(24_000, 440, 10_000, 200));
        first.endsTurn();
        scene.callerSounds(SILENT, 120);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 5_900);
        assertThat(first.isLive()).isTrue();
        scene.callerSounds(SILENT, 200);

        assertThat(first.wasClosed()).isTrue();
        assertThat(rolledOver().moment()).isEqualTo(Moment.STILL_HEARD);
        assertThat(second.spoken()).isEmpty();
        scene.callerSounds(SILENT, 5_000);
        assertThat(scene.phone.soundedMillis()).isCloseTo(10_000, within(20L));
        assertThat(scene.heard.all(TalkEvent.Underrun.class)).isEmpty();
    }

    @Test
    void andACallerWhoInterruptsThatIsHeardByTheSecond() {
        whileTheAgentIsHeardOfWhomEverythingHasCome();
        scene.ai.line().says("m2", "Another.");
        scene.ai.line().sounds("m2", Wavs.chunks(24_000, 440, 5_000, 200));
        scene.callerSounds(880, 300);

        scene.ai.line().transcribes("wait a moment", true);

        assertThat(scene.phone.clearsMillis()).hasSize(1);
    }

    @Test
    void betweenTwoWordsOfACallerWhoseWholeSentenceTheSecondHears() {
        scene.callerSounds(SILENT, 12_020);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 100);
        while (first.isLive()) {
            scene.callerSounds(880, 400);
            scene.callerSounds(SILENT, 100);
        }
        long saidMillis = Tones.soundingMillis(first.heard(), 16_000);
        scene.callerSounds(880, 400);
        scene.callerSounds(SILENT, 300);

        assertThat(scene.time.elapsedMillis()).isBetween(19_000L + 700, 19_500L + 700);
        assertThat(rolledOver().moment()).isEqualTo(Moment.BETWEEN_WORDS);
        assertThat(saidMillis).isGreaterThan(5_000);
        assertThat(Tones.soundingMillis(second.heard(), 16_000)).isCloseTo(saidMillis + 400, within(40L));
    }

    @Test
    void inTheMidstOfACallerWhoNeverPausesAtTheVeryEnd() {
        scene.callerSounds(SILENT, 12_020);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 100);
        scene.callerSounds(880, 7_200);
        assertThat(first.isLive()).isTrue();
        scene.callerSounds(880, 400);

        assertThat(first.wasClosed()).isTrue();
        assertThat(rolledOver().moment()).isEqualTo(Moment.ANY);
        assertThat(Tones.soundingMillis(second.heard(), 16_000)).isCloseTo(7_600, within(40L));
        assertThat(Tones.amplitude(second.heard(), 16_000, 880)).isGreaterThan(4_000);
    }

    @Test
    void inTheMidstOfALongSpeechOfWhichTheFirstHasUnderstoodAPart() {
        scene.callerSounds(SILENT, 12_020);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 100);
        scene.callerSounds(880, 4_000);
        first.transcribes("this much was understood", false);
        first.says("m1", "I see.");
        first.endsTurn();
        scene.callerSounds(880, 3_600);

        assertThat(first.wasClosed()).isTrue();
        assertThat(Tones.soundingMillis(second.heard(), 16_000)).isCloseTo(3_600, within(40L));
    }

    @Test
    void withTheQuestionThatTheFirstDidNotAnswer() {
        scene.callerSounds(SILENT, 17_500);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(880, 600);
        scene.callerSounds(SILENT, 700);
        first.transcribes("what does it cost", false);
        scene.callerSounds(SILENT, 800);

        assertThat(first.wasClosed()).isTrue();
        assertThat(second.userTexts()).containsExactly("what does it cost");
        assertThat(Tones.soundingMillis(second.heard(), 16_000))
                .as("understood before")
                .isZero();
    }

    @Test
    void withTheRestOfWhatTheAgentWasSaying() {
        scene.callerSounds(SILENT, 17_000);
        RecordingAi.Line second = scene.ai.ready();
        first.says("m1", "This is said, and this is to be said.");
        while (first.isLive()) {
            first.sounds("m1", Wavs.tone(24_000, 440, 100));
            scene.callerSounds(SILENT, 100);
        }

        assertThat(first.wasClosed()).isTrue();
        assertThat(rolledOver().moment()).isGreaterThanOrEqualTo(Moment.BETWEEN_WORDS);
        assertThat(second.spoken()).hasSize(1).allMatch(rest -> rest.endsWith("is to be said."));
    }

    @Test
    void withoutTheAnswerOfAToolThatGoesToNobody() {
        scene.callerSounds(SILENT, 12_020);
        RecordingAi.Line second = scene.ai.ready();
        first.callsTool("t1", "weather", "{}");
        scene.callerSounds(SILENT, 7_600);
        assertThat(first.wasClosed()).isTrue();

        running.get(0).succeed("sunny");

        assertThat(first.lateRequests()).isEmpty();
        assertThat(second.toolAnswers()).isEmpty();
    }

    @Test
    void atOnceWhenTheAiSaysThatItEndsTheFirst() {
        scene.callerSounds(SILENT, 5_000);
        first.speaking().onTooLong(Duration.ofSeconds(10).toNanos());
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(880, 100);

        assertThat(first.wasClosed()).isTrue();
        scene.callerSounds(SILENT, 5_800);
        assertThat(scene.ai.lines()).as("the limit is known now").hasSize(2);
        scene.callerSounds(SILENT, 200);
        assertThat(scene.ai.lines()).hasSize(3);
        assertThat(second.isLive()).isTrue();
    }

    @Test
    void orInThePlaceOfAFirstThatIsGoneWhileTheNextIsOpened() {
        scene.callerSounds(SILENT, 12_020);
        first.lose(AiLoss.Kind.DURATION_LIMIT);
        scene.callerSounds(880, 1_000);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 200);

        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(second.isLive()).isTrue();
        assertThat(Tones.soundingMillis(second.heard(), 16_000)).isCloseTo(1_000, within(20L));
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).retrying()).isTrue();
        assertThat(scene.heard.last(FarEndEvent.AiReady.class).again()).isTrue();
        assertThat(scene.heard.all(RolledOver.class)).isEmpty();
    }
}
