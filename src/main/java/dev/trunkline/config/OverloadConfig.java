package dev.trunkline.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Who is let in, and what becomes of the others; 0 means any number. Immutable.
 *
 * @param maxChats that EVI has for us
 * @param reservedChats of them, for calls that are on; null for the usual number
 * @param loopLagMillis above it nobody new comes in
 * @param memoryPercent likewise
 * @param waiting how those wait for whom there is no room; null: they do not
 */
public record OverloadConfig(
        int maxChats,
        @Nullable Integer reservedChats,
        int loopLagMillis,
        int memoryPercent,
        int callsPerCaller,
        int callsPerCallerInTenMinutes,
        @Nullable Waiting waiting) {

    /**
     * A line.
     *
     * @param isQueued in a queue of the carrier's
     * @param places how many may wait
     * @param seconds how long
     * @param words with {@code {position}} for the place
     * @param music played meanwhile; null for silence
     */
    public record Waiting(
            boolean isQueued,
            int places,
            int seconds,
            String words,
            @Nullable URI music) {}
}
