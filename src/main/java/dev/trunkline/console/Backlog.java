package dev.trunkline.console;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one watcher, who may be slow: bounded, and what does not fit is lost to that watcher alone, who is told how much that
 * was. The feed's loop puts things in; whoever sends them says when they have left.
 */
final class Backlog {

    /** A minute of everything that two hundred calls do, or so. */
    static final int MOST_BYTES = 1 << 20;

    private final @Nullable String callSid;
    private final Batch.Form form;
    private final Consumer<byte[]> out;
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private int lost; // the feed's loop

    /**
     * @param callSid the one call that is watched, or null for all
     * @param out sends what was written in {@code form}; it may not be written to, others get the same
     */
    Backlog(@Nullable String callSid, Batch.Form form, Consumer<byte[]> out) {
        this.callSid = callSid;
        this.form = form;
        this.out = out;
    }

    /** The one call that is watched, or null for all. */
    @Nullable
    String callSid() {
        return callSid;
    }

    /** Sends what comes first of all, how things stand, whatever its length. */
    void begin(byte[] json) {
        put(form.of(json));
    }

    /**
     * Sends what a watcher is to see of it.
     *
     * @return how many events found no room, and are lost
     */
    int show(Batch batch) {
        Batch.Part part = batch.of(callSid, form);
        if (part.events() == 0 || offer(part.bytes())) {
            return 0;
        }
        lost += part.events();
        return part.events();
    }

    /** Sends bytes of that form; false when there is no room for them. */
    boolean offer(byte[] bytes) {
        boolean hasRoom = waitingBytes.get() + bytes.length <= MOST_BYTES;
        if (hasRoom) {
            put(bytes);
        }
        return hasRoom;
    }

    private void put(byte[] bytes) {
        waitingBytes.addAndGet(bytes.length);
        out.accept(bytes);
    }

    /** So many events were lost before. */
    void lose(int events) {
        lost += events;
    }

    /** Tells how many were lost, if any were and there is room again. */
    void tellLost() {
        if (lost > 0 && waitingBytes.get() <= MOST_BYTES / 2) {
            begin(("{\"type\":\"lost\",\"count\":" + lost + "}").getBytes(StandardCharsets.UTF_8));
            lost = 0;
        }
    }

    /** So much has been sent. Any thread. */
    void left(int bytes) {
        waitingBytes.addAndGet(-bytes);
    }
}
