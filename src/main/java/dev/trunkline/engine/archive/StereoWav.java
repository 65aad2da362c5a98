package dev.trunkline.engine.archive;

import dev.trunkline.speech.file.WavFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Two tracks as one WAV file, the first on the left. The shorter one is followed by silence. Blocking. */
final class StereoWav {

    private static final int CHANNELS = 2;
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
            out.write(WavFile.header(CHANNELS, Track.RATE_HZ, samples * FRAME_BYTES));
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
}
