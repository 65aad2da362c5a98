package dev.trunkline.telemetry;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.LoggerFactory;

/**
 * The audit log in a file of its own, beside the other log. A new file is this user's alone. It is written on a thread of its own: a
 * disk that is full or slow loses lines, and delays nobody. Thread-safe.
 */
public final class AuditFile implements AutoCloseable {

    private static final int QUEUE = 8_192;

    private final Logger logger;
    private final AsyncAppender queue;

    private AuditFile(Logger logger, AsyncAppender queue) {
        this.logger = logger;
        this.queue = queue;
    }

    /**
     * Appends to a file from now on.
     *
     * @throws IOException when it cannot be written
     */
    public static AuditFile open(Path path) throws IOException {
        create(path);
        FileChannel.open(path, StandardOpenOption.APPEND).close();
        Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.LOGGER);
        LoggerContext context = logger.getLoggerContext();
        LogLine layout = new LogLine();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setContext(context);
        file.setName("audit " + path);
        file.setFile(path.toString());
        file.setEncoder(encoder);
        file.start();
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setQueueSize(QUEUE);
        queue.setDiscardingThreshold(0);
        queue.setNeverBlock(true);
        queue.addAppender(file);
        queue.start();
        logger.addAppender(queue);
        return new AuditFile(logger, queue);
    }

    private static void create(Path path) throws IOException {
        if (Files.exists(path)) {
            return;
        }
        try {
            Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) { // no such rights on this file system
            Files.createFile(path);
        }
    }

    /** Writes what is still to be written, for a second at most; the file is closed by whoever writes there, which may hang. */
    @Override
    public void close() {
        logger.detachAppender(queue);
        queue.stop();
    }
}
