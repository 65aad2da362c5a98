package dev.trunkline.telemetry;

/**
 * How hard the process is pressed, for whoever may leave something undone: no new calls from {@link LoadLevel#HIGH} on, no
 * extras at {@link LoadLevel#CRITICAL}. Thread-safe; asking costs a field's read.
 */
public interface Load {

    /** Never pressed. */
    Load NONE = () -> Pressed.NOT;

    /** How it is now. */
    Pressed now();

    /** Whether what a call can do without is to be left undone. */
    default boolean isCritical() {
        return now().level() == LoadLevel.CRITICAL;
    }

    /**
     * How hard, and by what. Immutable.
     *
     * @param by what presses most, a metric label: {@value #LOOP_LAG}, {@value #HEAP}, {@value #DIRECT_MEMORY}; "" when nothing does
     */
    record Pressed(LoadLevel level, String by) {
        /** The loops come too late to their work. */
        public static final String LOOP_LAG = "loop_lag";

        /** The heap is full of what is in use. */
        public static final String HEAP = "heap";

        /** The memory of sockets' buffers is used up. */
        public static final String DIRECT_MEMORY = "direct_memory";

        static final Pressed NOT = new Pressed(LoadLevel.NORMAL, "");
    }
}
