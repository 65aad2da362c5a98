package dev.trunkline.speech;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.audio.Resampler;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** Makes speech sound as it does at the other end of a telephone line. */
public final class Telephone {

    static final int SAMPLE_RATE_HZ = 8_000;
    public static final Path RECORDED_PROMPTS = Path.of("/usr/share/asterisk/sounds/en_US_f_Allison");

    private static final int PAUSE_SAMPLES = 2_400;

    private Telephone() {}

    /** Through 8 kHz mu-law, with 300 ms of silence before and after. */
    public static Speech hear(Speech speech) {
        Resampler resampler = Resampler.between(speech.sampleRateHz(), SAMPLE_RATE_HZ);
        float[] input = new float[speech.samples().length];
        for (int i = 0; i < input.length; i++) {
            input[i] = speech.samples()[i];
        }
        float[] output = new float[resampler.maxOutputSamples(input.length)];
        int written = resampler.process(input, input.length, output);
        byte[] codes = new byte[written];
        MuLaw.encode(output, written, codes, 0);
        short[] heard = new short[written + 2 * PAUSE_SAMPLES];
        for (int i = 0; i < written; i++) {
            heard[PAUSE_SAMPLES + i] = MuLaw.decode(codes[i]);
        }
        return new Speech(heard, SAMPLE_RATE_HZ);
    }

    /** A recorded prompt (8 kHz, 16-bit), through mu-law. */
    public static Speech hearPrompt(String name) {
        File file = RECORDED_PROMPTS.resolve(name + ".wav").toFile();
        try (AudioInputStream wav = AudioSystem.getAudioInputStream(file)) {
            byte[] bytes = wav.readAllBytes();
            short[] samples = new short[bytes.length / Short.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asShortBuffer()
                    .get(samples);
            for (int i = 0; i < samples.length; i++) {
                samples[i] = MuLaw.decode(MuLaw.encode(samples[i]));
            }
            return new Speech(samples, SAMPLE_RATE_HZ);
        } catch (IOException | UnsupportedAudioFileException e) {
            throw new IllegalStateException(name, e);
        }
    }
}
