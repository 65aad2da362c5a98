package dev.trunkline.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One event, one line, whatever is in it: {@code time level logger message key="value" key="value"}. Values, messages and
 * exceptions are escaped ({@link LogEscaping}), so that nobody who is quoted can end the line, add a field or steer the terminal
 * of whoever reads it. A value that is null is left out. Thread-safe.
 */
public final class LogLine extends LayoutBase<ILoggingEvent> {

    private static final int MAX_VALUE_CHARACTERS = 1_000;
    private static final int MAX_MESSAGE_CHARACTERS = 2_000;
    private static final int MAX_CAUSES = 4;
    private static final int MAX_FRAMES = 8;
    private static final int SHORTEST_LEVEL = 5;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        String level = event.getLevel().toString();
        line.append(' ').append(level).append(" ".repeat(Math.max(0, SHORTEST_LEVEL - level.length())));
        String logger = event.getLoggerName();
        line.append(' ')
                .append(logger, logger.lastIndexOf('.') + 1, logger.length())
                .append(' ');
        LogEscaping.append(line, String.valueOf(event.getFormattedMessage()), MAX_MESSAGE_CHARACTERS);
        List<KeyValuePair> fields = event.getKeyValuePairs();
        if (fields != null) {
            fields.forEach(field -> append(line, field.key, field.value));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        for (int i = 0; thrown != null && i < MAX_CAUSES; i++, thrown = thrown.getCause()) {
            append(line, i == 0 ? "exception" : "cause" + i, what(thrown));
            append(line, i == 0 ? "at" : "at" + i, where(thrown));
        }
        return line.append('\n').toString();
    }

    private static void append(StringBuilder line, String key, @Nullable Object value) {
        if (value != null) {
            line.append(' ').append(key).append("=\"");
            LogEscaping.append(line, String.valueOf(value), MAX_VALUE_CHARACTERS);
            line.append('"');
        }
    }

    private static String what(IThrowableProxy thrown) {
        return thrown.getMessage() == null ? thrown.getClassName() : thrown.getClassName() + ": " + thrown.getMessage();
    }

    private static String where(IThrowableProxy thrown) {
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        StringBuilder where = new StringBuilder();
        for (int i = 0; i < Math.min(frames.length, MAX_FRAMES); i++) {
            where.append(i == 0 ? "" : " < ").append(frames[i].getStackTraceElement());
        }
        return where.toString();
    }
}
