package dev.trunkline.call;

import java.time.Duration;

/**
 * The limits and habits of a call. Immutable.
 *
 * @param maxCallNanos the longest call
 * @param playoutLeadNanos how much sound is kept inside the carrier, so that a late tick is not heard
 * @param toolDeadlineNanos how long a tool may take; EVI itself would wait for ever
 * @param farewellGraceNanos after a hang-up or transfer was decided: how long the agent may be silent before, or in the
 *     middle of, its last words
 * @param farewellCapNanos and how long they may go on arriving; what has come by then is heard to its end
 * @param protectsGoodbye whether a caller who speaks into the last words is not heard; otherwise the end is taken back
 * @param reconnectWindowNanos how long a lost AI is called again
 * @param firstConnectWindowNanos how long an AI that never answered is called again
 * @param interimWordsToInterrupt an interim transcript of so many words stops an agent that is only being played; 0: none
 *     does
 * @param earlyAudioBytes how much of the caller's mu-law is kept while the AI cannot hear
 * @param digitPauseNanos keys pressed closer together than this are one input
 * @param apology what a caller is told who cannot be served
 */
public record CallPolicy(
        long maxCallNanos,
        long playoutLeadNanos,
        long toolDeadlineNanos,
        long farewellGraceNanos,
        long farewellCapNanos,
        boolean protectsGoodbye,
        long reconnectWindowNanos,
        long firstConnectWindowNanos,
        int interimWordsToInterrupt,
        int earlyAudioBytes,
        long digitPauseNanos,
        String apology) {

    /** What is used where the operator says nothing. */
    public static CallPolicy defaults() {
        return new CallPolicy(
                Duration.ofHours(1).toNanos(),
                Duration.ofMillis(160).toNanos(),
                Duration.ofSeconds(10).toNanos(),
                Duration.ofSeconds(2).toNanos(),
                Duration.ofSeconds(60).toNanos(),
                false,
                Duration.ofSeconds(30).toNanos(),
                Duration.ofSeconds(6).toNanos(),
                2,
                90 * 8_000,
                Duration.ofMillis(1_500).toNanos(),
                "We are sorry, we cannot take your call at the moment. Please try again later.");
    }

    /** The same with what an operator may change. */
    public CallPolicy with(Duration maxCall, Duration toolDeadline, Duration playoutLead, int interimWords) {
        return new CallPolicy(
                maxCall.toNanos(),
                playoutLead.toNanos(),
                toolDeadline.toNanos(),
                farewellGraceNanos,
                farewellCapNanos,
                protectsGoodbye,
                reconnectWindowNanos,
                firstConnectWindowNanos,
                interimWords,
                earlyAudioBytes,
                digitPauseNanos,
                apology);
    }

    /** The same with another time in which an AI that never answered is called again. */
    public CallPolicy reachingAiWithin(Duration window) {
        return new CallPolicy(
                maxCallNanos,
                playoutLeadNanos,
                toolDeadlineNanos,
                farewellGraceNanos,
                farewellCapNanos,
                protectsGoodbye,
                reconnectWindowNanos,
                window.toNanos(),
                interimWordsToInterrupt,
                earlyAudioBytes,
                digitPauseNanos,
                apology);
    }

    /** The same with other words for a caller who cannot be served. */
    public CallPolicy withApology(String words) {
        return new CallPolicy(
                maxCallNanos,
                playoutLeadNanos,
                toolDeadlineNanos,
                farewellGraceNanos,
                farewellCapNanos,
                protectsGoodbye,
                reconnectWindowNanos,
                firstConnectWindowNanos,
                interimWordsToInterrupt,
                earlyAudioBytes,
                digitPauseNanos,
                words);
    }

    /** The same with last words that no caller can interrupt. */
    public CallPolicy protectingGoodbye() {
        return new CallPolicy(
                maxCallNanos,
                playoutLeadNanos,
                toolDeadlineNanos,
                farewellGraceNanos,
                farewellCapNanos,
                true,
                reconnectWindowNanos,
                firstConnectWindowNanos,
                interimWordsToInterrupt,
                earlyAudioBytes,
                digitPauseNanos,
                apology);
    }
}
