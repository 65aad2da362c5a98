package dev.trunkline.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class FloodsOfWarningsAreThrottledTest {

    private final LoggerContext context = new LoggerContext();
    private final List<ILoggingEvent> written = new CopyOnWriteArrayList<>();
    private final ThrottledAppender throttle = new ThrottledAppender();

    @BeforeEach
    void begin() {
        var target = new AppenderBase<ILoggingEvent>() {
            @Override
            protected void append(ILoggingEvent event) {
                written.add(event);
            }
        };
        target.setContext(context);
        target.start();
        throttle.setContext(context);
        throttle.setQueueSize(100_000);
        throttle.setMaxFlushTime(0); // stop waits for the last line, however busy the machine is
        throttle.addAppender(target);
        throttle.start();
    }

    @Test
    void anOutageIsAFewLinesAndACount() {
        for (int i = 0; i < 1_649; i++) {
            log(Level.WARN, "agent gone", 1_000 + i);
        }
        log(Level.INFO, "call ended", 12_000);
        throttle.stop();

        assertThat(lines("agent gone")).hasSize(11);
        assertThat(lines("agent gone").get(10).getKeyValuePairs())
                .extracting(KeyValuePair::toString)
                .contains("leftOut=\"1639\"");
        assertThat(lines("agent gone").get(10).getTimeStamp()).isEqualTo(11_000);
    }

    @Test
    void whatWasLeftOutIsToldAtTheEndAtLeast() {
        for (int i = 0; i < 151; i++) {
            log(Level.WARN, "connection broken by its peer", 1_000);
        }
        throttle.stop();

        assertThat(lines("connection broken by its peer")).hasSize(11);
    }

    @Test
    void theNextWindowIsWrittenAgain() {
        for (int second = 0; second < 60; second++) {
            for (int i = 0; i < 10; i++) {
                log(Level.WARN, "agent gone", second * 1_000L);
            }
        }
        throttle.stop();

        assertThat(lines("agent gone")).hasSize(6 * 11);
    }

    @Test
    void factsAndOtherKindsAreNotThrottled() {
        for (int i = 0; i < 200; i++) {
            log(Level.INFO, "call ended", 1_000);
            log(Level.WARN, "agent gone", 1_000);
        }
        log(Level.WARN, "request refused", 1_000);
        throttle.stop();

        assertThat(lines("call ended")).hasSize(200);
        assertThat(lines("request refused")).hasSize(1);
    }

    @Test
    void kindsWithoutEndDoNotFillTheMemory() {
        for (int i = 0; i < 20_000; i++) {
            log(Level.WARN, "a library says " + i, 1_000);
        }
        throttle.stop();

        assertThat(written).hasSizeLessThan(600);
    }

    private List<ILoggingEvent> lines(String message) {
        return written.stream()
                .filter(line -> line.getMessage().equals(message))
                .toList();
    }

    private void log(Level level, String message, long atMillis) {
        var event = new LoggingEvent();
        event.setLoggerName("dev.trunkline.telemetry.CallLog");
        event.setLevel(level);
        event.setMessage(message);
        event.setTimeStamp(atMillis);
        event.setThreadName("test");
        event.setMDCPropertyMap(Map.of());
        throttle.doAppend(event);
    }
}
