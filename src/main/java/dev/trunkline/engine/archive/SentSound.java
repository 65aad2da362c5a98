package dev.trunkline.engine.archive;

import dev.trunkline.audio.Resampler;
import dev.trunkline.engine.wire.Pcm;
import dev.trunkline.engine.wire.Wav;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The agent's sound as it was sent, brought to the rate of recordings. */
final class SentSound {

    private SentSound() {}

    /** The samples of all files together, which have the same rate: they are ours. */
    static short[] samples(List<String> wavsBase64) throws IOException {
        short[] samples = new short[0];
        for (int i = 0; i < wavsBase64.size(); i++) {
            byte[] file = Base64.getDecoder().decode(wavsBase64.get(i));
            Wav.Sound sound = Wav.find(file);
            if (sound == null) {
                throw new IOException("the agent's sound is no WAV of 16-bit PCM");
            }
            samples = joined(samples, file, sound);
            if (i == wavsBase64.size() - 1) {
                return resampled(samples, sound.format().sampleRateHz());
            }
        }
        return samples;
    }

    private static short[] joined(short[] before, byte[] file, Wav.Sound sound) {
        int count = (sound.endBytes() - sound.offsetBytes()) / Track.SAMPLE_BYTES;
        short[] joined = Arrays.copyOf(before, before.length + count);
        for (int i = 0; i < count; i++) {
            joined[before.length + i] = Pcm.littleEndian(file, sound.offsetBytes() + i * Track.SAMPLE_BYTES);
        }
        return joined;
    }

    private static short[] resampled(short[] samples, int rateHz) {
        Resampler resampler = Resampler.between(rateHz, Track.RATE_HZ);
        float[] input = new float[samples.length];
        for (int i = 0; i < samples.length; i++) {
            input[i] = samples[i];
        }
        float[] output = new float[resampler.maxOutputSamples(input.length)];
        short[] result = new short[resampler.process(input, input.length, output)];
        for (int i = 0; i < result.length; i++) {
            result[i] = Pcm.sample(output[i]);
        }
        return result;
    }
}
