package dev.trunkline.speech.moonshine;

import java.util.List;

/** What small networks do when they are lost: they write the same again and again, until they are stopped. */
final class Loops {

    private static final int LEAST_ROUNDS = 3;
    private static final int LONGEST_ROUND = 24;

    private Loops() {}

    /** Without the rounds at the end but the first; all of it when it ends in no loop. The last round may be begun only. */
    static List<Integer> cut(List<Integer> tokens) {
        for (int length = 1; length <= LONGEST_ROUND; length++) {
            int start = startOfRounds(tokens, length);
            if (tokens.size() - start >= LEAST_ROUNDS * length) {
                return tokens.subList(0, start + length);
            }
        }
        return tokens;
    }

    /** From where on everything is what was {@code length} before. */
    private static int startOfRounds(List<Integer> tokens, int length) {
        int start = tokens.size() - length;
        while (start > 0 && tokens.get(start - 1).equals(tokens.get(start - 1 + length))) {
            start--;
        }
        return Math.max(0, start);
    }
}
