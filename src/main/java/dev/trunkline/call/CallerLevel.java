package dev.trunkline.call;

import dev.trunkline.audio.MuLaw;

/**
 * When the caller speaks, by the level of his sound alone: louder than the noise of his line, which it learns in half a minute.
 * Knows where that begins which the AI has not shown to have understood. Costs one look at every sample. Confined to the
 * call's loop.
 */
final class CallerLevel {

    private static final int LEAST_SPEECH = 800; // of 32,124: some 30 dB below the loudest, well above a line's noise
    private static final double ABOVE_NOISE = 3; // times as loud as the noise is speech
    private static final double NOISE_RISES = 1.002; // a frame: a tenth in a second, so that no sentence is noise
    private static final double NOISE_FALLS = 0.1;
    private static final int FRAMES_BETWEEN_WORDS = 3; // 60 ms
    private static final long WORD_GAP_NANOS = 60_000_000;
    private static final long PHRASE_GAP_NANOS = 200_000_000;
    private static final long LEAD_IN_BYTES = 1_600; // 200 ms: words begin softly
    private static final int MOST_PHRASES = 16; // what comes behind them is part of the last
    private static final long NOTHING = -1;

    private double noise;
    private int quietFrames;
    private boolean hasSpoken;
    private long lastLoudNanos;
    private long listensSinceNanos; // the present leg
    private long endBytes; // of all his sound
    private final long[] phraseBytes =
            new long[MOST_PHRASES]; // where each began that is not understood, the oldest first
    private final long[] phraseEndBytes = new long[MOST_PHRASES];
    private int phrases;

    CallerLevel(long nowNanos) {
        this.lastLoudNanos = nowNanos;
        this.listensSinceNanos = nowNanos;
    }

    /**
     * The caller's next sound.
     *
     * @param positionBytes how much there was before it
     */
    void onFrame(byte[] muLaw, int lengthBytes, long positionBytes, long nowNanos) {
        if (lengthBytes == 0) {
            return;
        }
        endBytes = positionBytes + lengthBytes;
        long sum = 0;
        for (int i = 0; i < lengthBytes; i++) {
            sum += Math.abs(MuLaw.decode(muLaw[i]));
        }
        double level = (double) sum / lengthBytes;
        boolean loud = level > Math.max(LEAST_SPEECH, ABOVE_NOISE * noise);
        noise = level < noise ? noise + (level - noise) * NOISE_FALLS : Math.min(level, noise * NOISE_RISES + 0.05);
        quietFrames = loud ? 0 : quietFrames + 1;
        if (!loud) {
            return;
        }
        boolean begins = phrases == 0 || nowNanos - lastLoudNanos > PHRASE_GAP_NANOS;
        if (begins && phrases < MOST_PHRASES) {
            phraseBytes[phrases++] = Math.max(0, positionBytes - LEAD_IN_BYTES);
        }
        phraseEndBytes[phrases - 1] = endBytes;
        hasSpoken = true;
        lastLoudNanos = nowNanos;
    }

    /** The AI shows that it has understood him, but for words that he has only just begun. */
    void understood(long nowNanos) {
        if (quietNanos(nowNanos) >= PHRASE_GAP_NANOS) {
            phrases = 0;
        } else if (phrases > 0) {
            phraseBytes[0] =
                    phrases > 1 ? phraseBytes[phrases - 1] : endBytes; // of one long phrase, what was said so far
            phraseEndBytes[0] = endBytes;
            phrases = 1;
        }
    }

    /** The AI has understood what came before that, and tells nothing of what came behind it. */
    void understoodTo(long positionBytes) {
        int open = 0;
        for (int i = 0; i < phrases; i++) {
            if (phraseEndBytes[i] > positionBytes) {
                phraseBytes[open] = Math.max(phraseBytes[i], positionBytes);
                phraseEndBytes[open++] = phraseEndBytes[i];
            }
        }
        phrases = open;
    }

    /** How long he has been silent. */
    long quietNanos(long nowNanos) {
        return nowNanos - lastLoudNanos;
    }

    /** Whether he speaks, the shortest pauses within words with it. */
    boolean isSpeaking(long nowNanos) {
        return hasSpoken && quietNanos(nowNanos) < WORD_GAP_NANOS;
    }

    /** Whether he is between two words at least. */
    boolean isBetweenWords() {
        return quietFrames >= FRAMES_BETWEEN_WORDS;
    }

    /** Another leg listens, and is given what is not understood: it may take its time, too. */
    void onLeg(long nowNanos) {
        listensSinceNanos = nowNanos;
    }

    /**
     * Where that begins which is not understood yet, or -1.
     *
     * @param patienceNanos a sound of which nothing has come for so long was no words
     */
    long openBytes(long nowNanos, long patienceNanos) {
        long waitedNanos = Math.min(quietNanos(nowNanos), nowNanos - listensSinceNanos);
        return phrases == 0 || waitedNanos >= patienceNanos ? NOTHING : phraseBytes[0];
    }

    /** Nobody will ask any more for what began before; what he says next is another matter. */
    void forget() {
        phrases = 0;
    }
}
