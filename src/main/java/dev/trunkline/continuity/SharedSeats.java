package dev.trunkline.continuity;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Seats that calls have on all nodes together, for limits of calls at a time. A call has one seat of a name, whichever nodes keep it;
 * one that nobody keeps is free when its lease is over, so that a node that dies locks nobody out. Best effort: a limit that must
 * hold without this holds on each node for itself. Thread-safe; nothing here blocks.
 */
public interface SharedSeats {

    /** Nodes that do not talk to each other. */
    SharedSeats NONE = new SharedSeats() {
        @Override
        public void keep(String name, String callSid, Duration lease) {}

        @Override
        public void leave(String name, String callSid) {}

        @Override
        public CompletionStage<OptionalLong> taken(String name) {
            return CompletableFuture.completedFuture(OptionalLong.empty());
        }
    };

    /**
     * A call takes a seat, or goes on having it.
     *
     * @param name without personal data: a hash where it tells whose seats they are
     * @param lease after which it is free, unless somebody keeps it again
     */
    void keep(String name, String callSid, Duration lease);

    /** The call's seat is free, whoever has kept it. */
    void leave(String name, String callSid);

    /** How many calls have one; within some tenths of a second and never with a failure; nothing when nobody can tell. */
    CompletionStage<OptionalLong> taken(String name);
}
