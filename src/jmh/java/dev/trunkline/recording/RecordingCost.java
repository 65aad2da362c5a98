package dev.trunkline.recording;

import dev.trunkline.call.SoundTap.Voice;
import dev.trunkline.testing.Wavs;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What recording costs a second of one call, as CPU time of the thread that pays it: on the call's loop, and on the writer's thread, in
 * each format. Both sides always speak, which is the dearest. Thread time, so that a busy machine disturbs it little.
 */
public final class RecordingCost {

    private static final int FRAME_BYTES = 160;
    private static final int FRAMES_PER_SECOND = 50;
    private static final int SECONDS = 600; // of a call
    private static final int LOOK_FRAMES = 25; // the writer looks twice a second
    private static final int ROUNDS = 5;
    private static final long FRAME_NANOS = 20_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private RecordingCost() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("recording-cost");
        RecordingKey key = new RecordingKey("01".repeat(32));
        for (int round = 1; round <= ROUNDS; round++) {
            System.out.printf(
                    "round %d: microseconds of CPU for a second of a call: %s, %s, %s%n",
                    round,
                    cost("wav", folder, RecordingFormat.WAV, null),
                    cost("wav, sealed", folder, RecordingFormat.WAV, key),
                    cost("opus", folder, RecordingFormat.OPUS, null));
        }
        Files.delete(folder);
    }

    private static String cost(String name, Path path, RecordingFormat format, @Nullable RecordingKey key)
            throws IOException {
        RecordingFolder folder = new RecordingFolder(path);
        RecordedStream stream = new RecordedStream("CA1", "MZ1", "main", 0, 1);
        PartWriter writer = new PartWriter(stream, folder, format, key, (reason, frames) -> {});
        byte[] caller = voice(1);
        byte[] agent = voice(2);
        byte[] frame = new byte[FRAME_BYTES];
        long loop = 0;
        long written = 0;
        for (int i = 1; i <= SECONDS * FRAMES_PER_SECOND; i++) {
            long now = i * FRAME_NANOS;
            int at = i * FRAME_BYTES % (caller.length - FRAME_BYTES);
            long before = THREADS.getCurrentThreadCpuTime();
            if (i % LOOK_FRAMES == 0) {
                writer.work(now, false);
                written += THREADS.getCurrentThreadCpuTime() - before;
                before = THREADS.getCurrentThreadCpuTime();
                for (int j = 0; j < LOOK_FRAMES; j++) { // together, or the clock costs more than what it measures
                    long frameNanos = now + j * FRAME_NANOS;
                    System.arraycopy(caller, at, frame, 0, FRAME_BYTES);
                    stream.onCaller(frame, FRAME_BYTES, frameNanos);
                    System.arraycopy(agent, at, frame, 0, FRAME_BYTES);
                    stream.onPlayout(Voice.AGENT, frame, FRAME_BYTES, frameNanos + 8 * FRAME_NANOS);
                }
                loop += THREADS.getCurrentThreadCpuTime() - before;
            }
        }
        stream.onEnded((SECONDS + 1L) * 1_000_000_000);
        writer.work((SECONDS + 3L) * 1_000_000_000, false);
        folder.delete("CA1");
        return "%s loop %.1f writer %.1f".formatted(name, loop / 1e3 / SECONDS, written / 1e3 / SECONDS);
    }

    private static byte[] voice(int seed) {
        byte[] tone = Wavs.muLawTone(200 + 150 * seed, 10_000);
        Random random = new Random(seed);
        for (int i = 0; i < tone.length; i += random.nextInt(5) + 1) {
            tone[i] ^= (byte) random.nextInt(32); // no pure tone: a coder would have it too easy
        }
        return tone;
    }
}
