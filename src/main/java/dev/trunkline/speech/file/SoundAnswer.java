package dev.trunkline.speech.file;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the sound that another program answered with, whatever kind of file it is. Thread-safe. */
public final class SoundAnswer {

    private static final int MAX_MILLIS = 180_000; // of one sentence
    private static final int TELEPHONE_HZ = 8_000;
    private static final Pattern RATE =
            Pattern.compile("(?:rate|samplerate|sample_rate|sample-rate)\\s*=\\s*\"?(\\d{4,6})");

    private static final Pattern BARE = Pattern.compile(
            "(?:audio/(?:x-)?(?:pcm|l16|basic|pcmu|pcma|mulaw|ulaw|alaw|raw|s16le)\\b.*|(?:application|binary)/octet-stream.*|)");

    private final SoundDecoder decoder;
    private final int sampleRateHz;

    /**
     * @param decoder for compressed files
     * @param sampleRateHz of bare samples when nothing says another, and of what comes out
     */
    public SoundAnswer(SoundDecoder decoder, int sampleRateHz) {
        this.decoder = decoder;
        this.sampleRateHz = sampleRateHz;
    }

    /**
     * What is in an answer.
     *
     * @param mediaType as HTTP names it, with its parameters; "" when nobody says
     * @throws SpeechFailedException when there is no sound in it, or of a kind that we cannot read
     */
    public Speech read(byte[] bytes, String mediaType) {
        String type = mediaType.toLowerCase(Locale.ROOT);
        if (WavFile.isFile(bytes)) {
            return WavFile.read(bytes).at(sampleRateHz);
        }
        Container container = Container.of(bytes);
        if (container == null && !BARE.matcher(type).matches()) {
            throw new SpeechFailedException(
                    "what came as " + type + " is no sound that is known here; ask for wav or pcm");
        }
        if (container == null) {
            return bare(bytes, type).at(sampleRateHz);
        }
        if (!decoder.decodes(container)) {
            throw new SpeechFailedException("the sound is " + container.label()
                    + ", which needs ffmpeg (engine.ffmpeg); or ask for wav or pcm");
        }
        return decoder.decode(bytes, container, new SoundDecoder.Wanted(sampleRateHz, MAX_MILLIS));
    }

    private Speech bare(byte[] bytes, String type) {
        Matcher rate = RATE.matcher(type);
        int saidHz = rate.find() ? Integer.parseInt(rate.group(1)) : 0;
        int rateHz = saidHz >= 4_000 && saidHz <= 192_000 ? saidHz : sampleRateHz;
        if (type.matches("audio/(?:x-)?(?:basic|pcmu|mulaw|ulaw).*")) {
            return companded(bytes, SampleEncoding.MU_LAW, saidHz == 0 ? TELEPHONE_HZ : rateHz);
        }
        if (type.matches("audio/(?:x-)?(?:pcma|alaw).*")) {
            return companded(bytes, SampleEncoding.A_LAW, saidHz == 0 ? TELEPHONE_HZ : rateHz);
        }
        byte[] samples = type.matches("audio/(?:x-)?l16.*") && isSmootherSwapped(bytes) ? swapped(bytes) : bytes;
        return RawSamples.speech(samples, rateHz);
    }

    private static Speech companded(byte[] bytes, SampleEncoding encoding, int rateHz) {
        short[] samples = new short[bytes.length];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) encoding.at(bytes, i);
        }
        return new Speech(samples, rateHz);
    }

    /** {@code audio/L16} has the high byte first by RFC 2586, and yet many send the low one first: speech is smooth in one of them. */
    private static boolean isSmootherSwapped(byte[] bytes) {
        long asItIs = 0;
        long swapped = 0;
        for (int at = 0; at + 3 < bytes.length; at += 2) {
            asItIs += Math.abs(sample(bytes[at], bytes[at + 1]) - sample(bytes[at + 2], bytes[at + 3]));
            swapped += Math.abs(sample(bytes[at + 1], bytes[at]) - sample(bytes[at + 3], bytes[at + 2]));
        }
        return swapped < asItIs;
    }

    private static int sample(byte low, byte high) {
        return (short) ((high << 8) | (low & 0xFF));
    }

    private static byte[] swapped(byte[] bytes) {
        byte[] swapped = new byte[bytes.length / 2 * 2];
        for (int i = 0; i < swapped.length; i += 2) {
            swapped[i] = bytes[i + 1];
            swapped[i + 1] = bytes[i];
        }
        return swapped;
    }
}
