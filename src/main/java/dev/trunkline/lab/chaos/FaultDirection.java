package dev.trunkline.lab.chaos;

import java.util.Locale;

/** Which of a connection's two ways a fault strikes. */
public enum FaultDirection {
    /** From whoever connects to the target. */
    UP,
    /** Back from the target. */
    DOWN,
    BOTH;

    boolean isUp() {
        return this != DOWN;
    }

    boolean isDown() {
        return this != UP;
    }

    /** As it is written on a command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
