package dev.trunkline.engine.endofturn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.turn.TurnModel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndOfTurnDetectorTest {

    private static final Speech SILENT = new Speech(new short[8_000], 8_000);

    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Deque<Runnable> loop = new ArrayDeque<>();
    private EndOfTurnDetector detector = adaptive(null);

    private EndOfTurnDetector adaptive(@Nullable TurnModel model) {
        return new EndOfTurnDetector(EndOfTurnSilence.ADAPTIVE, model, BoundedExecutor.on(work::add), loop::add);
    }

    @Test
    void aFixedSilenceAsksNobody() {
        detector = new EndOfTurnDetector(
                EndOfTurnSilence.fixed(700), speech -> 1, BoundedExecutor.on(work::add), loop::add);

        detector.onPause(SILENT, ExpectedAnswer.YES_OR_NO);
        detector.onWords("yes please", 1);

        assertThat(work).isEmpty();
        assertThat(detector.silenceNeededMillis()).isEqualTo(700);
    }

    @Test
    void wordsChangeTheAnswerWhenTheyCome() {
        detector.onPause(SILENT, ExpectedAnswer.ANYTHING);
        int before = detector.silenceNeededMillis();

        detector.onWords("I would like to", 1);

        assertThat(before).isBetween(500, 1_200);
        assertThat(detector.silenceNeededMillis()).isEqualTo(1_800);
    }

    @Test
    void wordsThatComeAfterThePauseAreNoEvidence() {
        detector.onPause(SILENT, ExpectedAnswer.ANYTHING);
        detector.onResumed(300);

        detector.onWords("I would like to", 1);

        assertThat(detector.silenceNeededMillis()).isLessThan(1_800);
    }

    @Test
    void theModelIsAskedByAWorkerAndHeardOnTheLoop() {
        detector = adaptive(speech -> 0.99);
        detector.onPause(SILENT, ExpectedAnswer.ANYTHING);
        work.forEach(Runnable::run);
        int before = detector.silenceNeededMillis();

        loop.forEach(Runnable::run);

        assertThat(before).isGreaterThan(300);
        assertThat(detector.silenceNeededMillis()).isEqualTo(300);
    }

    @Test
    void aModelThatFailsIsNoEvidence() {
        detector = adaptive(speech -> {
            throw new IllegalStateException("broken");
        });
        detector.onPause(SILENT, ExpectedAnswer.ANYTHING);
        int before = detector.silenceNeededMillis();

        work.forEach(Runnable::run);
        loop.forEach(Runnable::run);

        assertThat(detector.silenceNeededMillis()).isEqualTo(before);
    }

    @Test
    void whatIsHeardOfAPauseThatIsOverIsForgotten() {
        detector = adaptive(speech -> 0.01);
        detector.onPause(SILENT, ExpectedAnswer.ANYTHING);
        work.forEach(Runnable::run);
        detector.onResumed(400);

        loop.forEach(Runnable::run);

        assertThat(detector.silenceNeededMillis()).isLessThan(1_200);
    }
}
