package dev.trunkline.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/**
 * Writes whole text messages to a WebSocket. Nothing is sent before the channel is flushed; what can't be written any more is
 * dropped, as the connection's end tells of itself. Confined to the connection's loop.
 */
@FunctionalInterface
public interface TextWriter {

    /** The shortest way into {@code channel}, whose handshake is done. */
    static TextWriter of(Channel channel) {
        FastPathWebSocketDecoder quick = channel.pipeline().get(FastPathWebSocketDecoder.class);
        return quick != null ? quick.writer() : new Plain(channel);
    }

    /**
     * Writes one message, which is copied.
     *
     * @param text UTF-8, from index 0
     */
    void write(byte[] text, int lengthBytes);

    /** Sends what was written, now: for what must not wait until the loop has converted all the sound that came with it. */
    default void flush() {}

    /** Sends what was written when the loop has read what there is: once, however much is written until then. */
    default void flushSoon() {
        flush();
    }

    /**
     * Frame by frame, where there is no network, as in tests.
     *
     * @param channel whose handlers know frames
     */
    record Plain(Channel channel) implements TextWriter {
        @Override
        public void write(byte[] text, int lengthBytes) {
            ByteBuf copy = channel.alloc().buffer(lengthBytes, lengthBytes).writeBytes(text, 0, lengthBytes);
            channel.write(new TextWebSocketFrame(copy));
        }

        @Override
        public void flush() {
            channel.flush();
        }
    }
}
