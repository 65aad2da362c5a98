package dev.trunkline.call;

/**
 * How caller and agent share the line: for how long both spoke at once, and the longest time in which nobody did. Reckons in the
 * caller's sound, of which there is as much as the stream is long. Confined to the call's loop.
 */
final class LineShare {

    private static final int BYTES_PER_MILLI = 8;

    private long bothBytes;
    private long silentBytes; // until now
    private long longestSilentBytes;

    /**
     * The caller's next sound.
     *
     * @param isOtherHeard whether somebody else is heard meanwhile: the agent, or a person in its place
     */
    void onFrame(int lengthBytes, boolean isCallerSpeaking, boolean isOtherHeard) {
        bothBytes += isCallerSpeaking && isOtherHeard ? lengthBytes : 0;
        silentBytes = isCallerSpeaking || isOtherHeard ? 0 : silentBytes + lengthBytes;
        longestSilentBytes = Math.max(longestSilentBytes, silentBytes);
    }

    TalkEvent.LineShared event() {
        return new TalkEvent.LineShared(bothBytes / BYTES_PER_MILLI, longestSilentBytes / BYTES_PER_MILLI);
    }
}
