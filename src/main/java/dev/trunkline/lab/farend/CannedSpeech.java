package dev.trunkline.lab.farend;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.file.WavFile;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.DoubleUnaryOperator;

/**
 * Half a second of sound that can follow itself for ever, as the end of a message that carries it: all chats share its
 * one buffer, and only the some hundred bytes before it are written anew. Messages are WebSocket frames already (RFC 6455,
 * 5.2: text, whole, not masked), so that nothing between here and the socket copies them. Thread-safe.
 */
final class CannedSpeech {

    /** As EVI's chunks are about that long. */
    static final int CHUNK_MILLIS = 500;

    private static final int FUNDAMENTAL_HZ = 220;
    private static final int HARMONICS = 12;
    private static final int SYLLABLE_HZ = 4;
    private static final double LOUDNESS = 9_000;
    private static final double NUMBERED_LOUDNESS = 16_000;
    private static final int RUBBISH_BYTES = 4_800;

    private static final int TEXT = 0x81;
    private static final int LONGEST_PLAIN = 125;
    private static final int LENGTH_OF_16_BITS = 126;
    private static final int LENGTH_OF_64_BITS = 127;
    private static final int MOST_HEADER_BYTES = 10;

    private final ByteBuf rest;

    /** A hum as a WAV file. */
    CannedSpeech(int sampleRateHz) {
        this(wav(humSamples(sampleRateHz), sampleRateHz));
    }

    /** Any sound, which is sent as base64. */
    CannedSpeech(byte[] sound) {
        this(Base64.getEncoder().encodeToString(sound));
    }

    private CannedSpeech(String data) {
        byte[] text = utf8(data + "\"}");
        // The collector frees it: nobody knows which of its chats is the last.
        ByteBuffer direct = ByteBuffer.allocateDirect(text.length).put(text).flip();
        this.rest = Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(direct.asReadOnlyBuffer()));
    }

    /** The {@link DualTone} of this number instead of a hum. */
    static CannedSpeech numbered(int sampleRateHz, int code) {
        return new CannedSpeech(wav(numberedSamples(sampleRateHz, code), sampleRateHz));
    }

    /** What no WAV reader takes. */
    static CannedSpeech rubbish() {
        byte[] rubbish = new byte[RUBBISH_BYTES];
        Arrays.fill(rubbish, (byte) 'x');
        return new CannedSpeech(rubbish);
    }

    /** What is neither base64 nor anything else. */
    static CannedSpeech noBase64() {
        return new CannedSpeech("?".repeat(RUBBISH_BYTES));
    }

    /** A frame that begins a message with this text, up to where the sound stands; {@link #rest} is the rest of it. */
    ByteBuf chunk(ByteBufAllocator allocator, String head) {
        return frame(allocator, utf8(head), rest.readableBytes());
    }

    /** What follows every {@link #chunk}. */
    ByteBuf rest() {
        return rest.retainedDuplicate();
    }

    /** A message of its own. */
    static ByteBuf message(ByteBufAllocator allocator, String json) {
        return frame(allocator, utf8(json), 0);
    }

    private static ByteBuf frame(ByteBufAllocator allocator, byte[] text, int moreBytes) {
        int lengthBytes = text.length + moreBytes;
        ByteBuf frame = allocator.directBuffer(MOST_HEADER_BYTES + text.length).writeByte(TEXT);
        if (lengthBytes <= LONGEST_PLAIN) {
            frame.writeByte(lengthBytes);
        } else if (lengthBytes <= 0xFFFF) {
            frame.writeByte(LENGTH_OF_16_BITS).writeShort(lengthBytes);
        } else {
            frame.writeByte(LENGTH_OF_64_BITS).writeLong(lengthBytes);
        }
        return frame.writeBytes(text);
    }

    /** Half a second of a hum. */
    static short[] humSamples(int sampleRateHz) {
        return samples(sampleRateHz, CannedSpeech::hum);
    }

    /** Half a second of a {@link DualTone}. */
    static short[] numberedSamples(int sampleRateHz, int code) {
        return samples(sampleRateHz, seconds -> NUMBERED_LOUDNESS * DualTone.sample(code, seconds));
    }

    private static short[] samples(int sampleRateHz, DoubleUnaryOperator sound) {
        short[] samples = new short[sampleRateHz * CHUNK_MILLIS / 1_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (short) Math.round(sound.applyAsDouble((double) i / sampleRateHz));
        }
        return samples;
    }

    private static byte[] wav(short[] samples, int sampleRateHz) {
        return WavFile.of(new Speech(samples, sampleRateHz));
    }

    /** A hum with syllables: loud from its first millisecond, whole periods of everything in half a second. */
    private static double hum(double seconds) {
        double hum = 0;
        for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
            hum += Math.cos(2 * Math.PI * FUNDAMENTAL_HZ * harmonic * seconds + harmonic * harmonic) / harmonic;
        }
        return LOUDNESS * hum * (1 + 0.5 * Math.cos(2 * Math.PI * SYLLABLE_HZ * seconds)) / 2;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
