package dev.trunkline.cli;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT: the first asks to stop, the second to hurry, the third ends the process. Before the command runs, already
 * the first ends the process, quietly: there is nothing to lose. Without these signals of our own, the JVM would stop logging and
 * end with 143 whatever becomes of the calls. Thread-safe.
 */
final class StopSignals {

    private static final Logger LOG = LoggerFactory.getLogger(StopSignals.class);
    private static final int FORCED = 130; // what a shell reports of a program that ^C has ended

    private final AtomicInteger received = new AtomicInteger();
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> hurry = new CompletableFuture<>();
    private volatile boolean running;

    private StopSignals() {}

    /** Heeds them from now on. */
    static StopSignals heeded() {
        StopSignals signals = new StopSignals();
        try {
            signals.handle("TERM");
            signals.handle("INT");
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            // A JVM without them, or one that was told to keep them (-Xrs): its own hook is the second best.
            Runtime.getRuntime().addShutdownHook(new Thread(signals::receive, "stop"));
        }
        return signals;
    }

    /** From now on there is something to stop. */
    void run() {
        running = true;
    }

    /** Done when the process is to stop. */
    CompletableFuture<Void> stop() {
        return stop;
    }

    /** Done when it is to stop without waiting for anybody. */
    CompletableFuture<Void> hurry() {
        return hurry;
    }

    /** {@code sun.misc.Signal} by name: its compiler warning cannot be switched off, and there is no other way. */
    private void handle(String name) throws ReflectiveOperationException {
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        Object ours = Proxy.newProxyInstance(
                StopSignals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                    if (method.getName().equals("handle")) {
                        receive();
                    }
                    return null;
                });
        signal.getMethod("handle", signal, handler)
                .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
    }

    private void receive() {
        int times = received.incrementAndGet();
        if (!running) {
            Runtime.getRuntime().halt(TrunklineCommand.GOOD);
        } else if (times == 1) {
            stop.complete(null);
        } else if (times == 2) {
            LOG.warn("told to stop again: what is left ends now");
            hurry.complete(null);
        } else {
            Runtime.getRuntime().halt(FORCED);
        }
    }
}
