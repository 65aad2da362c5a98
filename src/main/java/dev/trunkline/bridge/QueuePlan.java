package dev.trunkline.bridge;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How callers wait for one destination. Immutable.
 *
 * @param places how many may wait
 * @param longest how long
 * @param retry after which a busy destination is tried again, or earlier when a caller of ours has hung up there
 * @param words what they hear, with {position}, {minutes} (the longest wait of all who wait) and {key}
 * @param backKey leads back to the agent
 * @param music what is played meanwhile, or null for silence
 */
public record QueuePlan(
        int places,
        Duration longest,
        Duration retry,
        String words,
        char backKey,
        @Nullable URI music) {

    String words(int position, Duration longestWait) {
        String key = backKey == '*' ? "star" : backKey == '#' ? "pound" : String.valueOf(backKey);
        return words.replace("{position}", String.valueOf(position))
                .replace(
                        "{minutes}",
                        String.valueOf(Math.max(1, longestWait.plusSeconds(59).toMinutes())))
                .replace("{key}", key);
    }
}
