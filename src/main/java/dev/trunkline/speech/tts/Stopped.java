package dev.trunkline.speech.tts;

/** Tells a voice that was stopped with the process from one that failed: nobody needs another one in its place. */
final class Stopped {

    private static final int MAX_CAUSES = 16;

    private Stopped() {}

    /** Whether an interruption of this thread is behind {@code failure}. */
    static boolean isBehind(RuntimeException failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (cause instanceof InterruptedException) {
                return true;
            }
            cause = cause.getCause();
        }
        return Thread.currentThread().isInterrupted();
    }
}
