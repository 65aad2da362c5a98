package dev.trunkline.recording;

/** Counts what is not on a recording and should be. Thread-safe. */
@FunctionalInterface
public interface RecordingMeters {

    /**
     * Frames are missing on a recording.
     *
     * @param reason slow, disk or load: a metric label
     */
    void lost(String reason, long frames);
}
