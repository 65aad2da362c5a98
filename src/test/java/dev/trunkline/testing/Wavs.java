package dev.trunkline.testing;

import dev.trunkline.ai.AiEvents;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.audio.SoundFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Tones as WAV files, as an AI sends them: 16-bit mono, a header on every chunk. Written apart from the code under test. */
public final class Wavs {

    private static final double AMPLITUDE = 8_000; // -12 dB: clear of mu-law's clipping and of its noise

    private Wavs() {}

    /** Where a file's sound begins. */
    public static final int HEADER_BYTES = 44;

    /** How its sound is written. */
    public static SoundFormat format(byte[] wav) {
        return SoundFormat.linear16(
                ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN).getInt(24));
    }

    /** Tells its sound, as a leg does. */
    public static void tell(AiEvents to, String messageId, byte[] wav) {
        to.onAgentAudio(messageId, format(wav), wav, HEADER_BYTES, wav.length - HEADER_BYTES);
    }

    /** One file. */
    public static byte[] tone(int sampleRateHz, double hz, int millis) {
        return wav(sampleRateHz, samples(sampleRateHz, hz, millis));
    }

    public static byte[] silence(int sampleRateHz, int millis) {
        return wav(sampleRateHz, new short[sampleRateHz * millis / 1_000]);
    }

    /** One tone, its phase unbroken, in files of {@code chunkMillis}; the last may be shorter. */
    public static List<byte[]> chunks(int sampleRateHz, double hz, int millis, int chunkMillis) {
        short[] whole = samples(sampleRateHz, hz, millis);
        int chunkSamples = sampleRateHz * chunkMillis / 1_000;
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < whole.length; from += chunkSamples) {
            int to = Math.min(whole.length, from + chunkSamples);
            chunks.add(wav(sampleRateHz, Arrays.copyOfRange(whole, from, to)));
        }
        return chunks;
    }

    /** The same tone as mu-law at 8 kHz: what a phone sends. */
    public static byte[] muLawTone(double hz, int millis) {
        short[] samples = samples(8_000, hz, millis);
        byte[] codes = new byte[samples.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = MuLaw.encode(samples[i]);
        }
        return codes;
    }

    private static short[] samples(int sampleRateHz, double hz, int millis) {
        short[] samples = new short[(int) ((long) sampleRateHz * millis / 1_000)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * hz * i / sampleRateHz));
        }
        return samples;
    }

    private static byte[] wav(int sampleRateHz, short[] samples) {
        ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(36 + 2 * samples.length).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(sampleRateHz).putInt(2 * sampleRateHz).putShort((short) 2).putShort((short) 16);
        wav.put(ascii("data")).putInt(2 * samples.length);
        for (short sample : samples) {
            wav.putShort(sample);
        }
        return wav.array();
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }
}
