package dev.trunkline.speech.file;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;

/** Makes samples of compressed sound. Thread-safe. */
public interface SoundDecoder {

    /** Decodes nothing. */
    SoundDecoder NONE = new SoundDecoder() {
        @Override
        public boolean decodes(Container container) {
            return false;
        }

        @Override
        public Speech decode(byte[] clip, Container container, Wanted wanted) {
            throw new SpeechFailedException("there is no decoder for " + container.label());
        }

        @Override
        public Stream stream(Container container, int sampleRateHz, Listener listener) {
            throw new IllegalStateException("there is no decoder for " + container.label());
        }
    };

    /** Whether it is worth trying; never blocks. */
    boolean decodes(Container container);

    /**
     * Decodes a whole file; blocks.
     *
     * @throws SpeechFailedException when there is no sound in it that can be decoded, or no room for one more
     */
    Speech decode(byte[] clip, Container container, Wanted wanted);

    /**
     * Begins to decode a file that is still being recorded; never blocks.
     *
     * @param listener called on a thread of the stream's
     */
    Stream stream(Container container, int sampleRateHz, Listener listener);

    /**
     * What a decoded clip is to be: mono at this rate, and what is longer is cut off. Immutable.
     *
     * @param maxMillis of sound
     */
    record Wanted(int sampleRateHz, int maxMillis) {}

    /** A file that is still being recorded. Thread-safe. */
    interface Stream extends AutoCloseable {

        /**
         * Takes the next bytes; never blocks.
         *
         * @return false when the decoder has stopped, or does not keep up: then nothing more will be heard
         */
        boolean write(byte[] bytes);

        /** Nobody listens any more. */
        @Override
        void close();
    }

    /** Hears what was decoded. */
    interface Listener {

        /** The next samples, which nobody writes to again; may block, and then less is decoded. */
        void onSound(short[] samples) throws InterruptedException;

        /** Nothing more comes, and nobody has closed the stream: what was written cannot be decoded. */
        void onFailed();
    }
}
