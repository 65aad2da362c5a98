package dev.trunkline.engine.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One side of a chat while it goes on: a file of 16-bit little-endian samples at {@link #RATE_HZ}, where what was never
 * written is silence. Blocking. Confined to the recordings' writer.
 */
record Track(Path file) {

    static final int RATE_HZ = 8_000;
    static final int SAMPLE_BYTES = 2;
    private static final long MAX_SAMPLES = 2L * 3_600 * RATE_HZ; // four times as long as any chat

    static long position(long nanos) {
        return Math.max(0, nanos) * (RATE_HZ / 1_000) / 1_000_000;
    }

    /** Writes {@code samples} at a position, over what is there; beyond two hours nothing is written. */
    void write(long positionSamples, short[] samples) throws IOException {
        if (positionSamples + samples.length > MAX_SAMPLES) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.allocate(samples.length * SAMPLE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(samples);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long positionBytes = positionSamples * SAMPLE_BYTES;
            if (channel.size() < positionBytes) {
                silence(channel, positionBytes);
            }
            while (bytes.hasRemaining()) {
                positionBytes += channel.write(bytes, positionBytes);
            }
        }
    }

    /** Moves everything from a position on so far back. */
    void insertSilence(long positionSamples, long silenceSamples) throws IOException {
        ByteBuffer rest;
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long positionBytes = positionSamples * SAMPLE_BYTES;
            long restBytes = channel.size() - positionBytes;
            if (restBytes <= 0 || positionSamples + silenceSamples + restBytes / SAMPLE_BYTES > MAX_SAMPLES) {
                return;
            }
            rest = ByteBuffer.allocate((int) restBytes).order(ByteOrder.LITTLE_ENDIAN);
            while (rest.hasRemaining() && channel.read(rest, positionBytes + rest.position()) >= 0) {}
            channel.truncate(positionBytes);
        }
        short[] samples = new short[rest.flip().remaining() / SAMPLE_BYTES];
        rest.asShortBuffer().get(samples);
        write(positionSamples + silenceSamples, samples);
    }

    /** Forgets everything from a position on. */
    void truncate(long positionSamples) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            if (channel.size() > positionSamples * SAMPLE_BYTES) {
                channel.truncate(positionSamples * SAMPLE_BYTES);
            }
        }
    }

    /** Java leaves open what a file holds between its end and a write behind it. */
    private static void silence(FileChannel channel, long endBytes) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(16 * 1024);
        for (long at = channel.size(); at < endBytes; ) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), endBytes - at));
            at += channel.write(zeros, at);
        }
    }
}
