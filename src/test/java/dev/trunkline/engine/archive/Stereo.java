package dev.trunkline.engine.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A recording as Java's own reader understands it. */
final class Stereo {

    private final byte[] frames;

    private Stereo(byte[] frames) {
        this.frames = frames;
    }

    static Stereo of(Path wav) {
        try {
            return of(Files.readAllBytes(wav));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stereo of(byte[] wav) {
        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            AudioFormat expected = new AudioFormat(8_000, 16, 2, true, false);
            if (!sound.getFormat().matches(expected)) {
                throw new AssertionError("not " + expected + " but " + sound.getFormat());
            }
            return new Stereo(sound.readAllBytes());
        } catch (UnsupportedAudioFileException e) {
            throw new AssertionError("no WAV", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int millis() {
        return frames.length / 4 / 8;
    }

    int user(int atMillis) {
        return sample(atMillis * 8 * 4);
    }

    int agent(int atMillis) {
        return sample(atMillis * 8 * 4 + 2);
    }

    private int sample(int atBytes) {
        return (short) ((frames[atBytes] & 0xFF) | frames[atBytes + 1] << 8);
    }
}
