package dev.trunkline.lab.fleet.call;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.lab.farend.DualTone;
import dev.trunkline.lab.farend.Tag;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.Voice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Everything that callers ever say, cut once into frames of 20 ms and shared by all of them: base64 of mu-law, as it stands
 * in a message. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
public record CallerPhrases(byte[] silence, byte[][] talk, byte[][] interrupt, List<byte[][]> utterances) {

    static final int FRAME_SAMPLES = 160;

    private static final int SAMPLE_RATE_HZ = 8_000;
    private static final int TAG_FRAMES = 3;
    private static final double TAG_PEAK = 16_000;
    private static final double SPEECH_PEAK = 9_000; // as people are on telephones, quieter than a test tone

    private static final List<String> SENTENCES = List.of(
            "Hello, I have a question about my last bill.",
            "Could you tell me when my order will arrive?",
            "I would like to change my appointment, please.",
            "What are your opening hours on Saturday?",
            "No, wait, that is not what I meant.",
            "Can I speak to someone about this?",
            "My account number is four seven one one.",
            "Thank you, that is all I wanted to know.");

    /** Lets a voice say it all; takes its time. */
    public static CallerPhrases spokenBy(Voice voice) {
        List<byte[][]> utterances = new ArrayList<>();
        for (String sentence : SENTENCES) {
            Speech speech = voice.say(sentence).at(SAMPLE_RATE_HZ);
            utterances.add(frames(levelled(trimmed(speech.samples()))));
        }
        return new CallerPhrases(
                frame(new short[FRAME_SAMPLES], 0), tone(Tag.TALK), tone(Tag.INTERRUPT), List.copyOf(utterances));
    }

    /** So many frames of a sound that numbered far ends know. */
    static byte[][] numbered(int code, int frames) {
        short[] samples = new short[frames * FRAME_SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(TAG_PEAK * DualTone.sample(code, (double) i / SAMPLE_RATE_HZ));
        }
        return frames(samples);
    }

    private static byte[][] tone(Tag tag) {
        short[] samples = new short[TAG_FRAMES * FRAME_SAMPLES];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(TAG_PEAK * Math.sin(2 * Math.PI * tag.frequencyHz() * i / SAMPLE_RATE_HZ));
        }
        return frames(samples);
    }

    /** Without the silence around it. */
    private static short[] trimmed(short[] samples) {
        int from = 0;
        int to = samples.length;
        int quiet = peak(samples) / 50;
        while (from < to && Math.abs(samples[from]) <= quiet) {
            from++;
        }
        while (to > from && Math.abs(samples[to - 1]) <= quiet) {
            to--;
        }
        return Arrays.copyOfRange(samples, from, to);
    }

    private static short[] levelled(short[] samples) {
        double gain = SPEECH_PEAK / Math.max(1, peak(samples));
        short[] level = new short[samples.length];
        for (int i = 0; i < samples.length; i++) {
            level[i] = (short) Math.round(samples[i] * gain);
        }
        return level;
    }

    private static int peak(short[] samples) {
        int peak = 0;
        for (short sample : samples) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }

    private static byte[][] frames(short[] samples) {
        byte[][] frames = new byte[(samples.length + FRAME_SAMPLES - 1) / FRAME_SAMPLES][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = frame(samples, i * FRAME_SAMPLES);
        }
        return frames;
    }

    private static byte[] frame(short[] samples, int from) {
        byte[] muLaw = new byte[FRAME_SAMPLES];
        Arrays.fill(muLaw, MuLaw.SILENCE);
        for (int i = 0; i < FRAME_SAMPLES && from + i < samples.length; i++) {
            muLaw[i] = MuLaw.encode(samples[from + i]);
        }
        return Base64.getEncoder().encode(muLaw);
    }
}
