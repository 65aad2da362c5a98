package dev.trunkline.lab.farend;

import java.util.HashMap;
import java.util.Map;

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
    private final Map<String, Integer> chatsOfGroup = new HashMap<>();

    NumberedVoices(int sampleRateHz) {
        this.sampleRateHz = sampleRateHz;
    }

    /** The next chat of a conversation: which one it is, counted from 0. */
    int next(String groupId) {
        return chatsOfGroup.merge(groupId, 1, Integer::sum) - 1;
    }

    static int greeting(int generation) {
        return GREETING + generation % TURNS;
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
