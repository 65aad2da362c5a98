package dev.trunkline.bridge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many calls may be here. Immutable.
 *
 * @param maxCalls the most at the same time
 * @param maxChats the most chats that the far end has for us, 0 for any number
 * @param reservedChats of them, for running calls that need a second one for a while: a rollover, a reconnection
 * @param callsPerCaller the most at the same time of one number, 0 for any
 * @param callsPerCallerInTenMinutes the most that one number may make within that, 0 for any
 * @param line where those may wait for whom there is no room; null: nobody waits
 */
public record AdmissionLimits(
        int maxCalls,
        int maxChats,
        int reservedChats,
        int callsPerCaller,
        int callsPerCallerInTenMinutes,
        @Nullable Line line) {

    private static final int CALLS_PER_RESERVED_CHAT = 20;

    /**
     * The line of those who wait.
     *
     * @param places the most who may wait
     * @param patience how long one may wait
     * @param askEvery how often the carrier asks on behalf of each, but for the words; who is not asked for any more is gone
     * @param words for the caller; {@value #POSITION} is replaced
     */
    public record Line(int places, Duration patience, Duration askEvery, String words) {
        /** Stands for the place in the line. */
        public static final String POSITION = "{position}";

        String words(int position) {
            return words.replace(POSITION, Integer.toString(position));
        }
    }

    /** So many calls, and nothing else counts. */
    public static AdmissionLimits ofCalls(int maxCalls) {
        return new AdmissionLimits(maxCalls, 0, 0, 0, 0, null);
    }

    /** One chat for every twenty calls, so that all of {@code maxChats} come to calls and their reserve; none of a single one. */
    public static int usualReserve(int maxChats) {
        return maxChats <= 1 ? 0 : (maxChats + CALLS_PER_RESERVED_CHAT) / (CALLS_PER_RESERVED_CHAT + 1);
    }

    /** How many new calls there is room for when nobody is here. */
    public int seats() {
        return maxChats == 0 ? maxCalls : Math.min(maxCalls, seatsOfChats());
    }

    /** Whether it is the chats that run out first. */
    boolean isOfChats() {
        return maxChats != 0 && seatsOfChats() < maxCalls;
    }

    private int seatsOfChats() {
        return Math.max(1, maxChats - reservedChats);
    }
}
