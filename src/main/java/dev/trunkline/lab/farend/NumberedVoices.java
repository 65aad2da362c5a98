package dev.trunkline.lab.farend;

/**
 * Gives every chat of a conversation, and every turn in it, a sound of its own, so that a telephone can tell who is heard.
 * Confined to the far end's loop.
 */
final class NumberedVoices {

    /** A turn's sound says which chat of its conversation speaks, counted from 0, up to where they begin anew. */
    static final int GENERATIONS = 7;

    private static final int TURNS = 8;
    private static final int GREETING = GENERATIONS * TURNS;

    private final int sampleRateHz;
    private final CannedSpeech[] speeches = new CannedSpeech[DualTone.CODES];

    NumberedVoices(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /** Of an answer, counted from 0, which is the greeting of a chat that does not go on with another one. */
    static int code(int generation, int answer, boolean isResumed) {
        return answer == 0 && !isResumed ? GREETING + generation % TURNS : turn(generation, answer);
    }

    static int turn(int generation, int turn) {
        return generation % GENERATIONS * TURNS + turn % TURNS;
    }

    /** Made when it is needed first. */
    CannedSpeech of(int code) {
        CannedSpeech speech = speeches[code];
        if (speech == null) {
            speech = CannedSpeech.numbered(sampleRateHz, code);
            speeches[code] = speech;
        }
        return speech;
    }
}
