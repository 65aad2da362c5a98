package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody reads stderr any more, and the program logs on: with its own {@code logback.xml}. */
class BlockedLogBlocksNobodyTest {

    private static final int WINDOWS = 40;
    private static final int KINDS =
            520; // of warnings: a few more than are told apart, so that none is throttled to nothing
    private static final long WINDOW_MILLIS = 10_000;

    private final LoggerContext context = new LoggerContext();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch free = new CountDownLatch(1);
    private AsyncAppender async;

    @BeforeEach
    void configure() throws JoranException {
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(getClass().getResource("/logback.xml")));
        async = (AsyncAppender) context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("ASYNC");
        ((ConsoleAppender<ILoggingEvent>) async.getAppender("STDERR")).setOutputStream(new Unread());
    }

    /** What nobody reads, until somebody does. */
    private final class Unread extends OutputStream {
        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] line, int offset, int lengthBytes) {
            stuck.countDown();
            try {
                free.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @AfterEach
    void stop() {
        free.countDown();
        context.stop();
    }

    @Test
    void whatDoesNotFitIsLost() throws InterruptedException {
        warn("the first", 0);
        assertThat(stuck.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            for (int window = 0; window < WINDOWS; window++) {
                for (int kind = 0; kind < KINDS; kind++) {
                    warn("kind " + kind, window * WINDOW_MILLIS);
                }
            }
        });

        assertThat(flood).succeedsWithin(Duration.ofSeconds(20));
        assertThat(async.getRemainingCapacity()).as("more was said than fits").isZero();
    }

    private void warn(String message, long atMillis) {
        var event = new LoggingEvent();
        event.setLoggerName("dev.trunkline.telemetry.CallLog");
        event.setLevel(Level.WARN);
        event.setMessage(message);
        event.setTimeStamp(atMillis);
        event.setThreadName("test");
        event.setMDCPropertyMap(Map.of());
        async.doAppend(event);
    }
}
