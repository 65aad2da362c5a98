package dev.trunkline.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import java.nio.ByteBuffer;

/**
 * Closes with 1007 when text is not UTF-8, as RFC 6455 asks. Whole messages of ASCII, which is all sound in JSON, are
 * recognised eight bytes at a time: Netty's validator takes every byte through a state machine, and that alone would cost
 * more than the bridge does with the message. Confined to the connection's loop.
 */
final class Utf8Validator extends Utf8FrameValidator {

    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final int SMALL_BYTES = 1 << 14;

    Utf8Validator() {
        super(true);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof TextWebSocketFrame text && text.isFinalFragment() && isAscii(text.content())) {
            ctx.fireChannelRead(message);
        } else {
            super.channelRead(ctx, message);
        }
    }

    static boolean isAscii(ByteBuf bytes) {
        if (bytes.readableBytes() > SMALL_BYTES && bytes.nioBufferCount() == 1) {
            return isAscii(bytes.nioBuffer());
        }
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        long seen = 0;
        for (; at <= end - 4 * Long.BYTES; at += 4 * Long.BYTES) {
            seen |= bytes.getLong(at)
                    | bytes.getLong(at + Long.BYTES)
                    | bytes.getLong(at + 2 * Long.BYTES)
                    | bytes.getLong(at + 3 * Long.BYTES);
        }
        for (; at < end; at++) {
            seen |= bytes.getByte(at); // a negative one sets the upper bits
        }
        return (seen & NOT_ASCII) == 0;
    }

    /** A view is one object a message, and under leak detection each look into the buffer itself is a stack trace. */
    private static boolean isAscii(ByteBuffer view) {
        long seen = 0;
        while (view.remaining() >= Long.BYTES) {
            seen |= view.getLong();
        }
        while (view.hasRemaining()) {
            seen |= view.get();
        }
        return (seen & NOT_ASCII) == 0;
    }
}
