package dev.trunkline.engine.hearing;

import dev.trunkline.engine.endofturn.EndOfTurnDetector;
import dev.trunkline.engine.hearing.Endpointer.Utterance;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.file.Container;
import dev.trunkline.speech.file.SampleEncoding;
import dev.trunkline.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * From the caller's bytes to the caller's words: finds the turns, lets the {@link TurnRecognition} understand them, and brings the
 * words back to the loop in the order they were said. Confined to the chat's loop.
 */
public final class SpeechPipeline implements Endpointer.Listener, AutoCloseable {

    private static final short[] SILENCE = new short[AudioInputDecoder.FRAME_SAMPLES];
    private static final int MAX_WAITING_TURNS = 8;

    /** Hears what the caller does and says. */
    public interface Listener {

        /** What the caller sent, 20 ms at 8 kHz; valid only during the call. */
        void onFrame(short[] samples);

        /** Whether there is nothing in the frame but the agent's own sound that comes back. */
        boolean isEcho(short[] samples);

        boolean isAgentSpeaking();

        /**
         * The next 20 ms of what the caller sent, judged.
         *
         * @param samples at 8 kHz; valid only during the call
         * @param runMillis for how long the caller has been speaking without a pause; 0 when this frame holds no speech
         * @param inTurn whether a turn of the caller has begun and not ended
         */
        void onHeard(short[] samples, long runMillis, boolean inTurn);

        /** What the agent has asked for: callers pause differently in a number than in a yes. */
        default ExpectedAnswer expectedAnswer() {
            return ExpectedAnswer.ANYTHING;
        }

        /**
         * What the caller seems to have said so far in a turn that is not over.
         *
         * @param words without scores while the caller is speaking
         * @param paused whether the caller has paused, so that this may be all; false every few hundred milliseconds of speech,
         *     as often as the recognizer can bear
         */
        void onInterim(Words words, boolean paused);

        /** The caller's turn is over, that much is decided; its words or {@link #onNoSpeech} follow. */
        void onEndOfTurn();

        void onWords(Words words);

        /** What had begun was no turn: there is no end and no words of it. */
        default void onDiscarded() {}

        /** The caller has stopped, and there was nothing in it. */
        void onNoSpeech();

        /** The recognizer failed or had no room. */
        void onRecognitionFailed(Throwable cause);

        /** What the caller sent as sound turns out to be none that can be heard. */
        void onRejectedSound(AudioInputDecoder.Verdict verdict);
    }

    /**
     * What the caller said in a turn, understood. Immutable.
     *
     * @param scores how it sounds, also where the words are not understood; empty when nobody spoke
     */
    public record Words(Utterance utterance, Result result, Map<String, Double> scores) {

        /** As the recognizer writes it; blank when nothing was understood. */
        public String text() {
            return result.text();
        }

        /** Whether the recognizer knows what was said; false for speech that fits nothing it knows. */
        public boolean isUnderstood() {
            return result.understood();
        }

        /** Whether the recognizer is sure that nobody spoke. */
        public boolean isNothing() {
            return SpeechPipelineParts.isNothing(result);
        }
    }

    private final Executor loop;
    private final Listener listener;
    private final Endpointer endpointer;
    private final AudioInputDecoder sound;
    private final TurnRecognition recognition;

    /** Not delivered yet, in the order they were said. */
    private final Deque<CompletableFuture<Words>> turns = new ArrayDeque<>();

    private final PartialGuesses partials = new PartialGuesses();
    private final SpeechPipelineParts parts;
    private final StallWatch stalls;
    private EndOfTurnDetector endOfTurn;
    private @Nullable CompletableFuture<Words> guess;
    private long runMillis; // up to the frame that is being judged
    private boolean closed;

    public SpeechPipeline(
            SpeechPipelineParts parts, TurnSettings settings, Scheduler scheduler, Executor loop, Listener listener) {
        this.parts = parts;
        this.loop = loop;
        this.listener = listener;
        this.endOfTurn = detector(parts, settings, loop);
        this.endpointer = new Endpointer(settings, parts.voiceActivity().get(), this);
        this.stalls = new StallWatch(scheduler, endpointer, this::silenceNeededMillis);
        this.recognition = TurnRecognition.of(parts);
        this.sound = new AudioInputDecoder(new Frames(), parts.decoder(), loop);
    }

    private static EndOfTurnDetector detector(SpeechPipelineParts parts, TurnSettings settings, Executor loop) {
        return new EndOfTurnDetector(settings.endOfTurnSilence(), parts.turnModel(), parts.workers(), loop);
    }

    private final class Frames implements AudioInputDecoder.FrameSink {
        @Override
        public void onFrame(short[] samples) {
            if (!closed) {
                listener.onFrame(samples);
                runMillis = 0;
                short[] heard = listener.isEcho(samples) ? SILENCE : samples;
                endpointer.feed(heard, listener.isAgentSpeaking());
                listener.onHeard(heard, runMillis, endpointer.isSpeaking());
            }
        }

