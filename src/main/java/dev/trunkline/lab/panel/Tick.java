package dev.trunkline.lab.panel;

import dev.trunkline.lab.phone.CallerSound;
import org.jspecify.annotations.Nullable;

/**
 * A fifth of a second of a call. Immutable.
 *
 * @param callerSpeaks whether the caller is heard
 * @param agentSpeaks whether the agent is heard
 * @param sound what the caller's sound is meant to be; null when there is none, or nobody knows
 */
public record Tick(
        boolean callerSpeaks, boolean agentSpeaks, @Nullable CallerSound sound) {

    /** How long it lasts. */
    public static final int MILLIS = 200;
}
