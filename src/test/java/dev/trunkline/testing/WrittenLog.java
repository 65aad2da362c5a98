package dev.trunkline.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.trunkline.telemetry.LogLine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a program writes into its log with the levels that it has in earnest, until this is closed; tests' own console sees none of it. */
public final class WrittenLog implements AutoCloseable {

    private static final Map<String, Level> LEVELS = Map.of(
            "dev.trunkline",
            Level.INFO,
            "trunkline.audit",
            Level.INFO,
            "io.netty",
            Level.WARN,
            "com.twilio",
            Level.WARN);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LogLine layout = new LogLine();
    private final Map<Logger, @Nullable Level> before = new HashMap<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(layout.doLayout(event));
        }
    };

    private WrittenLog() {}

    public static WrittenLog begin() {
        WrittenLog log = new WrittenLog();
        LEVELS.forEach((name, level) -> {
            Logger logger = (Logger) LoggerFactory.getLogger(name);
            log.before.put(logger, logger.getLevel());
            logger.setLevel(level);
            logger.setAdditive(false);
            log.appender.setContext(logger.getLoggerContext());
            log.appender.start();
            logger.addAppender(log.appender);
        });
        return log;
    }

    public String text() {
        return lines.stream().collect(Collectors.joining());
    }

    @Override
    public void close() {
        before.forEach((logger, level) -> {
            logger.detachAppender(appender);
            logger.setAdditive(true);
            logger.setLevel(level);
        });
        appender.stop();
    }
}
