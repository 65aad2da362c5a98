package dev.trunkline.engine.endofturn;

import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.speech.FinalPitch;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.turn.TurnModel;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How much silence ends the turn of one caller now. When the caller pauses it gathers evidence, which takes workers a while:
 * every piece that arrives may change the answer, and without any there is still one. Confined to the chat's loop, where
 * nothing of it blocks.
 */
public final class EndOfTurnDetector {

    private final EndOfTurnSilence silence;
    private final EndOfTurn policy;
    private final @Nullable TurnModel model;
    private final BoundedExecutor workers;
    private final Executor loop;
    private final CallerPauses pauses = new CallerPauses();
    private Evidence evidence = Evidence.NONE;
    private SilenceNeeded needed;
    private int pause;
    private boolean paused;

    /**
     * @param model judges the sound of turns; null for none
     * @param workers where melody and model are judged
     * @param loop the chat's
     */
    public EndOfTurnDetector(
            EndOfTurnSilence silence, @Nullable TurnModel model, BoundedExecutor workers, Executor loop) {
        this.silence = silence;
        this.policy = new EndOfTurn(silence);
        this.model = model;
        this.workers = workers;
        this.loop = loop;
        this.needed = policy.after(evidence);
    }

    /** How long the caller must be silent now for the turn to be over. */
    public int silenceNeededMillis() {
        return silence.isFixed() ? silence.leastMillis() : needed.millis();
    }

    /**
     * The caller has paused, perhaps for good.
     *
     * @param soFar the turn up to now
     * @param expected what the agent has asked for
     */
    public void onPause(Speech soFar, ExpectedAnswer expected) {
        if (silence.isFixed()) {
            return;
        }
        pause++;
        paused = true;
        weigh(new Evidence(null, null, null, expected, pauses.usualMillis()));
        gather(() -> FinalPitch.of(soFar).orElse(null), ending -> weigh(evidence.withEnding(ending)));
        TurnModel judge = model;
        if (judge != null) {
            gather(() -> judge.completeness(soFar), share -> weigh(evidence.withCompleteness(share)));
        }
    }

    /**
     * What was said up to the pause that the caller is making.
     *
     * @param certainty of the last words, 0 to 1
     */
    public void onWords(String words, double certainty) {
        if (paused) {
            weigh(evidence.withWords(words, certainty));
        }
    }

    /** The caller has gone on, after so much silence. */
    public void onResumed(long silenceMillis) {
        pauses.add(silenceMillis);
        forget();
    }

    /** The turn is over, or was none. */
    public void onTurnEnded() {
        forget();
    }

    private void forget() {
        pause++;
        paused = false;
        evidence = Evidence.NONE;
        needed = policy.after(evidence);
    }

    private void weigh(Evidence known) {
        evidence = known;
        needed = policy.after(known);
    }

    /** What fails or comes after the pause is no evidence. */
    private <T> void gather(Supplier<T> work, Consumer<T> then) {
        int about = pause;
        workers.submit(work)
                .whenCompleteAsync(
                        (result, failure) -> {
                            if (failure == null && about == pause) {
                                then.accept(result);
                            }
                        },
                        loop);
    }
}
