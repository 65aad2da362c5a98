package dev.trunkline.speech.vad;

/** Tells speech from silence, frame by frame, for one stream. Holds that stream's state. Confined to one thread. */
public interface VoiceActivity extends AutoCloseable {

    /**
     * Judges one frame of 20 ms at 8,000 Hz.
     *
     * @param samples 160 signed 16-bit samples
     * @return whether someone speaks in it
     */
    boolean isSpeech(short[] samples);

    @Override
    void close();
}
