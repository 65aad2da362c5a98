package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioRingBetweenThreadsTest {

    /** Where two forks share the machine, each of thousands of small pieces may cost a slice of its time. */
    private static final long GIVE_UP_SECONDS = 120;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 16, 16, 300000",
        "2, 64, 256, 2000000",
        "3, 256, 65536, 4000000",
        "4, 1024, 1024, 4000000",
        "5, 4, 64, 500000"
    })
    void everyByteArrivesOnceAndInOrder(int seed, int blockBytes, int maxBytes, int totalBytes)
            throws InterruptedException, ExecutionException, TimeoutException {
        var ring = new AudioRing(blockBytes, maxBytes);

        Future<?> writer = threads.submit(() -> write(ring, new Random(seed), totalBytes));
        Future<Long> wrong = threads.submit(() -> countWrong(ring, new Random(-seed), totalBytes));

        assertThat(wrong.get(GIVE_UP_SECONDS, TimeUnit.SECONDS)).isZero();
        writer.get(GIVE_UP_SECONDS, TimeUnit.SECONDS);
        assertThat(ring.availableBytes()).isZero();
    }

    /** What clear drops and what read gives are together exactly what was written. */
    @ParameterizedTest
    @CsvSource({"6, 16, 64, 500000", "7, 256, 4096, 4000000"})
    void clearingWhileTheOtherWritesLosesCountOfNothing(int seed, int blockBytes, int maxBytes, int totalBytes)
            throws InterruptedException, ExecutionException, TimeoutException {
        var ring = new AudioRing(blockBytes, maxBytes);

        Future<?> writer = threads.submit(() -> write(ring, new Random(seed), totalBytes));
        Future<Long> wrong = threads.submit(() -> countWrongWithClears(ring, new Random(-seed), totalBytes));

        assertThat(wrong.get(GIVE_UP_SECONDS, TimeUnit.SECONDS)).isZero();
        writer.get(GIVE_UP_SECONDS, TimeUnit.SECONDS);
    }

    private static void write(AudioRing ring, Random random, int totalBytes) {
        var piece = new byte[400];
        for (int written = 0; written < totalBytes && !Thread.interrupted(); ) {
            int length = Math.min(1 + random.nextInt(piece.length), totalBytes - written);
            for (int i = 0; i < length; i++) {
                piece[i] = sequence(written + i);
            }
            int taken = ring.write(piece, 0, length);
            written += taken;
            if (taken == 0) {
                giveWay();
            }
        }
    }

    private static long countWrong(AudioRing ring, Random random, int totalBytes) {
        long wrong = 0;
        var piece = new byte[400];
        for (int read = 0; read < totalBytes && !Thread.interrupted(); ) {
            int given = ring.read(piece, 0, 1 + random.nextInt(piece.length));
            wrong += countWrong(piece, given, read);
            read += given;
            if (given == 0) {
                giveWay();
            }
        }
        return wrong;
    }

    private static long countWrongWithClears(AudioRing ring, Random random, int totalBytes) {
        long wrong = 0;
        var piece = new byte[400];
        for (int read = 0; read < totalBytes && !Thread.interrupted(); ) {
            if (random.nextInt(20) == 0) {
                read += ring.clear();
            }
            int given = ring.read(piece, 0, 1 + random.nextInt(piece.length));
            wrong += countWrong(piece, given, read);
            read += given;
            if (given == 0) {
                giveWay();
            }
        }
        return wrong;
    }

    private static long countWrong(byte[] piece, int length, int position) {
        long wrong = 0;
        for (int i = 0; i < length; i++) {
            if (piece[i] != sequence(position + i)) {
                wrong++;
            }
        }
        return wrong;
    }

    @SuppressWarnings("ThreadPriorityCheck") // on a busy machine a spinning side only keeps the other from running
    private static void giveWay() {
        Thread.yield();
    }

    /** A byte that tells positions apart even when they differ by a multiple of a block. */
    private static byte sequence(int position) {
        return (byte) ((position * 0x9E37_79B9) >>> 24);
    }
}
