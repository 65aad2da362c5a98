package dev.trunkline.engine.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Two tracks as one WAV file, the first on the left. The shorter one is followed by silence. Blocking. */
final class StereoWav {

    private static final int CHANNELS = 2;
    private static final int HEADER_BYTES = 44;
    private static final int PCM = 1;
    private static final int FRAME_BYTES = CHANNELS * Track.SAMPLE_BYTES;
    private static final int BLOCK_SAMPLES = 16 * 1024;

    private StereoWav() {}

    /** Writes {@code wav}, whole or not at all. A track that does not exist is silent. */
    static void write(Track left, Track right, Path wav) throws IOException {
        Path part = wav.resolveSibling(wav.getFileName() + ".part");
        long samples = Math.max(samples(left), samples(right));
        try (InputStream leftBytes = open(left);
                InputStream rightBytes = open(right);
                OutputStream out = Files.newOutputStream(part)) {
            out.write(header(samples * FRAME_BYTES));
            for (long rest = samples; rest > 0; rest -= BLOCK_SAMPLES) {
                out.write(interleaved(block(leftBytes), block(rightBytes)), 0, (int)
                        (Math.min(rest, BLOCK_SAMPLES) * FRAME_BYTES));
            }
        }
        Files.move(part, wav, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static long samples(Track track) throws IOException {
        return Files.exists(track.file()) ? Files.size(track.file()) / Track.SAMPLE_BYTES : 0;
    }

    private static InputStream open(Track track) throws IOException {
        return Files.exists(track.file()) ? Files.newInputStream(track.file()) : InputStream.nullInputStream();
    }

    /** The next samples, followed by silence. */
    private static byte[] block(InputStream in) throws IOException {
        byte[] block = new byte[BLOCK_SAMPLES * Track.SAMPLE_BYTES];
        in.readNBytes(block, 0, block.length);
        return block;
    }

    private static byte[] interleaved(byte[] left, byte[] right) {
        byte[] both = new byte[left.length + right.length];
        for (int from = 0, to = 0; from < left.length; from += Track.SAMPLE_BYTES, to += FRAME_BYTES) {
            both[to] = left[from];
            both[to + 1] = left[from + 1];
            both[to + 2] = right[from];
            both[to + 3] = right[from + 1];
        }
        return both;
    }

    private static byte[] header(long dataBytes) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(ascii("RIFF")).putInt((int) (HEADER_BYTES - 8 + dataBytes)).put(ascii("WAVE"));
        header.put(ascii("fmt ")).putInt(16).putShort((short) PCM).putShort((short) CHANNELS);
        header.putInt(Track.RATE_HZ).putInt(Track.RATE_HZ * FRAME_BYTES);
        header.putShort((short) FRAME_BYTES).putShort((short) (8 * Track.SAMPLE_BYTES));
        header.put(ascii("data")).putInt((int) dataBytes);
        return header.array();
    }

    private static byte[] ascii(String tag) {
        return tag.getBytes(StandardCharsets.US_ASCII);
    }
}
