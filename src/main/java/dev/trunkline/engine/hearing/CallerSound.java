package dev.trunkline.engine.hearing;

import dev.trunkline.engine.wire.AudioFormat;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Whatever bytes a client sends as sound, cut into frames of 20 ms at 8 kHz mono. Takes raw linear16 of the declared
 * format, and what describes itself: WAV files, and WebM recordings with Opus. Files may be cut in pieces anywhere. Confined
 * to the chat's loop.
 */
public final class CallerSound {

    static final int RATE_HZ = 8_000;
    static final int FRAME_SAMPLES = 160;
    static final int MAX_MESSAGE_SECONDS = 10; // far more than any stream: a whole file

    private static final byte[] NOTHING = {};

    /** Gets the frames; each is valid only during the call. */
    interface FrameSink {
        void onFrame(short[] samples);
    }

    /** What became of a message's bytes. */
    public enum Verdict {
        HEARD,
        /** Neither declared nor describing itself, or in a format that nobody here can decode. */
        UNKNOWN_FORMAT,
        /** Not a stream but a recording in one piece. */
        TOO_LONG
    }

    private final FrameCutter frames;

    /** Too few bytes to tell what they begin. */
    private byte[] beginning = NOTHING;

    private @Nullable PcmSound pcm;
    private @Nullable WavHeader wavHeader;
    private @Nullable OpusSound opus;

    CallerSound(FrameSink sink) {
        this.frames = new FrameCutter(sink);
    }

    /** From now on the sound has this format, unless it describes itself. */
    void declare(AudioFormat declared) {
        opus = null;
        pcmOf(declared);
    }

    Verdict accept(byte[] message) {
        if (opus != null) {
            return opus.accept(message);
        }
        byte[] bytes = joined(beginning, message);
        beginning = NOTHING;
        if (wavHeader != null || WavHeader.isAt(bytes)) {
            return readHeader(bytes);
        }
        if (pcm != null) {
            return pcm.accept(bytes, 0, bytes.length);
        }
        if (WebmDemuxer.isAt(bytes)) {
            opus = new OpusSound(frames);
            return opus.accept(bytes);
        }
        if (bytes.length < WavHeader.MAGIC_BYTES && mayBecomeAFile(bytes)) {
            beginning = bytes;
            return Verdict.HEARD;
        }
        return Verdict.UNKNOWN_FORMAT;
    }

    private Verdict readHeader(byte[] bytes) {
        WavHeader header = wavHeader == null ? new WavHeader() : wavHeader;
        wavHeader = header;
        int offset = header.accept(bytes);
        AudioFormat format = header.soundFormat();
        if (header.isBad()) {
            return Verdict.UNKNOWN_FORMAT;
        }
        if (format == null) {
            return Verdict.HEARD;
        }
        wavHeader = null;
        PcmSound sound = pcmOf(format);
        sound.beginAnew();
        // What comes in further messages is sound too, whatever the header says: streams cannot know how long they will
        // be.
        int end = (int) Math.min(bytes.length, offset + Math.min(header.soundBytes(), bytes.length));
        return sound.accept(bytes, offset, end);
    }

    private PcmSound pcmOf(AudioFormat format) {
        PcmSound sound = pcm == null || !pcm.format().equals(format) ? new PcmSound(format, frames) : pcm;
        pcm = sound;
        return sound;
    }

    private static boolean mayBecomeAFile(byte[] bytes) {
        return begins(bytes, 'R', 'I', 'F', 'F') || begins(bytes, 0x1A, 0x45, 0xDF, 0xA3);
    }

    private static boolean begins(byte[] bytes, int... magic) {
        for (int i = 0; i < Math.min(bytes.length, magic.length); i++) {
            if ((bytes[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        if (first.length == 0) {
            return second;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
