package dev.trunkline.speech;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Sound as the bytes that other programs take and give: WAV files, or bare samples. Tolerant of what writers of streams
 * do (lengths of 0 or beyond the end), strict about the rest.
 */
public final class Wave {

    /** What voices have. A free choice would let a strange answer build resampling filters without end. */
    private static final Set<Integer> SAMPLE_RATES_HZ =
            Set.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000);

    private static final int HEADER_BYTES = 44;
    private static final int FORMAT_BYTES = 16;
    private static final int PCM = 1;
    private static final int IEEE_FLOAT = 3;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int SUB_FORMAT_AT = 24; // the first two bytes of the extensible format's GUID
    private static final int MAX_CHANNELS = 8;
    private static final float FLOAT_SCALE = 32_767f;

    private Wave() {}

    /** A whole file of 16-bit mono. */
    public static byte[] file(Speech speech) {
        int dataBytes = Short.BYTES * speech.samples().length;
        ByteBuffer file = ByteBuffer.allocate(HEADER_BYTES + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        file.put(ascii("RIFF")).putInt(HEADER_BYTES - 8 + dataBytes).put(ascii("WAVE"));
        file.put(ascii("fmt ")).putInt(FORMAT_BYTES).putShort((short) PCM).putShort((short) 1);
        file.putInt(speech.sampleRateHz())
                .putInt(Short.BYTES * speech.sampleRateHz())
                .putShort((short) Short.BYTES)
                .putShort((short) Short.SIZE);
        file.put(ascii("data")).putInt(dataBytes);
        file.asShortBuffer().put(speech.samples());
        return file.array();
    }

    /**
     * The sound in an answer: a WAV file's, mixed to mono, or bare 16-bit little-endian mono samples.
     *
     * @param rawRateHz the rate of bare samples
     * @throws SpeechFailedException when it is a file of another kind, or a WAV file of a kind that we cannot read
     */
    public static Speech read(byte[] bytes, int rawRateHz) {
        if (isTagged(bytes, 0, "RIFF") && isTagged(bytes, 8, "WAVE")) {
            return readFile(bytes);
        }
        for (String other : Set.of("ID3", "OggS", "fLaC")) {
            if (isTagged(bytes, 0, other)) {
                throw new SpeechFailedException("the sound is compressed (" + other + "); ask for wav or pcm");
            }
        }
        return new Speech(samples(bytes, 0, bytes.length), rawRateHz);
    }

    /** Whether voices may have this rate. */
    public static boolean isUsual(int sampleRateHz) {
        return SAMPLE_RATES_HZ.contains(sampleRateHz);
    }

    /** How the samples of a file lie; {@code code} is PCM or IEEE float. */
    private record Layout(int code, int channels, int sampleRateHz, int bits) {

        static Layout read(ByteBuffer file, int at, long sizeBytes) {
            int code = file.getShort(at) & 0xFFFF;
            if (code == EXTENSIBLE && sizeBytes >= SUB_FORMAT_AT + 2 && at + SUB_FORMAT_AT + 2 <= file.limit()) {
                code = file.getShort(at + SUB_FORMAT_AT) & 0xFFFF;
            }
            Layout layout = new Layout(code, file.getShort(at + 2), file.getInt(at + 4), file.getShort(at + 14));
            boolean isKnown = (code == PCM && layout.bits == 16) || (code == IEEE_FLOAT && layout.bits == 32);
            if (!isKnown || layout.channels < 1 || layout.channels > MAX_CHANNELS || !isUsual(layout.sampleRateHz)) {
                throw new SpeechFailedException("a WAV file with format " + code + ", " + layout.bits + " bits, "
                        + layout.channels + " channels at " + layout.sampleRateHz
                        + " Hz; 16-bit PCM or 32-bit float at a usual rate is needed");
            }
            return layout;
        }

        short[] mono(ByteBuffer file, int offset, int end) {
            int sampleBytes = bits / 8;
            short[] mono = new short[(end - offset) / (sampleBytes * channels)];
            int at = offset;
            for (int i = 0; i < mono.length; i++) {
                float sum = 0;
                for (int channel = 0; channel < channels; channel++, at += sampleBytes) {
                    sum += code == PCM ? file.getShort(at) : FLOAT_SCALE * file.getFloat(at);
                }
                mono[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum / channels)));
            }
            return mono;
        }
    }

    private static Speech readFile(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Layout layout = null;
        long offset = 12;
        while (offset + 8 <= bytes.length) {
            int at = (int) offset;
            long sizeBytes = file.getInt(at + 4) & 0xFFFFFFFFL;
            if (isTagged(bytes, at, "fmt ") && sizeBytes >= FORMAT_BYTES && at + 8 + FORMAT_BYTES <= bytes.length) {
                layout = Layout.read(file, at + 8, sizeBytes);
            } else if (isTagged(bytes, at, "data") && layout != null) {
                // Writers to a pipe put 0 or a huge length, because they do not know it yet.
                long end = sizeBytes == 0 ? bytes.length : Math.min(bytes.length, at + 8 + sizeBytes);
                return new Speech(layout.mono(file, at + 8, (int) end), layout.sampleRateHz);
            }
            offset += 8 + sizeBytes + (sizeBytes & 1);
        }
        throw new SpeechFailedException("a WAV file without sound");
    }

    private static short[] samples(byte[] bytes, int offset, int length) {
        short[] samples = new short[length / Short.BYTES];
        ByteBuffer.wrap(bytes, offset, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(samples);
        return samples;
    }

    private static boolean isTagged(byte[] bytes, int at, String tag) {
        if (bytes.length < at + tag.length()) {
            return false;
        }
        for (int i = 0; i < tag.length(); i++) {
            if (bytes[at + i] != tag.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }
}
