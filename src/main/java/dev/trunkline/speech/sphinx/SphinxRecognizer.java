package dev.trunkline.speech.sphinx;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedTransferQueue;

/**
 * Hears the phrases of a grammar, in lower case without punctuation, and says so when something else was said. Runs in the JVM, on one or more recognizers that
 * callers queue for; each listens for 6 % of an utterance's length. Thread-safe.
 */
public final class SphinxRecognizer implements SpeechRecognizer {

    private static final Result NOTHING_KNOWN = new Result("", false);
    private static final long MIN_MILLIS = 100; // shorter than any word, and Sphinx fails on no frames at all

    /** Longer than any phrase; vowels stretched over 16 s of monkeys once fitted one, and would have kept others waiting. */
    private static final long MAX_MILLIS = 12_000;

    private final AcousticModel model;
    private final BlockingQueue<SphinxSearch> idle = new LinkedTransferQueue<>(); // who came first is served first

    /** Whether Sphinx and its model are on the class path: jars with better ears leave them out. */
    public static boolean isPresent() {
        return SphinxRecognizer.class.getResource("/edu/cmu/sphinx/models/en-us/cmudict-en-us.dict") != null;
    }

    /**
     * Loads the model and one recognizer.
     *
     * @throws IllegalArgumentException when a word of the grammar is not in the dictionary
     */
    public SphinxRecognizer(PhraseGrammar grammar) {
        SphinxLogs.hush();
        try {
            model = AcousticModel.of(grammar);
        } catch (IOException e) {
            throw unreadable(e);
        }
        addRecognizer();
    }

    /** Loads one more: as many callers can be listened to at once. Blocks; others listen meanwhile. */
    public void addRecognizer() {
        try {
            idle.add(new SphinxSearch(model));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @throws IllegalStateException when interrupted while waiting for a recognizer; the thread stays interrupted */
    @Override
    public Result recognize(Speech utterance) {
        if (utterance.durationMillis() < MIN_MILLIS || utterance.durationMillis() > MAX_MILLIS) {
            return NOTHING_KNOWN;
        }
        SphinxSearch search = take();
        try {
            Hypothesis best = search.best(utterance);
            return best != null && best.isLikely() ? new Result(best.text(), true) : NOTHING_KNOWN;
        } finally {
            idle.add(search);
        }
    }

    private SphinxSearch take() {
        try {
            return idle.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for a recognizer", e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("the acoustic model cannot be read", e);
    }
}
