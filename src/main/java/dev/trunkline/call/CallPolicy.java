package dev.trunkline.call;

import java.time.Duration;
import java.util.Set;

/**
 * The limits and habits of a call. Immutable.
 *
 * @param playoutLeadNanos how much sound is kept inside the carrier, so that a late tick is not heard
 * @param interimWordsToInterrupt an interim transcript of so many words stops an agent that is only being played; 0: none
 *     does
 * @param digitPauseNanos keys pressed closer together than this are one input
 * @param ownKeys inputs that are for the bridge, such as *7: the AI is not told of them
 * @param maxChatNanos how long the AI lets a chat last, so that another goes on before that; 0 for as long as it takes
 */
public record CallPolicy(
        Limits limits,
        long playoutLeadNanos,
        int interimWordsToInterrupt,
        long digitPauseNanos,
        Set<String> ownKeys,
        FarewellPolicy farewell,
        ReconnectPolicy reconnect,
        long maxChatNanos,
        AiPatience patience,
        ComfortPolicy comfort) {

    /**
     * What no call exceeds. Immutable.
     *
     * @param maxCallNanos the longest call
     * @param toolDeadlineNanos how long a tool may take; a far end would wait for ever
     * @param earlyAudioBytes how much of the caller's mu-law is kept while the AI cannot hear
     */
    public record Limits(long maxCallNanos, long toolDeadlineNanos, int earlyAudioBytes) {}

    /**
     * How last words are heard, after a hang-up or a transfer was decided. Immutable.
     *
     * @param graceNanos how long the agent may be silent before, or in the middle of, its last words
     * @param capNanos how long they may go on arriving; what has come by then is heard to its end
     * @param isProtected whether a caller who speaks into them is not heard; otherwise the end is taken back
     */
    public record FarewellPolicy(long graceNanos, long capNanos, boolean isProtected) {}

    /**
     * How long an AI is called again. Immutable.
     *
     * @param windowNanos one that was lost
     * @param firstWindowNanos one that never answered
     * @param outageNanos either, while none can be reached by any call; half of it a new caller's, once it was called in vain
     */
    public record ReconnectPolicy(long windowNanos, long firstWindowNanos, long outageNanos) {}

    /**
     * How long an AI may do no work before it is called again. Immutable.
     *
     * @param silentNanos when it tells nothing after the caller has spoken
     * @param stalledNanos when sound is missing of a sentence that it has begun
     * @param floodNanos when it goes on sending sound that does not fit any more
     */
    public record AiPatience(long silentNanos, long stalledNanos, long floodNanos, long greetNanos) {}

    /**
     * What a caller hears whose agent is missing. Immutable.
     *
     * @param afterNanos how long nothing
     * @param firstWordNanos the same before the agent's first word
     * @param wordsNanos after how long the words
     */
    public record ComfortPolicy(long afterNanos, long firstWordNanos, long wordsNanos, ComfortSounds sounds) {}

    /** What is used where the operator says nothing. */
    public static CallPolicy defaults() {
        return new CallPolicy(
                new Limits(Duration.ofHours(1).toNanos(), Duration.ofSeconds(10).toNanos(), 90 * 8_000),
                Duration.ofMillis(160).toNanos(),
                2,
                Duration.ofMillis(1_500).toNanos(),
                Set.of(),
                new FarewellPolicy(
                        Duration.ofSeconds(2).toNanos(), Duration.ofSeconds(60).toNanos(), false),
                new ReconnectPolicy(
                        Duration.ofSeconds(30).toNanos(),
                        Duration.ofSeconds(6).toNanos(),
                        Duration.ofSeconds(7).toNanos()),
                Duration.ofMinutes(30).toNanos(),
                new AiPatience(
                        Duration.ofSeconds(8).toNanos(),
                        Duration.ofSeconds(6).toNanos(),
                        Duration.ofSeconds(10).toNanos(),
                        Duration.ofSeconds(4).toNanos()),
                new ComfortPolicy(
                        Duration.ofMillis(400).toNanos(),
                        Duration.ofMillis(1_500).toNanos(),
                        Duration.ofSeconds(3).toNanos(),
                        ComfortSounds.tone(-30, 400)));
    }

    /** The same with other limits. */
    public CallPolicy with(Limits other) {
        return new CallPolicy(
                other,
                playoutLeadNanos,
                interimWordsToInterrupt,
                digitPauseNanos,
                ownKeys,
                farewell,
                reconnect,
                maxChatNanos,
                patience,
                comfort);
    }

    /** The same with what an operator may limit. */
    public CallPolicy limitedTo(Duration maxCall, Duration toolDeadline) {
        return with(new Limits(maxCall.toNanos(), toolDeadline.toNanos(), limits.earlyAudioBytes()));
    }

    /** The same with other habits of speaking. */
    public CallPolicy speaking(Duration playoutLead, int interimWords) {
        return new CallPolicy(
                limits,
                playoutLead.toNanos(),
                interimWords,
                digitPauseNanos,
                ownKeys,
                farewell,
                reconnect,
                maxChatNanos,
                patience,
                comfort);
    }

    /** The same with keys of which the AI is not told, as they are for the bridge. */
    public CallPolicy keeping(Set<String> keys) {
        return new CallPolicy(
                limits,
                playoutLeadNanos,
                interimWordsToInterrupt,
                digitPauseNanos,
                Set.copyOf(keys),
                farewell,
                reconnect,
                maxChatNanos,
                patience,
                comfort);
    }

    /** The same with last words that no caller can interrupt. */
    public CallPolicy protectingGoodbye() {
        FarewellPolicy safe = new FarewellPolicy(farewell.graceNanos(), farewell.capNanos(), true);
        return new CallPolicy(
                limits,
                playoutLeadNanos,
                interimWordsToInterrupt,
                digitPauseNanos,
                ownKeys,
                safe,
                reconnect,
                maxChatNanos,
                patience,
                comfort);
    }

    /** The same with another patience with an AI that was lost, or does not do its work. */
    public CallPolicy calling(ReconnectPolicy again, AiPatience working) {
        return new CallPolicy(
                limits,
                playoutLeadNanos,
                interimWordsToInterrupt,
                digitPauseNanos,
                ownKeys,
                farewell,
                again,
                maxChatNanos,
                working,
                comfort);
    }

    /** The same with something else to be heard while the agent is missing. */
    public CallPolicy comforting(ComfortPolicy other) {
        return new CallPolicy(
                limits,
                playoutLeadNanos,
                interimWordsToInterrupt,
                digitPauseNanos,
                ownKeys,
                farewell,
                reconnect,
                maxChatNanos,
                patience,
                other);
    }

    /** The same with an AI that lets a chat last so long; 0 for one that sets no limit. */
    public CallPolicy chattingFor(Duration maxChat) {
        return new CallPolicy(
                limits,
                playoutLeadNanos,
                interimWordsToInterrupt,
                digitPauseNanos,
                ownKeys,
                farewell,
                reconnect,
                maxChat.toNanos(),
                patience,
                comfort);
    }
}
