package dev.trunkline.phone;

/**
 * How a call that we have placed gets on. Immutable.
 *
 * @param callSid the carrier's name of it
 * @param sipStatus what the network answered, such as 486; 0 when the carrier did not say
 */
public record CallProgress(String callSid, Stage stage, int sipStatus) {

    /** Where it stands. */
    public enum Stage {
        QUEUED,
        INITIATED,
        RINGING,
        ANSWERED,
        COMPLETED,
        BUSY,
        NO_ANSWER,
        FAILED,
        CANCELED
    }
}
