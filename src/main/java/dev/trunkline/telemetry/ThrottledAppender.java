package dev.trunkline.telemetry;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * Writes on a thread of its own, and of warnings and errors only so many of a kind in a time: a broken far end, or a stranger
 * who breaks connections, says the same for every call. How many were left out is told when the time is over. A kind is a
 * logger and a message, without its fields. Thread-safe.
 */
public final class ThrottledAppender extends AsyncAppender {

    private static final int LINES_OF_A_KIND = 10;
    private static final long WINDOW_MILLIS = 10_000;
    private static final int MAX_KINDS = 500; // a library may put strangers' words into its messages

    private final Map<Kind, Window> windows = new HashMap<>();
    private volatile long nextEndMillis = Long.MAX_VALUE;

    private record Kind(String logger, Level level, String message) {}

    private static final class Window {
        private final long endMillis;
        private int lines;

        Window(long endMillis) {
            this.endMillis = endMillis;
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getTimeStamp() >= nextEndMillis) {
            tellLeftOut(event.getTimeStamp());
        }
        if (!event.getLevel().isGreaterOrEqual(Level.WARN) || isWanted(event)) {
            super.append(event);
        }
    }

    private synchronized boolean isWanted(ILoggingEvent event) {
        String message =
                windows.size() < MAX_KINDS ? String.valueOf(event.getMessage()) : "more kinds than can be told apart";
        Window window = windows.computeIfAbsent(
                new Kind(event.getLoggerName(), event.getLevel(), message),
                kind -> new Window(event.getTimeStamp() + WINDOW_MILLIS));
        nextEndMillis = Math.min(nextEndMillis, window.endMillis);
        return ++window.lines <= LINES_OF_A_KIND;
    }

    /** One line for each kind of which lines were left out and whose time is over. */
    private void tellLeftOut(long nowMillis) {
        List<LoggingEvent> told = new ArrayList<>();
        synchronized (this) {
            nextEndMillis = Long.MAX_VALUE;
            for (Iterator<Map.Entry<Kind, Window>> each = windows.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<Kind, Window> entry = each.next();
                Window window = entry.getValue();
                if (nowMillis < window.endMillis) {
                    nextEndMillis = Math.min(nextEndMillis, window.endMillis);
                    continue;
                }
                each.remove();
                if (window.lines > LINES_OF_A_KIND) {
                    told.add(leftOut(
                            entry.getKey(), window.lines - LINES_OF_A_KIND, Math.min(nowMillis, window.endMillis)));
                }
            }
        }
        told.forEach(super::append);
    }

    private static LoggingEvent leftOut(Kind kind, int lines, long atMillis) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(kind.logger());
        event.setLevel(kind.level());
        event.setMessage(kind.message());
        event.setTimeStamp(atMillis);
        event.setThreadName("throttle");
        event.setMDCPropertyMap(Map.of());
        event.addKeyValuePair(new KeyValuePair("leftOut", lines));
        event.addKeyValuePair(new KeyValuePair("inMillis", WINDOW_MILLIS));
        return event;
    }

    @Override
    public void stop() {
        if (isStarted()) {
            tellLeftOut(Long.MAX_VALUE);
        }
        super.stop();
    }
}
