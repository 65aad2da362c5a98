package dev.trunkline.net.outgoing;

import java.nio.ByteBuffer;

/** Hears a response as it comes, on one loop: its head, its bytes, then one of the two ends. */
public interface HttpReceiver {

    /**
     * The response begins.
     *
     * @param contentType empty when it does not say
     */
    void onHead(int status, String contentType);

    /** When the other end wants to be asked again, as it says so behind the head: seconds, or a date of HTTP. */
    default void onRetryAfter(String when) {}

    /**
     * Some more of the body; the bytes are gone when this returns.
     *
     * @return false to hear no more: the connection is closed, and no end is told
     */
    boolean onBytes(ByteBuffer bytes);

    /** The body is complete. */
    void onEnd();

    /** There will be no response, or no more of it. */
    void onLost(Throwable cause);
}
