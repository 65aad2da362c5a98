package dev.trunkline.engine.hearing;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.vad.VoiceActivity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Finds the caller's turns in a stream of frames: where one begins, how long the caller has been speaking without a pause,
 * and where it ends. Time is counted in frames, so that sound which arrives late is judged like sound in time. Confined
 * to the chat's loop.
 */
public final class Endpointer implements AutoCloseable {

    static final int FRAME_MILLIS = 20;
    private static final int WINDOW_FRAMES = 5; // the 100 ms over which the detection threshold is a share
    private static final int RUN_GAP_FRAMES = 10; // 200 ms: less is a stop consonant or a breath, not a pause
    private static final int MIN_VOICED_FRAMES =
            4; // 80 ms after the threshold was reached: less is a click on the line
    private static final int PAUSE_FRAMES = 10; // 200 ms: perhaps the end of the turn, so that it is to be understood
    private static final int TAIL_FRAMES = 15; // 300 ms of the closing silence go along, no more
    private static final int MAX_TURN_FRAMES = 1_500; // 30 s: who never pauses is answered in parts
    private static final int MAX_DICTATED_FRAMES = 9_000; // 3 minutes: what came before is forgotten

    /** Hears about turns. */
    interface Listener {

        /**
         * The caller is speaking in this frame.
         *
         * @param runMillis how long already, without a pause
         */
        void onSpeech(long runMillis);

        /** The next frame of a turn, beginning before its first word and ending after its last; never written to again. */
        void onFrame(short[] samples);

        /** The caller has paused, perhaps for good: this would be the turn. */
        void onPause(Utterance soFar);

        /** The caller goes on after a pause of {@code silenceMillis}. */
        void onResumed(long silenceMillis);

        /** How much silence ends the turn, as far as is known now; asked in every silent frame. */
        int silenceNeededMillis();

        void onUtterance(Utterance utterance);

        /** What had begun was not a turn: a click, or a cough over the agent's words. */
        void onDiscarded();
    }

    /**
     * What the caller said in one turn. Immutable.
     *
     * @param speech with some silence around it
     * @param beginMillis of the first word, in time of the caller's sound
     * @param endMillis of the last word
     */
    public record Utterance(Speech speech, long beginMillis, long endMillis) {}

    private final VoiceActivity voiceActivity;
    private final Listener listener;
    private final boolean[] window = new boolean[WINDOW_FRAMES];
    private final Deque<short[]> before = new ArrayDeque<>();
    private final List<short[]> spoken = new ArrayList<>();
    private final NearVoice nearVoice = new NearVoice();

    private TurnSettings settings;
    private boolean dictated;
    private long frameIndex;
    private boolean speaking;
    private long firstFrame;
    private long firstWordFrame;
    private long lastWordFrame;
    private long runFrame;
    private int voicedFrames;
    private long longestRunMillis;
    private boolean onlyOverAgent;

    Endpointer(TurnSettings settings, VoiceActivity voiceActivity, Listener listener) {
        this.settings = settings;
        this.voiceActivity = voiceActivity;
        this.listener = listener;
    }

    /** Goes on by these settings, also with a turn that has begun. */
    void settings(TurnSettings other) {
        dictated = false;
        settings = other;
    }

    /** From now on nobody finds turns: all that is heard is one, until {@link #finish}. */
    void dictated() {
        dictated = true;
        speaking = false;
    }

    /** Whether nobody finds turns. */
    boolean isDictated() {
        return dictated;
    }

    /** Whether a turn has begun and not ended; never while turns are dictated. */
    boolean isSpeaking() {
        return speaking;
    }

    /**
     * Takes the next 20 ms.
     *
     * @param overAgent whether the agent is speaking now
     */
    void feed(short[] samples, boolean overAgent) {
        if (dictated) {
            keep(samples.clone());
            return;
        }
        boolean voiced = voiceActivity.isSpeech(samples);
        window[(int) (frameIndex % WINDOW_FRAMES)] = voiced;
        boolean speech = isWindowSpeech();
        short[] frame = samples.clone();
        if (speaking) {
            spoken.add(frame);
            nearVoice.hear(frame, voiced);
            listener.onFrame(frame);
        } else {
            remember(frame);
            if (speech) {
                begin();
            }
        }
        boolean paused = false;
        if (speaking && speech && voiced) {
            if (nearVoice.isGone()) {
                paused = fallBehind();
            } else {
                goOn(overAgent);
            }
        }
        frameIndex++;
        if (speaking && (paused || frameIndex - 1 - lastWordFrame == PAUSE_FRAMES) && isTurn()) {
            listener.onPause(utterance());
        }
        if (speaking && (isSilentLongEnough() || spoken.size() >= MAX_TURN_FRAMES)) {
            end();
        }
    }

