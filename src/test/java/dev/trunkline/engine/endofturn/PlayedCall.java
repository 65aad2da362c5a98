package dev.trunkline.engine.endofturn;

import dev.trunkline.engine.hearing.AudioInputDecoder;
import dev.trunkline.engine.hearing.SpeechPipeline;
import dev.trunkline.engine.hearing.SpeechPipelineParts;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.engine.work.SpareTime;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.file.SoundDecoder;
import dev.trunkline.speech.turn.TurnModel;
import dev.trunkline.speech.vad.VoiceActivity;
import dev.trunkline.testing.ManualScheduler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call's turns, heard by a real pipeline in virtual time: through mu-law, over the noise of a quiet line, with real voice activity
 * and real pitch. A recognizer takes as long as it is said to, whatever this machine is busy with.
 */
public final class PlayedCall implements SpeechPipeline.Listener, AutoCloseable {

    private static final int FRAME_SAMPLES = 160;
    private static final long FRAME_NANOS = 20_000_000;
    private static final int BEFORE_MILLIS = 600;
    static final int AFTER_MILLIS = 3_600; // longer than any silence that ends a turn
    private static final int FADING_MILLIS = 200; // the release of a last "t" may come so late after all else
    private static final double NOISE = 8; // of the 16-bit scale

    private final ManualScheduler time = new ManualScheduler();
    private final Deque<Runnable> work = new ArrayDeque<>();
    private final Ears ears;
    private final SpeechPipeline pipeline;
    private final Random noise;
    private final List<Long> decisions = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private long workMillis;
    private PausedTurn turn = new PausedTurn("", List.of(), false);
    private long turnFromMillis;

    /**
     * Whose words the pipeline gets.
     *
     * @param recognizer null for one that knows what is said
     * @param millisOfTurn how long it takes for a turn of so many milliseconds
     */
    public record Ears(@Nullable SpeechRecognizer recognizer, IntUnaryOperator millisOfTurn) {}

    /**
     * What became of a turn.
     *
     * @param cutOff whether it was ended before it was over
     * @param latencyMillis from its last sound to the decision
     * @param heard what the recognizer made of it at every pause
     */
    public record Outcome(PausedTurn turn, boolean cutOff, long latencyMillis, List<String> heard) {}

    public PlayedCall(
            Ears ears,
            TurnSettings settings,
            Supplier<VoiceActivity> voiceActivity,
            @Nullable TurnModel model,
            long seed) {
        this.ears = ears;
        this.noise = new Random(seed);
        BoundedExecutor workers = BoundedExecutor.on(work::add);
        SpeechPipelineParts parts = new SpeechPipelineParts(
                this::recognized,
                voiceActivity,
                (text, speech) -> Map.of(),
                SoundDecoder.NONE,
                model,
                workers,
                new SpareTime(workers, 0, 0, () -> 0, () -> false));
        this.pipeline = new SpeechPipeline(parts, settings, time, this::onLoop, this);
        pipeline.declare(new AudioFormat(8_000, 1));
    }

    @Override
    public void close() {
        pipeline.close();
    }

    /** Plays a turn and the silence after it. */
    public Outcome play(PausedTurn next) {
        turn = next;
        decisions.clear();
        heard.clear();
        hear(new short[millisToSamples(BEFORE_MILLIS)]);
        turnFromMillis = time.elapsedMillis();
        short[] sound = new short[millisToSamples((int) next.durationMillis() + AFTER_MILLIS)];
        int at = 0;
        for (PausedTurn.Part part : next.parts()) {
            at += millisToSamples(part.pauseMillis());
            System.arraycopy(part.sound().samples(), 0, sound, at, part.sound().samples().length);
            at += part.sound().samples().length;
        }
        long overMillis = turnFromMillis + at / 8;
        hear(sound);
        boolean cutOff = decisions.stream().anyMatch(decision -> decision < overMillis - FADING_MILLIS);
        long latency = decisions.stream()
                .filter(decision -> decision >= overMillis - FADING_MILLIS)
                .mapToLong(decision -> Math.max(0, decision - overMillis))
                .findFirst()
                .orElse(AFTER_MILLIS);
        return new Outcome(next, cutOff, latency, List.copyOf(heard));
    }

    private static int millisToSamples(int millis) {
        return millis * 8;
    }

    private void hear(short[] sound) {
        for (int at = 0; at + FRAME_SAMPLES <= sound.length; at += FRAME_SAMPLES) {
            ByteBuffer bytes = ByteBuffer.allocate(2 * FRAME_SAMPLES).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < FRAME_SAMPLES; i++) {
                bytes.putShort(
                        PausedTurns.throughMuLaw(sound[at + i] + (int) Math.round(NOISE * noise.nextGaussian())));
            }
            time.advance(FRAME_NANOS);
            doWork();
            pipeline.accept(bytes.array());
        }
    }

    /** What was asked of the workers in the frame before. Its results are there as much later as it takes. */
    private void doWork() {
        for (Runnable task = work.poll(); task != null; task = work.poll()) {
            workMillis = 0;
            task.run();
        }
        workMillis = 0;
    }

    private void onLoop(Runnable task) {
        time.after(workMillis * 1_000_000, task);
    }

    private Result recognized(Speech utterance) {
        int millis = (int) utterance.durationMillis();
        workMillis = ears.millisOfTurn.applyAsInt(millis);
        SpeechRecognizer real = ears.recognizer;
        return real == null ? Result.words(saidDuring(time.elapsedMillis() - millis)) : real.recognize(utterance);
    }

    private String saidDuring(long fromMillis) {
        StringBuilder words = new StringBuilder();
        long at = turnFromMillis;
        for (PausedTurn.Part part : turn.parts()) {
            at += part.pauseMillis();
            if (at < time.elapsedMillis() && at + part.sound().durationMillis() > fromMillis) {
                words.append(' ').append(part.words());
            }
            at += part.sound().durationMillis();
        }
        return words.toString();
    }

    @Override
    public ExpectedAnswer expectedAnswer() {
        return ExpectedAnswer.guess(turn.question());
    }

    @Override
    public void onEndOfTurn() {
        decisions.add(time.elapsedMillis());
    }

    @Override
    public void onFrame(short[] samples) {}

    @Override
    public boolean isEcho(short[] samples) {
        return false;
    }

    @Override
    public boolean isAgentSpeaking() {
        return false;
    }

    @Override
    public void onHeard(short[] samples, long runMillis, boolean inTurn) {}

    @Override
    public void onInterim(SpeechPipeline.Words words, boolean paused) {
        if (paused) {
            heard.add(words.text());
        }
    }

    @Override
    public void onWords(SpeechPipeline.Words words) {}

    @Override
    public void onNoSpeech() {}

    @Override
    public void onRecognitionFailed(Throwable cause) {
        throw new IllegalStateException(cause);
    }

    @Override
    public void onRejectedSound(AudioInputDecoder.Verdict verdict) {
        throw new IllegalStateException(String.valueOf(verdict));
    }
}
