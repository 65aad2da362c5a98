package dev.trunkline.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.trunkline.telemetry.LogLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Reads all that the product logs at INFO or above while the suite runs, and fails the class of tests after which a number of the
 * suite's callers stands there whole. {@code logback-test.xml} adds it, and JUnit finds it by itself.
 */
public final class Canaries extends AppenderBase<ILoggingEvent> implements AfterAllCallback {

    /** Who calls, and whom, in nearly every test: {@code PhoneCall}, {@code RouterScene}, {@code Scene}. */
    private static final Pattern NUMBERS = Pattern.compile("4155550100|8005550199|5125550177");

    private static final Queue<String> SEEN = new ConcurrentLinkedQueue<>();
    private static final int MOST_SHOWN = 10;

    private final LogLine layout = new LogLine();

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.INFO) && isProduct(event.getLoggerName())) {
            String line = layout.doLayout(event);
            if (NUMBERS.matcher(line).find()) {
                SEEN.add(line);
            }
        }
    }

    /** The laboratory and the commands tell about callers that they have made up. */
    private static boolean isProduct(String logger) {
        return !logger.startsWith("dev.trunkline.lab") && !logger.startsWith("dev.trunkline.cli");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<String> lines = new ArrayList<>();
        for (String line = SEEN.poll(); line != null; line = SEEN.poll()) {
            lines.add(line);
        }
        if (!lines.isEmpty()) {
            throw new AssertionError(
                    "the log shows a caller's whole number: " + lines.subList(0, Math.min(MOST_SHOWN, lines.size())));
        }
    }
}
