package dev.trunkline.recording;

/** Notices keys that are pressed one after the other. Confined to the call's loop. */
final class KeySequence {

    private static final long PAUSE_NANOS = 3_000_000_000L; // whoever waits longer presses something else

    private final String keys;
    private int pressed;
    private long lastNanos;

    /** @param keys "" is never pressed */
    KeySequence(String keys) {
        this.keys = keys;
    }

    /** A key was pressed; returns whether it was the last of them. */
    boolean press(char key, long atNanos) {
        if (keys.isEmpty()) {
            return false;
        }
        if (pressed > 0 && (atNanos - lastNanos > PAUSE_NANOS || keys.charAt(pressed) != key)) {
            pressed = 0;
        }
        lastNanos = atNanos;
        if (keys.charAt(pressed) == key) {
            pressed++;
        }
        if (pressed < keys.length()) {
            return false;
        }
        pressed = 0;
        return true;
    }
}
