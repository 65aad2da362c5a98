package dev.trunkline.cli;

import dev.trunkline.config.ConfigException;
import java.util.List;

/** The least heap that serves, measured: with less a process would start, and be deaf in the middle of a call. */
final class Heap {

    /** A phone call, and all that answers it. */
    static final int CALL_MEGABYTES = 192;

    /** The engine: its voice and its ears take most of it. */
    static final int ENGINE_MEGABYTES = 160;

    /** A bridge whose EVI is elsewhere. */
    static final int BRIDGE_MEGABYTES = 48;

    /** Callers' voices, before the first call. */
    private static final int FLEET_MEGABYTES = 64;

    private static final int FLEET_CALLS_PER_MEGABYTE = 10;
    private static final double BYTES_PER_MEGABYTE = 1 << 20;

    /** Some collectors leave a part of {@code -Xmx} out of what they say the most is. */
    private static final double LEFT_OUT = 1.05;

    private Heap() {}

    /** What so many calls of a fleet take. */
    static int fleetMegabytes(int calls) {
        return FLEET_MEGABYTES + calls / FLEET_CALLS_PER_MEGABYTE;
    }

    /**
     * Sees that there is so much.
     *
     * @param what needs it
     * @throws ConfigException when there is less; the message says what to do
     */
    static void require(String what, int megabytes) throws ConfigException {
        require(what, megabytes, Runtime.getRuntime().maxMemory());
    }

    static void require(String what, int megabytes, long mostBytes) throws ConfigException {
        double most = mostBytes / BYTES_PER_MEGABYTE;
        if (most * LEFT_OUT < megabytes) {
            throw new ConfigException(List.of("the heap can be " + Math.round(most) + " MB, and " + what + " needs "
                    + megabytes + " MB; give it as in: java -Xmx" + megabytes + "m -jar target/trunkline.jar"));
        }
    }
}
