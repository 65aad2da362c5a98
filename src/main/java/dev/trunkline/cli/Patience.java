package dev.trunkline.cli;

import dev.trunkline.config.Loopback;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Option;

/** Waits for a server of this machine that was started a moment ago and does not listen yet. */
final class Patience {

    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int MOST_SECONDS = 600;

    @Option(
            names = "--wait",
            paramLabel = "S",
            defaultValue = "15",
            description = "Seconds to wait for a server on this machine that does not listen yet, 0 to 600.")
    private int seconds = 15;

    /** Throws {@link IllegalArgumentException} when it cannot be; the message begins with the option's name. */
    void check() {
        if (seconds < 0 || seconds > MOST_SECONDS) {
            throw new IllegalArgumentException("wait must be 0 to " + MOST_SECONDS + " seconds");
        }
    }

    /**
     * Returns when somebody listens there, or nobody is going to; elsewhere than on this machine, at once.
     *
     * @param who the command that ought to listen
     * @param progress is told when there is something to wait for
     */
    void await(URI url, String who, PrintWriter progress) {
        if (!Loopback.is(url) || !isRefused(url)) {
            return;
        }
        String place = url.getScheme() + "://" + url.getAuthority();
        if (seconds > 0) {
            progress.println("Nobody listens at " + place + " yet; waiting up to " + seconds + " s. Is `" + who
                    + "` running there?");
        }
        long untilNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        boolean isRefused = true;
        while (isRefused
                && System.nanoTime() < untilNanos
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(AGAIN_NANOS);
            isRefused = isRefused(url);
        }
        if (isRefused) {
            progress.println("Nobody listens at " + place + ". Is `" + who + "` running there?");
        }
    }

    private static boolean isRefused(URI url) {
        boolean isTls = url.getScheme().equals("https") || url.getScheme().equals("wss");
        int port = url.getPort() >= 0 ? url.getPort() : isTls ? 443 : 80;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.getHost(), port), CONNECT_MILLIS);
            return false;
        } catch (ConnectException e) {
            return true;
        } catch (IOException e) {
            return false; // whatever that is, waiting does not help
        }
    }
}
