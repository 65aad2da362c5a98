package dev.trunkline.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that runs until the process is told to stop. Made before anything that takes time, so that a process which has not
 * begun ends at once. Confined to the command's thread.
 */
final class Foreground {

    private static final Logger LOG = LoggerFactory.getLogger(Foreground.class);

    private final StopSignals signals = StopSignals.heeded();
    private final PrintWriter out;

    Foreground(PrintWriter out) {
        this.out = out;
    }

    /** There is something that must be closed from now on; says so. */
    void runs(String line) {
        signals.run();
        says(line);
    }

    /** Says something more about what runs. */
    void says(String line) {
        out.println(line);
        out.flush();
    }

    /**
     * Waits until the parts of a command are loaded, or it is told to stop before.
     *
     * @return whether they are loaded
     * @throws IOException when they cannot be; the message says why
     */
    boolean loads(CompletableFuture<Void> loaded) throws IOException {
        try {
            CompletableFuture.anyOf(loaded, signals.stop()).join();
        } catch (CompletionException e) {
            throw new IOException("the EVI engine cannot be loaded: " + e.getCause(), e);
        }
        return !signals.stop().isDone();
    }

    /** Waits until the process is told to stop. */
    void untilStopped() {
        signals.stop().join();
    }

    /** Done when there is no more time for stopping. */
    CompletableFuture<Void> hurry() {
        return signals.hurry();
    }

    /** All is closed. */
    static int stopped() {
        LOG.info("stopped");
        return TrunklineCommand.GOOD;
    }

    /** Says that it runs, waits, and closes it. */
    int untilStopped(String line, Runnable close) {
        runs(line);
        untilStopped();
        close.run();
        return stopped();
    }
}
