package dev.trunkline.ai.gemini;

import dev.trunkline.ai.GrownText;

/**
 * What the caller is saying, piece by piece: transcriptions that come while the agent speaks, and are no interruption by themselves, wait
 * for what becomes of them. Confined to the call's loop.
 */
final class CallerWords {

    private final StringBuilder said = new StringBuilder();
    private final StringBuilder waiting = new StringBuilder();

    /** More of what he is saying. */
    void add(String piece) {
        grow(said, piece);
    }

    /** More, but perhaps of what he has said already: Gemini promises no order between words and sound. */
    void keep(String piece) {
        grow(waiting, piece);
    }

    private static void grow(StringBuilder words, String piece) {
        words.append(GrownText.fitting(words.length(), piece));
    }

    /** What waited is what he is saying now; whether there was anything. */
    boolean goOnWithKept() {
        boolean any = !waiting.isEmpty();
        grow(said, waiting.toString());
        waiting.setLength(0);
        return any;
    }

    /** What waited, which is over, and nobody waits for it any more; "" for nothing. */
    String takeKept() {
        String all = waiting.toString().strip();
        waiting.setLength(0);
        return all;
    }

    /** All of it so far. */
    String soFar() {
        return said.toString().strip();
    }

    /** All of it, which is over; "" for nothing. */
    String take() {
        String all = soFar();
        said.setLength(0);
        return all;
    }
}
