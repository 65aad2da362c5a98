package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/** What becomes of a caller whose agent is missing, or does not do his work. Immutable. */
public record CallCare(Patience patience, Comfort comfort) {

    /**
     * How long a far end is waited for that does not do its work.
     *
     * @param reconnectSeconds that was lost
     * @param outageSeconds the same while none can be reached by any call
     * @param silentSeconds that says nothing to what the caller said
     * @param stalledSeconds that stops in mid-sentence
     * @param floodSeconds that sends more than fits
     * @param greetSeconds that owes a greeting, and is not the last; 0: however long
     */
    public record Patience(
            int reconnectSeconds,
            int outageSeconds,
            int silentSeconds,
            int stalledSeconds,
            int floodSeconds,
            int greetSeconds) {}

    /**
     * What a caller hears while the agent is missing.
     *
     * @param toneDb the level of a tone, in dB of full scale, or null for none
     * @param words what is said after {@code wordsSeconds}, or null for nothing
     */
    public record Comfort(
            @Nullable Integer toneDb,
            int toneMillis,
            @Nullable String words,
            int wordsSeconds) {}
}
