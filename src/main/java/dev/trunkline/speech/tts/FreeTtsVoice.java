package dev.trunkline.speech.tts;

import com.sun.speech.freetts.audio.AudioPlayer;
import com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.normalization.Reading;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import javax.sound.sampled.AudioFormat;

/**
 * FreeTTS's diphone voice "kevin16": a robot, but there at once (0.4 s) and a hundred times faster than real time. One
 * sentence at a time, for FreeTTS's voices keep state. Thread-safe.
 */
public final class FreeTtsVoice implements Voice {

    private static final String NAME = "kevin16";
    private static final int SAMPLE_RATE_HZ = 16_000;
    private static final Object LOADING = new Object();

    /** Guarded by this. */
    private final com.sun.speech.freetts.Voice voice;

    private final Collector collector = new Collector();

    /** Loads the voice and its lexicon. */
    public FreeTtsVoice() {
        VoiceLogs.hush();
        // FreeTTS reads its letter-to-sound rules into static lists: two voices loaded at once mix them up.
        synchronized (LOADING) {
            // Asked directly: FreeTTS's own way to find voices needs a system property or files beside the jar.
            voice = Arrays.stream(new KevinVoiceDirectory().getVoices())
                    .filter(candidate -> candidate.getName().equals(NAME))
                    .findAny()
                    .orElseThrow();
            voice.setAudioPlayer(collector);
            voice.allocate();
        }
    }

    @Override
    public synchronized Speech say(String text) {
        collector.reset();
        String speakable = Reading.forEnglishVoice(text).text();
        if (!speakable.isEmpty()) {
            voice.speak(speakable);
        }
        return new Speech(collector.samples(), SAMPLE_RATE_HZ);
    }

    @Override
    public int sampleRateHz() {
        return SAMPLE_RATE_HZ;
    }

    /** The loudspeaker that FreeTTS plays to. */
    private static final class Collector implements AudioPlayer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private AudioFormat format = new AudioFormat(SAMPLE_RATE_HZ, 16, 1, true, true);

        short[] samples() {
            ByteOrder order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            short[] samples = new short[bytes.size() / Short.BYTES];
            ByteBuffer.wrap(bytes.toByteArray()).order(order).asShortBuffer().get(samples);
            return samples;
        }

        @Override
        public void setAudioFormat(AudioFormat newFormat) {
            format = newFormat;
        }

        @Override
        public AudioFormat getAudioFormat() {
            return format;
        }

        @Override
        public boolean write(byte[] audio) {
            return write(audio, 0, audio.length);
        }

        @Override
        public boolean write(byte[] audio, int offset, int length) {
            bytes.write(audio, offset, length);
            return true;
        }

        @Override
        public void reset() {
            bytes.reset();
        }

        @Override
        public boolean drain() {
            return true;
        }

        @Override
        public boolean end() {
            return true;
        }

        @Override
        public float getVolume() {
            return 1f;
        }

        @Override
        public long getTime() {
            return -1; // "not supported" in FreeTTS's words
        }

        @Override
        public void begin(int lengthBytes) {}

        @Override
        public void pause() {}

        @Override
        public void resume() {}

        @Override
        public void cancel() {}

        @Override
        public void close() {}

        @Override
        public void setVolume(float volume) {}

        @Override
        public void resetTime() {}

        @Override
        public void startFirstSampleTimer() {}

        @Override
        public void showMetrics() {}
    }
}
