package dev.trunkline.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/**
 * Notes every blocking call on an event loop in {@code target/blocked}; the build fails when there is such a file. Profile
 * {@code blockhound} switches it on, for all tests. Netty says what it must do on its loops; other threads of its kind, such as
 * those of the database, are there to wait.
 */
public final class WatchedLoops implements BeforeAllCallback {

    private static final Path FILE =
            Path.of("target", "blocked", ProcessHandle.current().pid() + ".txt");
    private static final int LINES = 40;
    private static final Map<String, String> BLOCKED = new ConcurrentHashMap<>();

    static {
        BlockHound.builder()
                .loadIntegrations()
                .with(builder -> builder.nonBlockingThreadPredicate(others -> WatchedLoops::isLoop)
                        // /dev/urandom: its answer waits for nobody, once the machine has booted.
                        .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                        .blockingMethodCallback(WatchedLoops::note))
                .install();
        Runtime.getRuntime().addShutdownHook(new Thread(WatchedLoops::write, "blocked-loops"));
    }

    /** Nothing: it is there. */
    @Override
    public void beforeAll(ExtensionContext context) {}

    /** As {@code EventLoops} names them. */
    private static boolean isLoop(Thread thread) {
        return thread.getName().contains("-loop-") || thread.getName().contains("-accept-");
    }

    /** On the loop itself, where nothing may be written. */
    private static void note(BlockingMethod method) {
        StackTraceElement[] stack = new Throwable().getStackTrace();
        String place = Arrays.stream(stack)
                .map(StackTraceElement::toString)
                .filter(line -> line.startsWith("dev.trunkline.") && !line.contains("WatchedLoops"))
                .limit(2)
                .collect(Collectors.joining(" < "));
        BLOCKED.computeIfAbsent(
                method + " " + place,
                key -> Thread.currentThread().getName() + " " + key + "\n"
                        + Arrays.stream(stack)
                                .limit(LINES)
                                .map(line -> "    " + line)
                                .collect(Collectors.joining("\n")));
    }

    private static void write() {
        if (BLOCKED.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(FILE, String.join("\n\n", BLOCKED.values()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
