package dev.trunkline.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * ^C and SIGTERM while a command measures: everybody hangs up, and the process stays until what there is has been written.
 * Thread-safe.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean come;

    private Interruption(Runnable hangUp) {
        this.hook = new Thread(() -> onSignal(hangUp), "hang-up");
    }

    /**
     * From now until it is closed.
     *
     * @param hangUp makes what goes on end soon; called once at most, by another thread
     */
    static Interruption lets(Runnable hangUp) {
        Interruption interruption = new Interruption(hangUp);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void onSignal(Runnable hangUp) {
        come = true;
        hangUp.run();
        try {
            if (!written.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("what there is could not be written in " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean hasCome() {
        return come;
    }

    /** All that should stay has been written. */
    @Override
    public void close() {
        written.countDown();
        if (!come) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It has come just now, and has nothing to wait for.
            }
        }
    }
}
