package dev.trunkline.engine.speaking;

import dev.trunkline.speech.file.WavFile;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/**
 * A soft, dull noise, as of a quiet room, that tells a waiting caller that the line is alive: made once, and sent over and over.
 * Immutable.
 */
public final class ComfortNoise {

    private static final int CHUNK_MILLIS = 100; // an answer waits for what has been sent: at most two of them
    private static final int CHUNKS = 40; // four seconds, so that nobody hears it repeat
    private static final int SEAM_MILLIS = 200;
    private static final double LOW_PASS_HZ = 900; // dull: hiss annoys
    private static final double HIGH_PASS_HZ = 200; // telephones do not carry less
    private static final int FULL_SCALE = 32_768;
    private static final int SEED = 20_261_129; // the same noise in every process

    private final List<CachedSynthesizer.Chunk> loop;
    private final CachedSynthesizer.Chunk beginning;

    /**
     * Makes it; some milliseconds of work.
     *
     * @param levelDb its mean level, in dB of full scale: -40 is soft, -60 can hardly be heard
     */
    public ComfortNoise(int sampleRateHz, double levelDb) {
        short[] samples = noise(sampleRateHz, levelDb);
        int chunkSamples = sampleRateHz * CHUNK_MILLIS / 1_000;
        List<CachedSynthesizer.Chunk> chunks = new ArrayList<>();
        for (int offset = 0; offset < samples.length; offset += chunkSamples) {
            chunks.add(chunk(samples, offset, chunkSamples, sampleRateHz));
        }
        this.loop = List.copyOf(chunks);
        short[] rising = new short[chunkSamples];
        for (int i = 0; i < chunkSamples; i++) {
            rising[i] = (short) (samples[i] * i / chunkSamples);
        }
        this.beginning = chunk(rising, 0, chunkSamples, sampleRateHz);
    }

    /** The piece of that number: the first one rises from silence, the others follow without a seam. */
    public CachedSynthesizer.Chunk chunk(int number) {
        return number == 0 ? beginning : loop.get(number % CHUNKS);
    }

    private static CachedSynthesizer.Chunk chunk(short[] samples, int offset, int length, int sampleRateHz) {
        byte[] wav = WavFile.of(samples, offset, length, sampleRateHz);
        return new CachedSynthesizer.Chunk(Base64.getEncoder().encodeToString(wav), CHUNK_MILLIS * 1_000_000L);
    }

    private static short[] noise(int sampleRateHz, double levelDb) {
        int length = sampleRateHz * CHUNK_MILLIS / 1_000 * CHUNKS;
        int seam = sampleRateHz * SEAM_MILLIS / 1_000;
        double[] raw = filtered(length + seam, sampleRateHz);
        double energy = 0;
        for (int i = 0; i < seam; i++) { // what comes after the end flows into the beginning
            double share = (double) i / seam;
            raw[i] = raw[i] * Math.sqrt(share) + raw[length + i] * Math.sqrt(1 - share);
        }
        for (int i = 0; i < length; i++) {
            energy += raw[i] * raw[i];
        }
        double gain = FULL_SCALE * Math.pow(10, levelDb / 20) / Math.sqrt(energy / length);
        short[] samples = new short[length];
        for (int i = 0; i < length; i++) {
            samples[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(raw[i] * gain)));
        }
        return samples;
    }

    private static double[] filtered(int length, int sampleRateHz) {
        Random random = new Random(SEED);
        double low = 1 - Math.exp(-2 * Math.PI * LOW_PASS_HZ / sampleRateHz);
        double high = 1 - Math.exp(-2 * Math.PI * HIGH_PASS_HZ / sampleRateHz);
        double dull = 0;
        double rumble = 0;
        double[] samples = new double[length];
        for (int i = 0; i < length; i++) {
            dull += low * (random.nextGaussian() - dull);
            rumble += high * (dull - rumble);
            samples[i] = dull - rumble;
        }
        return samples;
    }
}
