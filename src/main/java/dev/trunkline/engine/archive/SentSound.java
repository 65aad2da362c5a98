package dev.trunkline.engine.archive;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.file.WavFile;
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
        int rateHz = Track.RATE_HZ;
        for (String wavBase64 : wavsBase64) {
            Speech more = read(Base64.getDecoder().decode(wavBase64));
            int before = samples.length;
            samples = Arrays.copyOf(samples, before + more.samples().length);
            System.arraycopy(more.samples(), 0, samples, before, more.samples().length);
            rateHz = more.sampleRateHz();
        }
        return new Speech(samples, rateHz).withoutRestAt(Track.RATE_HZ).samples();
    }

    private static Speech read(byte[] wav) throws IOException {
        try {
            return WavFile.read(wav);
        } catch (SpeechFailedException e) {
            throw new IOException("the agent's sound cannot be read", e);
        }
    }
}
