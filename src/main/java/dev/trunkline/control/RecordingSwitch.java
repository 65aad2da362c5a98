package dev.trunkline.control;

/** Pauses the recording of calls, for the model. Thread-safe. */
@FunctionalInterface
public interface RecordingSwitch {

    /** Returns false when that call is not being recorded. */
    boolean pause(String callSid, boolean isPaused);
}
