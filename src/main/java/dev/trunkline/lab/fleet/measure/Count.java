package dev.trunkline.lab.fleet.measure;

/** What a fleet counts. */
public enum Count {
    CALLS_STARTED("callsStarted"),
    CALLS_CONNECTED("callsConnected"),
    /** The caller hung up when they wanted to. */
    CALLS_COMPLETED("callsCompleted"),
    /** The bridge hung up: it ended the stream as one should, and its TwiML said so. */
    CALLS_ENDED_BY_BRIDGE("callsEndedByBridge"),
    /** The bridge answered with other TwiML than a stream. */
    CALLS_REFUSED("callsRefused"),
    CALLS_FAILED("callsFailed"),
    /** The bridge ended a stream, and its TwiML led to the next one of the same call. */
    STREAMS_RESUMED("streamsResumed"),
    FRAMES_SENT("framesSent"),
    /** Of ours, thrown away because the bridge did not read: Twilio's error 31930. */
    FRAMES_DISCARDED("framesDiscarded"),
    MEDIA_RECEIVED("mediaReceived"),
    BYTES_RECEIVED("mediaBytesReceived"),
    MARKS_RECEIVED("marksReceived"),
    CLEARS_RECEIVED("clearsReceived"),
    MESSAGES_IGNORED("messagesIgnored"),
    STALE_BYTES("staleBytes"),
    UNDERRUNS("underruns"),
    QUESTIONS("questions"),
    INTERRUPTIONS("interruptions"),
    DIGITS("digitsPressed"),
    /** Questions and interruptions that nothing came back to. */
    UNANSWERED("unanswered"),
    /** Those of which the far end took no note. */
    UNHEARD("unheard"),
    /** The far end was told how much of an answer was heard. */
    TRUNCATIONS("truncations"),
    /** Of them more than the far end had sent. */
    TRUNCATIONS_BEYOND("truncationsBeyondWhatWasSent"),
    /** Of them those that no phone was cleared beside, in the middle of an answer. */
    TRUNCATIONS_UNMATCHED("truncationsUnmatched"),
    /** Phones that were cleared in the middle of an answer, and nothing was told of it. */
    TRUNCATIONS_UNTOLD("truncationsUntold"),
    /** Events of the bridge that the far end answered with an error. */
    EVENTS_REJECTED("eventsRejected");

    private final String label;

    Count(String label) {
        this.label = label;
    }

    /** Its name in JSON. */
    public String label() {
        return label;
    }
}
