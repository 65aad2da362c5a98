package dev.trunkline.call;

/** Hears what happens in calls. Called on the call's loop: must not block and must not throw. */
@FunctionalInterface
public interface CallListener {

    /** Something happened in a call; {@code atNanos} is the scheduler's time of it. */
    void onEvent(String callSid, long atNanos, CallEvent event);
}
