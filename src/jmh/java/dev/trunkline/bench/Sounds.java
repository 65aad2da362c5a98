package dev.trunkline.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Sound to measure with; seeded noise, which is as hard as any. */
public final class Sounds {

    private Sounds() {}

    /** Some mu-law. */
    public static byte[] muLaw(int lengthBytes) {
        byte[] codes = new byte[lengthBytes];
        new Random(1).nextBytes(codes);
        return codes;
    }

    /** Samples on the 16-bit scale. */
    public static float[] samples(int count) {
        Random random = new Random(2);
        float[] samples = new float[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (float) (random.nextGaussian() * 4_000);
        }
        return samples;
    }

    /** A small WAV file as EVI sends them. */
    public static byte[] wav(int sampleRateHz, int millis) {
        float[] samples = samples(sampleRateHz / 1_000 * millis);
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * samples.length);
        wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
        wav.putShort((short) 1).putShort((short) 1).putInt(sampleRateHz).putInt(2 * sampleRateHz);
        wav.putShort((short) 2).putShort((short) 16);
        wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * samples.length);
        for (float sample : samples) {
            wav.putShort((short) sample);
        }
        return wav.array();
    }
}
