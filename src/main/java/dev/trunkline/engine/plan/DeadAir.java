package dev.trunkline.engine.plan;

import dev.trunkline.engine.wire.Bounds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller hears who waits for an answer, so that the line never seems dead. Immutable.
 *
 * @param fillers sentences, one of which is said when the answer takes long, and each time another; empty for none
 * @param afterMillis of silence, from the caller's last sound or the agent's
 * @param repeatMillis between one and the next, in the same wait
 * @param times how many are said in one wait at most
 * @param comfortDb the level of a soft noise after them, in dB of full scale; null for none
 */
public record DeadAir(
        List<String> fillers,
        long afterMillis,
        long repeatMillis,
        int times,
        @Nullable Double comfortDb) {

    private static final DeadAir ALLOWED = new DeadAir(List.of(), 1_100, 8_000, 3, null);

    public DeadAir {
        fillers = List.copyOf(fillers);
        Bounds.check(afterMillis, 100, 60_000, "silence before a filler");
        Bounds.check(repeatMillis, 1_000, 600_000, "silence between fillers");
        Bounds.check(times, 0, 100, "number of fillers");
    }

    /** Nothing is done about it, as EVI does. */
    public static DeadAir allowed() {
        return ALLOWED;
    }

    /** Whether nothing is done about it. */
    public boolean isAllowed() {
        return (fillers.isEmpty() || times == 0) && comfortDb == null;
    }
}
