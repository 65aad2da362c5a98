package dev.trunkline.speech.file;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * WAV files: writes those of 16-bit PCM, reads those of every {@link SampleEncoding}. The reader is tolerant of what writers
 * of streams do (lengths of 0 or beyond the end), strict about the rest.
 *
 * <p>Source: RFC 2361; the header is RIFF, fmt and data, nothing else, for some clients strip exactly
 * {@value #HEADER_BYTES} bytes.
 */
public final class WavFile {

    /** Of what is written here, before the first sample. */
    public static final int HEADER_BYTES = 44;

    private static final int RIFF_BYTES = 12;
    private static final int FORMAT_BYTES = 16;
    private static final int LEAST_RATE_HZ = 4_000;
    private static final int MOST_RATE_HZ = 192_000;
    private static final short PCM = 1;
    private static final int EXTENSIBLE = 0xFFFE;
    private static final int SUB_FORMAT_AT = 24; // the first two bytes of the extensible format's GUID
    private static final int MAX_CHANNELS = 8;

    private WavFile() {}

    /** A whole file of mono. */
    public static byte[] of(Speech speech) {
        return of(speech.samples(), 0, speech.samples().length, speech.sampleRateHz());
    }

    /** A whole file of mono, from {@code length} samples at {@code offset}. */
    public static byte[] of(short[] samples, int offset, int length, int sampleRateHz) {
        byte[] file = begun(1, sampleRateHz, (long) Short.BYTES * length);
        soundOf(file).asShortBuffer().put(samples, offset, length);
        return file;
    }

    /** A whole file of two voices; the shorter one is followed by silence. */
    public static byte[] stereo(short[] left, short[] right, int sampleRateHz) {
        int frames = Math.max(left.length, right.length);
        byte[] file = begun(2, sampleRateHz, 2L * Short.BYTES * frames);
        ByteBuffer sound = soundOf(file);
        for (int i = 0; i < frames; i++) {
            sound.putShort(i < left.length ? left[i] : 0).putShort(i < right.length ? right[i] : 0);
        }
        return file;
    }

    /** What stands before {@code dataBytes} of interleaved samples: {@value #HEADER_BYTES} bytes. */
    public static byte[] header(int channels, int sampleRateHz, long dataBytes) {
        int frameBytes = channels * Short.BYTES;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (HEADER_BYTES - 8 + dataBytes)).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(FORMAT_BYTES).putShort(PCM).putShort((short) channels);
        header.putInt(sampleRateHz).putInt(sampleRateHz * frameBytes);
        header.putShort((short) frameBytes).putShort((short) Short.SIZE);
        header.put(ascii("data")).putInt((int) dataBytes);
        return header.array();
    }

    private static byte[] begun(int channels, int sampleRateHz, long dataBytes) {
        byte[] header = header(channels, sampleRateHz, dataBytes);
        return Arrays.copyOf(header, Math.toIntExact(HEADER_BYTES + dataBytes));
    }

    private static ByteBuffer soundOf(byte[] file) {
        return ByteBuffer.wrap(file, HEADER_BYTES, file.length - HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * The sound of a whole file, mixed to mono; of several files one after the other, as some stream them, the sound of all.
     *
     * @param bytes begin as a WAV file does
     * @throws SpeechFailedException when there is no sound in it, or of a kind that we cannot read
     */
    public static Speech read(byte[] bytes) {
        List<Speech> parts = new ArrayList<>();
        int from = 0;
        for (int next = nextFile(bytes, 1); from < bytes.length; next = nextFile(bytes, next + 1)) {
            parts.add(readFile(Arrays.copyOfRange(bytes, from, next)));
            from = next;
        }
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int rateHz = parts.get(0).sampleRateHz();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(part -> all.writeBytes(RawSamples.bytes(part.at(rateHz).samples())));
        return RawSamples.speech(all.toByteArray(), rateHz);
    }

    /** Whether {@code bytes} claim to be a WAV file. */
    public static boolean isFile(byte[] bytes) {
        return isFile(bytes, 0);
    }

    private static boolean isFile(byte[] bytes, int at) {
        boolean isRiff = isTagged(bytes, at, "RIFF") || isTagged(bytes, at, "RF64");
        return isRiff && isTagged(bytes, at + 8, "WAVE");
    }

    private static int nextFile(byte[] bytes, int from) {
        for (int at = from; at + RIFF_BYTES < bytes.length; at++) {
            if (bytes[at] == 'R' && isFile(bytes, at)) {
                return at;
            }
        }
        return bytes.length;
    }

    /** How the samples of a file lie. */
    private record Layout(SampleEncoding encoding, int channels, int sampleRateHz) {

        static Layout read(ByteBuffer file, int at, long sizeBytes) {
            int code = file.getShort(at) & 0xFFFF;
            if (code == EXTENSIBLE && sizeBytes >= SUB_FORMAT_AT + 2 && at + SUB_FORMAT_AT + 2 <= file.limit()) {
                code = file.getShort(at + SUB_FORMAT_AT) & 0xFFFF;
            }
            int channels = file.getShort(at + 2);
            int rateHz = file.getInt(at + 4);
            int bits = file.getShort(at + 14);
            SampleEncoding encoding = SampleEncoding.of(code, bits);
            boolean isRate = rateHz >= LEAST_RATE_HZ && rateHz <= MOST_RATE_HZ;
            if (encoding == null || channels < 1 || channels > MAX_CHANNELS || !isRate) {
                throw new SpeechFailedException("a WAV file with format " + code + ", " + bits + " bits, " + channels
                        + " channels at " + rateHz
                        + " Hz; PCM of 8 to 32 bits, float, mu-law or a-law at a usual rate is needed");
            }
            return new Layout(encoding, channels, usual(rateHz));
        }

        /** Strange rates are taken for the next hundred, so that they need few filters: nobody hears the difference. */
        private static int usual(int rateHz) {
            return RawSamples.isUsualRate(rateHz) ? rateHz : (rateHz + 50) / 100 * 100;
        }

        short[] mono(byte[] file, int offset, int end) {
            int sampleBytes = encoding.sizeBytes();
            short[] mono = new short[(end - offset) / (sampleBytes * channels)];
            int at = offset;
            for (int i = 0; i < mono.length; i++) {
                float sum = 0;
                for (int channel = 0; channel < channels; channel++, at += sampleBytes) {
                    sum += encoding.at(file, at);
                }
                mono[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sum / channels)));
            }
            return mono;
        }
    }

    private static Speech readFile(byte[] bytes) {
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Layout layout = null;
        long offset = RIFF_BYTES;
        while (offset + 8 <= bytes.length) {
            int at = (int) offset;
            long sizeBytes = file.getInt(at + 4) & 0xFFFFFFFFL;
            if (isTagged(bytes, at, "fmt ") && sizeBytes >= FORMAT_BYTES && at + 8 + FORMAT_BYTES <= bytes.length) {
                layout = Layout.read(file, at + 8, sizeBytes);
            } else if (isTagged(bytes, at, "data") && layout != null) {
                // Writers to a pipe put 0 or a huge length, because they do not know it yet.
                long end = sizeBytes == 0 ? bytes.length : Math.min(bytes.length, at + 8 + sizeBytes);
                return new Speech(layout.mono(bytes, at + 8, (int) end), layout.sampleRateHz);
            }
            offset += 8 + sizeBytes + (sizeBytes & 1);
        }
        throw new SpeechFailedException("a WAV file without sound");
    }

    private static boolean isTagged(byte[] bytes, int at, String tag) {
        if (at < 0 || bytes.length < at + tag.length()) {
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
