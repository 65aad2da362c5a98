package dev.trunkline.control;

import dev.trunkline.phone.CarrierInstruction.Transfer;
import org.jspecify.annotations.Nullable;

/**
 * Where callers may be transferred to. Immutable.
 *
 * @param name what the model calls it
 * @param number what is dialled; the model never sees it
 * @param description for the model: when to choose it
 * @param callerId what the person's phone shows, or null for the route's, the caller's or the called number
 * @param ringSeconds how long it may ring
 * @param mustAccept whether the person has to press a key to take the call
 */
public record Destination(
        String name,
        String number,
        String description,
        @Nullable String callerId,
        int ringSeconds,
        boolean mustAccept) {

    /** What the carrier is to do to put a caller through there. */
    public Transfer transfer() {
        return new Transfer(name, number, callerId, ringSeconds, mustAccept);
    }
}
