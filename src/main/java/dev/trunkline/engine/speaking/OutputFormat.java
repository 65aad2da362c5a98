package dev.trunkline.engine.speaking;

import dev.trunkline.audio.ALaw;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.speech.file.RawSamples;
import dev.trunkline.speech.file.WavFile;
import java.util.Arrays;

/**
 * How sound is written that is sent to a client. Immutable.
 *
 * @param sampleRateHz of its one channel
 * @param speed of the speech in it; 1 for as the voice speaks
 */
public record OutputFormat(Coding coding, int sampleRateHz, double speed) {

    public OutputFormat(Coding coding, int sampleRateHz) {
        this(coding, sampleRateHz, 1);
    }

    /** The same, quicker or slower. */
    public OutputFormat at(double otherSpeed) {
        return new OutputFormat(coding, sampleRateHz, otherSpeed);
    }

    /** What a chunk of sound is made of. */
    public enum Coding {
        /** A whole WAV file of 16-bit samples, a chunk by itself. */
        WAV,
        /** Signed 16-bit samples, little-endian, and nothing else. */
        LINEAR16,
        /** G.711 mu-law, a byte a sample. */
        MU_LAW,
        /** G.711 A-law, a byte a sample. */
        A_LAW
    }

    /** Bytes of the samples from {@code offset} on. */
    byte[] write(short[] samples, int offset, int length) {
        return switch (coding) {
            case WAV -> WavFile.of(samples, offset, length, sampleRateHz);
            case LINEAR16 -> RawSamples.bytes(Arrays.copyOfRange(samples, offset, offset + length));
            case MU_LAW -> muLaw(samples, offset, length);
            case A_LAW -> aLaw(samples, offset, length);
        };
    }

    private static byte[] muLaw(short[] samples, int offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = MuLaw.encode(samples[offset + i]);
        }
        return bytes;
    }

    private static byte[] aLaw(short[] samples, int offset, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = ALaw.encode(samples[offset + i]);
        }
        return bytes;
    }
}
