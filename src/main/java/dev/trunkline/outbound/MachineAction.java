package dev.trunkline.outbound;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What becomes of a call that a machine answers. */
public enum MachineAction {
    /** It is ended at once. */
    HANG_UP,
    /** The agent falls silent, says a message after the beep, and hangs up. */
    MESSAGE,
    /** The agent talks, as with anybody. */
    TALK;

    /** How the configuration and the API write it: hang_up, message, talk. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of that label, or null. */
    public static @Nullable MachineAction of(String label) {
        for (MachineAction action : values()) {
            if (action.label().equals(label)) {
                return action;
            }
        }
        return null;
    }
}
