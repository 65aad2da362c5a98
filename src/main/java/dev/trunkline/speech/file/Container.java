package dev.trunkline.speech.file;

import org.jspecify.annotations.Nullable;

/** What kind of file sound comes in, told by its first bytes. */
public enum Container {
    WAV("WAV", "wav"),
    WEBM("WebM", "matroska"),
    MP4("MP4", "mov"),
    OGG("Ogg", "ogg"),
    FLAC("FLAC", "flac"),
    MP3("MP3", "mp3"),
    AAC("AAC", "aac"),
    AMR("AMR", "amr"),
    AIFF("AIFF", "aiff"),
    CAF("CAF", "caf"),
    AU("AU", "au");

    /** So many bytes tell what it is. */
    public static final int MAGIC_BYTES = 12;

    private static final int ANY = -1;
    private static final int FRAME_HEAD_BYTES = 7;
    private static final int[] MP3_RATES_HZ = {44_100, 48_000, 32_000};
    private static final int[] MP3_KILOBITS = {32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320};
    private static final int[] MP3_LOW_KILOBITS = {8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160};

    private final String label;
    private final String demuxer;

    Container(String label, String demuxer) {
        this.label = label;
        this.demuxer = demuxer;
    }

    /** As people call it. */
    public String label() {
        return label;
    }

    /** As ffmpeg calls it. */
    public String demuxer() {
        return demuxer;
    }

    /** Whether it can be decoded as it comes; where a frame of FLAC ends is known only seconds later. */
    public boolean isStreamable() {
        return this != FLAC && this != AIFF && this != CAF && this != AU;
    }

    /** Bytes at the beginning, and whose they are; {@link #ANY} stands for any. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never written to
    private record Magic(Container container, int... bytes) {

        boolean isAt(byte[] file) {
            return file.length >= bytes.length && agrees(file);
        }

        boolean agrees(byte[] file) {
            for (int i = 0; i < Math.min(bytes.length, file.length); i++) {
                if (bytes[i] != ANY && (file[i] & 0xFF) != bytes[i]) {
                    return false;
                }
            }
            return true;
        }
    }

    private static final Magic[] CERTAIN = {
        new Magic(WAV, 'R', 'I', 'F', 'F', ANY, ANY, ANY, ANY, 'W', 'A', 'V', 'E'),
        new Magic(WEBM, 0x1A, 0x45, 0xDF, 0xA3),
        new Magic(MP4, 0, ANY, ANY, ANY, 'f', 't', 'y', 'p'),
        new Magic(MP4, 0, ANY, ANY, ANY, 's', 't', 'y', 'p'),
        new Magic(MP4, 0, ANY, ANY, ANY, 'm', 'o', 'o', 'f'),
        new Magic(MP4, 0, ANY, ANY, ANY, 'm', 'o', 'o', 'v'),
        new Magic(MP4, 0, ANY, ANY, ANY, 's', 'i', 'd', 'x'),
        new Magic(OGG, 'O', 'g', 'g', 'S'),
        new Magic(FLAC, 'f', 'L', 'a', 'C'),
        new Magic(MP3, 'I', 'D', '3'),
        new Magic(AMR, '#', '!', 'A', 'M', 'R'),
        new Magic(AIFF, 'F', 'O', 'R', 'M', ANY, ANY, ANY, ANY, 'A', 'I', 'F'),
        new Magic(CAF, 'c', 'a', 'f', 'f'),
        new Magic(AU, '.', 's', 'n', 'd'),
    };

    /**
     * Knows a file by a mark that nothing else has.
     *
     * @return null for no file, one without a mark, or too few bytes
     */
    public static @Nullable Container marked(byte[] bytes) {
        for (Magic magic : CERTAIN) {
            if (magic.isAt(bytes)) {
                return magic.container;
            }
        }
        return null;
    }

    /** Knows also files that have no mark, by a frame that is followed by another one where it ends. */
    public static @Nullable Container of(byte[] bytes) {
        Container marked = marked(bytes);
        if (marked != null) {
            return marked;
        }
        return isFrames(bytes, Container::adtsBytes) ? AAC : isFrames(bytes, Container::mp3Bytes) ? MP3 : null;
    }

    private interface FrameLength {
        /** Of the frame at {@code at}, 0 when there is none. */
        int bytes(byte[] file, int at);
    }

    private static boolean isFrames(byte[] bytes, FrameLength length) {
        int first = length.bytes(bytes, 0);
        return first > 0 && (first + FRAME_HEAD_BYTES > bytes.length || length.bytes(bytes, first) > 0);
    }

    /** Source: ISO 13818-7, 6.2. */
    private static int adtsBytes(byte[] file, int at) {
        if (at + FRAME_HEAD_BYTES > file.length || (file[at] & 0xFF) != 0xFF || (file[at + 1] & 0xF6) != 0xF0) {
            return 0;
        }
        int length = ((file[at + 3] & 3) << 11) | ((file[at + 4] & 0xFF) << 3) | ((file[at + 5] & 0xFF) >> 5);
        return length > FRAME_HEAD_BYTES ? length : 0;
    }

    /** Source: ISO 11172-3, 2.4.2.3; layer III alone. */
    private static int mp3Bytes(byte[] file, int at) {
        if (at + FRAME_HEAD_BYTES > file.length || (file[at] & 0xFF) != 0xFF || (file[at + 1] & 0xE6) != 0xE2) {
            return 0;
        }
        int version = (file[at + 1] >> 3) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
        int bitRate = (file[at + 2] >> 4) & 15;
        int rate = (file[at + 2] >> 2) & 3;
        if (version == 1 || bitRate == 0 || bitRate == 15 || rate == 3) {
            return 0;
        }
        int rateHz = MP3_RATES_HZ[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
        int kilobits = (version == 3 ? MP3_KILOBITS : MP3_LOW_KILOBITS)[bitRate - 1];
        return (version == 3 ? 144_000 : 72_000) * kilobits / rateHz + ((file[at + 2] >> 1) & 1);
    }

    /** Whether more bytes could make these the beginning of a file with a mark. */
    public static boolean mayBecomeOne(byte[] bytes) {
        for (Magic magic : CERTAIN) {
            if (bytes.length < magic.bytes.length && magic.agrees(bytes)) {
                return true;
            }
        }
        return false;
    }
}
