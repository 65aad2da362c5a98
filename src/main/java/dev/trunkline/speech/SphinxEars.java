package dev.trunkline.speech;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hears the phrases of a grammar, in lower case without punctuation, and says so when something else was said. Runs in the JVM, on one or more recognisers that
 * callers queue for; each takes 0.7 s of one core to load, 70 MB of heap, and 6 % of an utterance's length to listen. Thread-safe.
 */
public final class SphinxEars implements Ears {

    private static final Heard NOTHING_KNOWN = new Heard("", false);
    private static final long MIN_MILLIS = 100; // shorter than any word, and Sphinx fails on no frames at all

    /** Longer than any phrase; vowels stretched over 16 s of monkeys once fitted one, and would have kept others waiting. */
    private static final long MAX_MILLIS = 12_000;

    private final BlockingQueue<SphinxRecogniser> idle;

    /**
     * Loads the recognisers.
     *
     * @param recognisers how many callers can be listened to at once
     * @throws IllegalArgumentException when a word of the grammar is not in the dictionary
     */
    public SphinxEars(PhraseGrammar grammar, int recognisers) {
        SpeechLogs.hush();
        idle = new ArrayBlockingQueue<>(recognisers, true);
        for (int i = 0; i < recognisers; i++) {
            idle.add(load(grammar));
        }
    }

    /** @throws IllegalStateException when interrupted while waiting for a recogniser; the thread stays interrupted */
    @Override
    public Heard listen(Speech utterance) {
        if (utterance.durationMillis() < MIN_MILLIS || utterance.durationMillis() > MAX_MILLIS) {
            return NOTHING_KNOWN;
        }
        SphinxRecogniser recogniser = take();
        try {
            Hypothesis best = recogniser.hear(utterance);
            return best != null && best.isLikely() ? new Heard(best.text(), true) : NOTHING_KNOWN;
        } finally {
            idle.add(recogniser);
        }
    }

    private SphinxRecogniser take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for ears", e);
        }
    }

    private static SphinxRecogniser load(PhraseGrammar grammar) {
        try {
            return new SphinxRecogniser(grammar);
        } catch (IOException e) {
            throw new UncheckedIOException("the acoustic model cannot be read", e);
        }
    }
}
