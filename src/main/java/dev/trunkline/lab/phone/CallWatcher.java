package dev.trunkline.lab.phone;

/**
 * Is told of a simulated call while it goes on. Times are those of {@link PhoneRecord}. Called on the call's loop, so
 * nothing here may block.
 */
public interface CallWatcher {

    /** Looks away. */
    CallWatcher NONE = new CallWatcher() {};

    default void streamStarted(String callSid, String streamSid, long atMillis) {}

    /** The caller begins to say {@code text}; {@code interrupting} when the agent was just speaking. */
    default void callerSays(String text, boolean interrupting, long atMillis) {}

    default void callerPresses(char digit, long atMillis) {}

    default void agentStartsSpeaking(long atMillis) {}

    /** Called 400 ms after the fact, with the time of the last sound. */
    default void agentStopsSpeaking(long atMillis) {}

    default void cleared(PhoneRecord.Clear clear) {}

    /** Twilio comes to a verb, such as {@code Connect}. */
    default void verb(String name, long atMillis) {}

    default void said(PhoneRecord.Said said) {}

    default void dialled(PhoneRecord.Dialled dialled) {}

    default void warned(PhoneRecord.Warning warning) {}

    default void ended(PhoneRecord record) {}
}
