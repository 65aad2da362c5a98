package dev.trunkline.engine.wire;

/** Says which setting is out of its bounds, and what they are. */
public final class Bounds {

    private Bounds() {}

    /**
     * Checks one.
     *
     * @throws IllegalArgumentException when {@code value} is not within {@code least} and {@code most}, both allowed
     */
    public static void check(long value, long least, long most, String what) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "the " + what + " must be between " + least + " and " + most + ", not " + value);
        }
    }
}
