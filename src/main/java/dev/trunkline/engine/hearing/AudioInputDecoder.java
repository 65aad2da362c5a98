package dev.trunkline.engine.hearing;

import dev.trunkline.engine.wire.AudioFormat;
import dev.trunkline.speech.file.Container;
import dev.trunkline.speech.file.SampleEncoding;
import dev.trunkline.speech.file.SoundDecoder;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Whatever bytes a client sends as sound, cut into frames of 20 ms at 8 kHz mono. Takes raw linear16 of the declared
 * format, and what describes itself: WAV files, WebM recordings with Opus, and what a
 * {@link SoundDecoder} can decode. Files may be cut in pieces anywhere. Confined
 * to the chat's loop.
 */
public final class AudioInputDecoder {

    static final int RATE_HZ = 8_000;
    static final int FRAME_SAMPLES = 160;
    static final int MAX_MESSAGE_SECONDS = 10; // far more than any stream: a whole file
    static final int MAX_MESSAGE_SAMPLES = MAX_MESSAGE_SECONDS * RATE_HZ;

    private static final byte[] NOTHING = {};

    /** Gets the frames; each is valid only during the call. */
    interface FrameSink {
        void onFrame(short[] samples);

        /** What was accepted before turns out to be nothing that can be heard; on the chat's loop. */
        default void onTrouble(Verdict verdict) {}
    }

    /** What became of a message's bytes. */
    public enum Verdict {
        ACCEPTED,
        /** Neither declared nor describing itself, or in a format that nobody here can decode. */
        UNKNOWN_FORMAT,
        /** A file of the kind of {@link #container}, which nobody here can decode. */
        UNDECODABLE,
        /** Not a stream but a recording in one piece. */
        TOO_LONG
    }

    private final FrameSink sink;
    private final FrameAssembler frames;
    private final SoundDecoder decoder;
    private final Executor loop;

    /** Too few bytes to tell what they begin. */
    private byte[] beginning = NOTHING;

    private @Nullable PcmSound pcm;
    private @Nullable WavHeader wavHeader;
    private @Nullable OpusSound opus;
    private @Nullable DecodedSound decoded;
    private @Nullable Container container;
    private boolean begun; // sound of the declared format
    private boolean raw; // nothing describes itself

    /** Without a decoder. */
    AudioInputDecoder(FrameSink sink) {
        this(sink, SoundDecoder.NONE, Runnable::run);
    }

    /**
     * @param decoder for what has no decoder in here
     * @param loop the chat's
     */
    AudioInputDecoder(FrameSink sink, SoundDecoder decoder, Executor loop) {
        this.sink = sink;
        this.frames = new FrameAssembler(sink);
        this.decoder = decoder;
        this.loop = loop;
    }

    /** What the last file was; null while there was none. */
    @Nullable
    Container container() {
        return container;
    }

    /** Nothing more is heard. */
    void close() {
        if (decoded != null) {
            decoded.close();
            decoded = null;
        }
    }

    /** From now on the sound has this format, unless it describes itself. */
    void declare(AudioFormat declared) {
        opus = null;
        close();
        begun = false;
        raw = false;
        pcmOf(declared, SampleEncoding.SIGNED_16);
    }

    /** From now on all sound is samples written so, also what looks like a file. */
    void declareRaw(AudioFormat declared, SampleEncoding encoding) {
        declare(declared);
        raw = true;
        beginning = NOTHING;
        wavHeader = null;
        pcmOf(declared, encoding);
    }

    /** What is left of a declared sample that was cut in two is nobody's. */
    void beginAnew() {
        if (pcm != null) {
            pcm.beginAnew();
        }
    }

    Verdict accept(byte[] message) {
        if (raw && pcm != null) {
            return pcm.accept(message, 0, message.length);
        }
        if (opus != null) {
            return opus.accept(message);
        }
        byte[] bytes = joined(beginning, message);
        beginning = NOTHING;
        if (wavHeader != null || WavHeader.isAt(bytes)) {
            close();
            return readHeader(bytes);
        }
        if (pcm == null && bytes.length < Container.MAGIC_BYTES && Container.mayBecomeOne(bytes)) {
            beginning = bytes;
            return Verdict.ACCEPTED;
        }
        // Who has declared samples and sends a file all the same would not be understood.
        Container found = begun ? null : pcm == null && decoded == null ? Container.of(bytes) : Container.marked(bytes);
        if (found != null) {
            return begin(found, bytes);
        }
        if (decoded != null) {
            return decoded.accept(bytes);
        }
        begun = pcm != null;
        return pcm == null ? Verdict.UNKNOWN_FORMAT : pcm.accept(bytes, 0, bytes.length);
    }

    private Verdict begin(Container found, byte[] bytes) {
        if (decoded != null && !isBeginning(found, bytes)) {
            return decoded.accept(bytes);
        }
        if (decoded != null && !decoded.isHeard()) {
            return Verdict.UNDECODABLE; // beginnings alone, and each would be a process
        }
        close();
        container = found;
        if (found == Container.WEBM) {
            opus = new OpusSound(frames);
            return opus.accept(bytes);
        }
        if (!found.isStreamable() || !decoder.decodes(found)) {
            return Verdict.UNDECODABLE;
        }
        DecodedSound begun = new DecodedSound(decoder, found, frames, loop, sink::onTrouble);
        decoded = begun;
        return begun.accept(bytes);
    }

    /** MP4's fragments and Ogg's pages all have a mark; a new file begins with its own. */
    private static boolean isBeginning(Container found, byte[] bytes) {
        return switch (found) {
            case MP4 -> bytes.length > 4 && bytes[4] == 'f';
            case OGG -> bytes.length > 5 && (bytes[5] & 2) != 0;
            default -> true;
        };
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
            return Verdict.ACCEPTED;
        }
        wavHeader = null;
        begun = true;
        PcmSound sound = pcmOf(format, header.encoding());
        sound.beginAnew();
        // What comes in further messages is sound too, whatever the header says: streams cannot know how long they will
        // be.
        int end = (int) Math.min(bytes.length, offset + Math.min(header.soundBytes(), bytes.length));
        return sound.accept(bytes, offset, end);
    }

    private PcmSound pcmOf(AudioFormat format, SampleEncoding encoding) {
        PcmSound sound = pcm == null || !pcm.is(format, encoding) ? new PcmSound(format, encoding, frames) : pcm;
        pcm = sound;
        return sound;
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
