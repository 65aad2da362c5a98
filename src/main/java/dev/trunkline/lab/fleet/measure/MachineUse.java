package dev.trunkline.lab.fleet.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The time of all cores together since the machine began, in ticks of {@code /proc/stat}. Immutable.
 *
 * @param idle of the total, nothing to do
 * @param steal of the total, taken by other guests of the same host
 */
record MachineUse(long total, long idle, long steal) {

    private static final Path STAT = Path.of("/proc/stat");
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final int STEAL = 8;

    /** All zeros where there is no such file. */
    static MachineUse read() {
        try (Stream<String> lines = Files.lines(STAT)) {
            String[] fields = lines.findFirst().orElse("").split("\\s+", -1);
            long total = 0;
            for (int i = 1; i <= STEAL; i++) {
                total += Long.parseLong(fields[i]);
            }
            return new MachineUse(
                    total,
                    Long.parseLong(fields[IDLE]) + Long.parseLong(fields[WAITING]),
                    Long.parseLong(fields[STEAL]));
        } catch (IOException | RuntimeException e) {
            return new MachineUse(0, 0, 0); // not Linux
        }
    }

    double busyPercentSince(MachineUse before) {
        return total == before.total ? 0 : 100 - 100.0 * (idle - before.idle) / (total - before.total);
    }

    double stealPercentSince(MachineUse before) {
        return total == before.total ? 0 : 100.0 * (steal - before.steal) / (total - before.total);
    }
}
