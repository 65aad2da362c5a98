package dev.trunkline.continuity;

import java.time.Duration;

/**
 * What nodes think of far ends: a node whose breaker has opened spares the others the same trouble. Best effort. Thread-safe;
 * nothing here blocks.
 */
public interface FarEndOpinions {

    /** Nodes that do not talk to each other. */
    FarEndOpinions NONE = new FarEndOpinions() {
        @Override
        public void tell(String farEnd, boolean isBroken, Duration validFor) {}

        @Override
        public boolean isBrokenForOthers(String farEnd) {
            return false;
        }
    };

    /**
     * This node has changed its opinion.
     *
     * @param farEnd its address, without keys
     * @param validFor after which it is nobody's opinion any more, unless told again
     */
    void tell(String farEnd, boolean isBroken, Duration validFor);

    /** Whether another node has told, lately, that it is broken. */
    boolean isBrokenForOthers(String farEnd);
}
