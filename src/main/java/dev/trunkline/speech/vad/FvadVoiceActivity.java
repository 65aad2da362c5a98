package dev.trunkline.speech.vad;

import io.github.givimad.libfvadjni.VoiceActivityDetector;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * WebRTC's voice activity detector (libfvad, native) at 8,000 Hz. It takes the first frames of any stream for speech while it
 * learns the noise, so those do not count. Confined to one thread.
 */
public final class FvadVoiceActivity implements VoiceActivity {

    /** The library finds its detectors in a map without a lock: two threads at once end the whole process. */
    private static final Object LIBRARY = new Object();

    private static final int START_UP_FRAMES = 15; // 300 ms: measured, on silence and on noise

    private final VoiceActivityDetector detector;
    private long frames;

    /** How much it takes to be speech: each one misses more speech and mistakes less noise than the one before. */
    public enum Mode {
        QUALITY(VoiceActivityDetector.Mode.QUALITY),
        LOW_BITRATE(VoiceActivityDetector.Mode.LOW_BITRATE),
        AGGRESSIVE(VoiceActivityDetector.Mode.AGGRESSIVE),
        VERY_AGGRESSIVE(VoiceActivityDetector.Mode.VERY_AGGRESSIVE);

        private final VoiceActivityDetector.Mode mode;

        Mode(VoiceActivityDetector.Mode mode) {
            this.mode = mode;
        }
    }

    /** @throws IOException when there is no native library for this machine */
    public FvadVoiceActivity(Mode mode) throws IOException {
        synchronized (LIBRARY) {
            VoiceActivityDetector.loadLibrary();
            detector = VoiceActivityDetector.newInstance();
            detector.setMode(mode.mode);
            detector.setSampleRate(VoiceActivityDetector.SampleRate.S8000);
        }
    }

    @Override
    public boolean isSpeech(short[] samples) {
        try {
            frames++;
            synchronized (LIBRARY) {
                return detector.process(samples, samples.length) && frames > START_UP_FRAMES;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the voice activity detector is closed", e);
        }
    }

    @Override
    public void close() {
        synchronized (LIBRARY) {
            detector.close();
        }
    }
}