        @Override
        public void onTrouble(AudioInputDecoder.Verdict verdict) {
            if (!closed) {
                listener.onRejectedSound(verdict);
            }
        }
    }

    /** What kind of file the caller sends; null while it is none. */
    public @Nullable Container container() {
        return sound.container();
    }

    public void declare(AudioFormat format) {
        sound.declare(format);
    }

    /** From now on all sound is samples written so, also what looks like a file. */
    public void declareRaw(AudioFormat format, SampleEncoding encoding) {
        sound.declareRaw(format, encoding);
    }

    /** From now on turns end by these settings, also one that has begun; what was dictated and not finished is forgotten. */
    public void settings(TurnSettings settings) {
        if (endpointer.isDictated()) {
            forgetTurn();
        }
        endpointer.settings(settings);
        endOfTurn = detector(parts, settings, loop);
    }

    /** From now on no turn is looked for: all sound is one, until {@link #finishTurn}. */
    public void dictated() {
        endpointer.dictated();
    }

    /** Somebody knows that the caller's turn is over. Returns whether there was any: then its end and its words are told. */
    public boolean finishTurn() {
        sound.beginAnew();
        return endpointer.finish();
    }

    /** What was heard of a turn that is not over is nobody's: nothing is told of it. */
    public void forgetTurn() {
        sound.beginAnew();
        endpointer.forget();
        endTurn();
        recognition.discard();
    }

    /** Takes sound as it came. */
    public AudioInputDecoder.Verdict accept(byte[] bytes) {
        AudioInputDecoder.Verdict verdict = sound.accept(bytes);
        stalls.onSound();
        return verdict;
    }

    /** Whether the caller's turn is not over. */
    public boolean isSpeaking() {
        return endpointer.isSpeaking();
    }

    /** Whether the caller is speaking, or has spoken and is not understood yet. */
    public boolean isBusy() {
        return endpointer.isSpeaking() || !turns.isEmpty();
    }

    @Override
    public void close() {
        closed = true;
        sound.close();
        endpointer.close();
        recognition.discard();
        stalls.close();
    }

    @Override
    public void onSpeech(long ofRunMillis) {
        runMillis = ofRunMillis;
        if (recognition.hearsParts() && turns.isEmpty() && partials.isDue()) {
            ask();
        }
    }

    private void ask() {
        CompletableFuture<Words> partial = recognition.partial(endpointer.soFar());
        partials.asked(partial);
        partial.whenCompleteAsync(
                (words, failure) -> {
                    if (words != null && partials.isOfThisTurn(partial) && endpointer.isSpeaking() && !closed) {
                        listener.onInterim(words, false);
                    }
                },
                loop);
    }

    @Override
    public void onFrame(short[] samples) {
        recognition.feed(samples);
    }

    @Override
    public int silenceNeededMillis() {
        return endOfTurn.silenceNeededMillis();
    }

    @Override
    public void onResumed(long silenceMillis) {
        endOfTurn.onResumed(silenceMillis);
    }

    @Override
    public void onPause(Utterance soFar) {
        endOfTurn.onPause(soFar.speech(), listener.expectedAnswer());
        if (!turns.isEmpty()) {
            return; // the recognizer is behind already
        }
        partials.forget(); // it would know less
        CompletableFuture<Words> early = recognition.interim(soFar);
        guess = early;
        early.whenCompleteAsync(
                (words, failure) -> {
                    if (words != null && early == guess && endpointer.isSpeaking() && !closed) {
                        endOfTurn.onWords(words.text(), words.result().certainty());
                        listener.onInterim(words, true);
                    }
                },
                loop);
    }

    @Override
    public void onUtterance(Utterance utterance) {
        endTurn();
        if (turns.size() >= MAX_WAITING_TURNS) {
            recognition.discard();
            listener.onRecognitionFailed(new IllegalStateException("too many turns wait for the recognizer"));
            return;
        }
        CompletableFuture<Words> words = recognition.understand(utterance);
        turns.add(words);
        listener.onEndOfTurn();
        words.whenCompleteAsync((understood, failure) -> settle(), loop);
    }

    @Override
    public void onDiscarded() {
        endTurn();
        recognition.discard();
        listener.onDiscarded();
        if (turns.isEmpty()) {
            listener.onNoSpeech();
        }
    }

    private void endTurn() {
        guess = null;
        partials.beginTurn();
        endOfTurn.onTurnEnded();
    }

    /** Delivers what is understood, in the order it was said. */
    private void settle() {
        while (!closed && !turns.isEmpty() && turns.element().isDone()) {
            turns.remove().whenComplete((words, failure) -> {
                if (failure != null) {
                    listener.onRecognitionFailed(failure);
                } else if (words.isNothing()) {
                    listener.onNoSpeech();
                } else {
                    listener.onWords(words);
                }
            });
        }
    }
}
