package dev.trunkline.console;

import dev.trunkline.net.http.BodySource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A watcher at the end of an event stream (HTML's server-sent events): the body of an answer that has no end. A comment comes now and
 * then, by which a watcher who is gone is noticed. Shown events on the feed's loop, read on the connection's.
 */
final class EventStreamBody implements Watcher, BodySource {

    static final String MEDIA_TYPE = "text/event-stream";

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);
    private static final long QUIET_NANOS = 10_000_000_000L;

    private final Runnable onClose;
    private final Backlog backlog;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable CompletableFuture<byte[]> wanted;
    private boolean isOver;
    private long lastNanos; // the feed's loop
    private boolean hasLast;

    /**
     * @param callSid null for all calls
     * @param onClose called once, when nobody reads any more
     */
    EventStreamBody(@Nullable String callSid, Runnable onClose) {
        this.backlog = new Backlog(callSid, Batch.Form.EVENT_STREAM, this::put);
        this.onClose = onClose;
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }

    @Override
    public boolean onTick(long nowNanos) {
        backlog.tellLost();
        if (!hasLast) {
            hasLast = true;
            lastNanos = nowNanos;
        } else if (nowNanos - lastNanos >= QUIET_NANOS) {
            backlog.offer(COMMENT);
        }
        synchronized (this) {
            return !isOver;
        }
    }

    private void put(byte[] bytes) {
        hasLast = false;
        CompletableFuture<byte[]> reader;
        byte[] part;
        synchronized (this) {
            waiting.writeBytes(bytes);
            reader = wanted;
            if (reader == null) {
                return;
            }
            wanted = null;
            part = take();
        }
        reader.complete(part);
    }

    private byte[] take() {
        byte[] part = waiting.toByteArray();
        waiting.reset();
        backlog.left(part.length);
        return part;
    }

    @Override
    public long lengthBytes() {
        return UNKNOWN;
    }

    @Override
    public synchronized CompletableFuture<byte[]> next() {
        if (waiting.size() > 0) {
            return CompletableFuture.completedFuture(take());
        }
        wanted = new CompletableFuture<>();
        return wanted;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (isOver) {
                return;
            }
            isOver = true;
        }
        onClose.run();
    }
}
