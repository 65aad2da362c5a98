package dev.trunkline.lab.fleet.measure;

/** What a fleet measures, in time. */
public enum Measure {
    /** The webhook was sent, the stream is open. */
    SETUP("setup", "Ringing to answered", "webhook sent to stream open"),
    /** A frame was due, the far end has heard it. */
    UPLINK("uplink", "Caller to AI", "frame due to far end heard it"),
    /** The same from the moment at which the frame was really handed to the socket. */
    UPLINK_FROM_SEND(
            "uplinkFromSend", "Caller to AI, without this generator's own lateness", "frame sent to far end heard it"),
    /** The far end's answer left, its first sound has arrived. */
    DOWNLINK("downlink", "AI to caller", "far end's answer left to first sound arrived"),
    /** The far end's interruption left, {@code clear} has arrived. */
    BARGE_IN("bargeIn", "Interruption, AI to silence", "far end's interruption left to clear arrived"),
    /** The far end was told that so much of an answer was heard, the phone had played so much. */
    TRUNCATION(
            "truncation",
            "What the AI is told was heard, off by",
            "an answer's milliseconds that the far end was told were heard, against those that the phone had played"),
    /** Between two media messages while the agent speaks. */
    GAP("gap", "Between two frames", "between two media messages of one speech"),
    /** The caller asked, the agent is heard. */
    REPLY("reply", "Question to answer", "caller's question due to first sound arrived"),
    /** The caller interrupted, {@code clear} has arrived. */
    REACTION("reaction", "Interruption, caller to silence", "caller's interruption due to clear arrived"),
    /** A frame of ours was due, it was sent. */
    LATENESS("lateness", "This generator's own lateness", "frame due to frame sent: our own fault");

    private final String label;
    private final String words;
    private final String meaning;

    Measure(String label, String words, String meaning) {
        this.label = label;
        this.words = words;
        this.meaning = meaning;
    }

    /** Its name in JSON. */
    public String label() {
        return label;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** From what to what, in words. */
    public String meaning() {
        return meaning;
    }
}
