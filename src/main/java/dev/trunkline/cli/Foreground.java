package dev.trunkline.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** Something that runs until the process is told to stop. */
final class Foreground {

    private Foreground() {}

    /**
     * Says that it runs, and waits.
     *
     * @param close ends it; called once, by SIGTERM or ^C
     */
    static int untilStopped(PrintWriter out, String line, Runnable close) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close.run();
                            stopped.countDown();
                        },
                        "stop"));
        out.println(line);
        out.flush();
        stopped.await();
        return TrunklineCommand.GOOD;
    }
}
