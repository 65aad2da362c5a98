package dev.trunkline.speech;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A recognizer that hears while the caller still speaks, so that the words are there soon after the last one. Thread-safe. */
public interface StreamingRecognizer extends SpeechRecognizer {

    /** Begins to listen to one utterance; returns at once, and never fails: a failure shows in {@link Stream#finish}. */
    Stream stream(int sampleRateHz);

    /**
     * Streams a whole utterance; blocks.
     *
     * @throws SpeechFailedException when the recognizer fails
     */
    @Override
    default Result recognize(Speech utterance) {
        try (Stream stream = stream(utterance.sampleRateHz())) {
            stream.feed(utterance.samples());
            return stream.finish().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SpeechFailedException failure
                    ? failure
                    : new SpeechFailedException("the recognizer failed", e);
        }
    }

    /** One utterance on its way to a recognizer. No method blocks. Thread-safe. */
    interface Stream extends AutoCloseable {

        /** Takes the next samples; they are the caller's again afterwards. What does not fit any more fails the stream. */
        void feed(short[] samples);

        /** What was understood so far; more sound may change it. */
        Result interim();

        /**
         * No more sound comes.
         *
         * @return all that was said, or a {@link SpeechFailedException}; always within a bounded time
         */
        CompletableFuture<Result> finish();

        /** Nobody is interested any more. After {@link #finish} has completed there is nothing left to close. */
        @Override
        void close();
    }
}