    /** The turn as it is now; only while {@link #isSpeaking}. */
    Utterance soFar() {
        return utterance();
    }

    /** No more sound comes: what was said so far is the turn. Returns whether there is one. */
    boolean finish() {
        boolean isTurn = dictated ? !spoken.isEmpty() : speaking && isTurn();
        if (dictated && isTurn) {
            listener.onUtterance(utterance());
            spoken.clear();
        } else if (speaking) {
            end();
        }
        return isTurn;
    }

    /** What was said so far is not the beginning of a turn. */
    void forget() {
        speaking = false;
        spoken.clear();
        before.clear();
        Arrays.fill(window, false);
    }

    private void keep(short[] frame) {
        if (spoken.isEmpty()) {
            firstFrame = frameIndex;
        } else if (spoken.size() == MAX_DICTATED_FRAMES) {
            spoken.remove(0);
            firstFrame++;
        }
        spoken.add(frame);
        firstWordFrame = firstFrame;
        lastWordFrame = frameIndex++;
        listener.onFrame(frame);
    }

    @Override
    public void close() {
        voiceActivity.close();
    }

    private boolean isWindowSpeech() {
        int voiced = 0;
        for (boolean frame : window) {
            voiced += frame ? 1 : 0;
        }
        return voiced > 0 && voiced >= settings.speechDetectionThreshold() * WINDOW_FRAMES;
    }

    private void remember(short[] frame) {
        before.add(frame);
        while (before.size() > settings.prefixPaddingMillis() / FRAME_MILLIS + WINDOW_FRAMES) {
            before.remove();
        }
    }

    private void begin() {
        speaking = true;
        firstWordFrame = earliestVoiced();
        runFrame = firstWordFrame;
        lastWordFrame = frameIndex;
        voicedFrames = 0;
        longestRunMillis = 0;
        onlyOverAgent = true;
        spoken.clear();
        spoken.addAll(before);
        before.clear();
        nearVoice.begin();
        nearVoice.hear(spoken.get(spoken.size() - 1), true);
        firstFrame = frameIndex - spoken.size() + 1;
        spoken.forEach(listener::onFrame);
    }

    /** Only others are heard; the pause began with the last that was loud. Returns whether it is news. */
    private boolean fallBehind() {
        boolean isNews = nearVoice.hasJustGone();
        if (isNews) {
            lastWordFrame = Math.max(firstWordFrame, Math.min(lastWordFrame, frameIndex - nearVoice.goneFrames()));
        }
        return isNews;
    }

    private long earliestVoiced() {
        for (long i = Math.max(0, frameIndex - WINDOW_FRAMES + 1); i < frameIndex; i++) {
            if (window[(int) (i % WINDOW_FRAMES)]) {
                return i;
            }
        }
        return frameIndex;
    }

    private void goOn(boolean overAgent) {
        if (frameIndex - lastWordFrame > RUN_GAP_FRAMES) {
            runFrame = earliestVoiced();
            long pauseFrames = runFrame - lastWordFrame - 1;
            if (pauseFrames >= PAUSE_FRAMES) {
                listener.onResumed(pauseFrames * FRAME_MILLIS);
            }
        }
        voicedFrames++;
        lastWordFrame = frameIndex;
        long runMillis = (frameIndex - runFrame + 1) * FRAME_MILLIS;
        longestRunMillis = Math.max(longestRunMillis, runMillis);
        onlyOverAgent &= overAgent;
        listener.onSpeech(runMillis);
    }

    private boolean isSilentLongEnough() {
        return (frameIndex - 1 - lastWordFrame) * FRAME_MILLIS >= listener.silenceNeededMillis();
    }

    private void end() {
        speaking = false;
        Arrays.fill(window, false);
        if (isTurn()) {
            listener.onUtterance(utterance());
        } else {
            listener.onDiscarded();
        }
        spoken.clear();
    }

    private boolean isTurn() {
        boolean cough = onlyOverAgent && longestRunMillis < settings.minInterruptionMillis();
        return voicedFrames >= MIN_VOICED_FRAMES && !cough;
    }

    private Utterance utterance() {
        return new Utterance(speech(), firstWordFrame * FRAME_MILLIS, (lastWordFrame + 1) * FRAME_MILLIS);
    }

    private Speech speech() {
        int frames = (int) Math.min(spoken.size(), lastWordFrame - firstFrame + 1 + TAIL_FRAMES);
        short[] samples = new short[frames * AudioInputDecoder.FRAME_SAMPLES];
        for (int i = 0; i < frames; i++) {
            System.arraycopy(
                    spoken.get(i), 0, samples, i * AudioInputDecoder.FRAME_SAMPLES, AudioInputDecoder.FRAME_SAMPLES);
        }
        return new Speech(samples, AudioInputDecoder.RATE_HZ);
    }
}
