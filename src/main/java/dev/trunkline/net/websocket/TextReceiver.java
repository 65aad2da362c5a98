package dev.trunkline.net.websocket;

import io.netty.channel.ChannelHandler;

/**
 * A handler at the end of a WebSocket's pipeline that most messages reach on a shorter way, without an object for each. It
 * must understand {@code TextWebSocketFrame}s as well: what came in fragments, or is not ASCII, arrives as one. Confined to
 * the connection's loop.
 */
public interface TextReceiver extends ChannelHandler {

    /**
     * One whole message. What this throws goes to the handler's {@code exceptionCaught}.
     *
     * @param text ASCII, from index 0; shared by all connections of the loop, valid until this returns
     */
    void onText(byte[] text, int lengthBytes) throws Exception;

    /** Whether the peer sends its texts in binary frames: then those of ASCII come the shorter way as well, the others as frames. */
    default boolean takesBinaryTexts() {
        return false;
    }

    /** Whether a client's handler takes messages of more than a megabyte by {@link #onBigText}, too. */
    default boolean takesBigTexts() {
        return false;
    }

    /** One whole message of ASCII that came in pieces. What this throws goes to the handler's {@code exceptionCaught}. */
    default void onBigText(BigText text) throws Exception {
        throw new UnsupportedOperationException("takes no big texts");
    }
}
