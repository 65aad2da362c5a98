package dev.trunkline.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.RandomWebSocketFrameMaskGenerator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's frame decoder with a short cut. Nearly all of a call's messages are sound: small whole texts of ASCII, a hundred a
 * second, each of which would pass a dozen handlers in both directions as an object. One that is there as a whole goes to the
 * {@link TextReceiver} at once, straight from what was read if it lies there in one piece; all that is unusual goes through the
 * decoder and the handlers behind it. Its {@link #writer} puts frames together just so. Confined to the connection's loop.
 */
final class QuickTexts extends WebSocket13FrameDecoder {

    private static final byte WHOLE_TEXT = (byte) 0x81; // RFC 6455, 5.2: FIN, no extension, opcode 1
    private static final int IS_MASKED = 0x80;
    private static final int LENGTH_IN_16_BITS = 126;
    private static final int LENGTH_IN_64_BITS = 127;

    private final boolean isServer;
    private final int maxMessageBytes;
    private final int maxBigBytes;
    private final TextReceiver receiver;
    private final @Nullable MessageEnd memory;
    private final ChannelHandlerContext encoder;
    private boolean betweenMessages = true;
    private boolean inFragments;
    private boolean closed;
    private @Nullable BigText big; // while it comes
    private @Nullable Writer writer;

    private QuickTexts(
            WebSocketDecoderConfig config,
            TextReceiver receiver,
            @Nullable MessageEnd memory,
            ChannelHandlerContext encoder) {
        super(config);
        this.isServer = config.expectMaskedFrames();
        this.maxMessageBytes = Math.min(config.maxFramePayloadLength(), FrameBytes.MAX_TEXT_BYTES);
        this.maxBigBytes = !isServer && receiver.takesBigTexts() ? config.maxFramePayloadLength() : 0;
        this.receiver = receiver;
        this.memory = memory;
        this.encoder = encoder;
    }

    /** Takes the place of Netty's decoder, whose name is given, when the handshake is done and before anything was read. */
    static void install(
            ChannelPipeline pipeline,
            String decoderName,
            String encoderName,
            WebSocketDecoderConfig config,
            TextReceiver receiver,
            @Nullable MessageEnd memory) {
        ChannelHandlerContext encoder = pipeline.context(encoderName);
        if (encoder != null && pipeline.context(decoderName) != null) {
            pipeline.replace(decoderName, decoderName, new QuickTexts(config, receiver, memory, encoder));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof ByteBuf read
                && betweenMessages
                && !inFragments
                && !closed
                && actualReadableBytes() == 0) {
            Next next = takeText(ctx, read);
            while (next == Next.TAKEN && read.isReadable()) {
                next = takeText(ctx, read);
            }
            if (!read.isReadable()) {
                read.release();
                return;
            }
        }
        super.channelRead(ctx, message);
    }

    /** What became of the next message. */
    private enum Next {
        TAKEN,
        /** Of the usual kind, but not all of it is there. */
        INCOMPLETE,
        /** For Netty. */
        UNUSUAL
    }

    /** Takes one message, if the next one is of the usual kind. */
    private Next takeText(ChannelHandlerContext ctx, ByteBuf read) throws Exception {
        if (big != null) {
            return takeMore(ctx, big, read);
        }
        int readable = read.readableBytes();
        int start = read.readerIndex();
        if (readable < 2 || read.getByte(start) != WHOLE_TEXT) {
            return Next.UNUSUAL;
        }
        int second = read.getByte(start + 1) & 0xFF;
        int lengthBytes = second & ~IS_MASKED;
        int headerBytes = 2;
        if (lengthBytes == LENGTH_IN_16_BITS && readable >= 4) {
            lengthBytes = read.getUnsignedShort(start + 2);
            headerBytes = lengthBytes < LENGTH_IN_16_BITS ? Integer.MAX_VALUE : 4;
        } else if (lengthBytes == LENGTH_IN_64_BITS && readable >= 10) {
            long length = read.getLong(start + 2);
            if (length > maxMessageBytes && length <= maxBigBytes && second == LENGTH_IN_64_BITS) {
                read.skipBytes(10);
                big = new BigText((int) length);
                return takeMore(ctx, big, read);
            }
            lengthBytes = (int) length;
            headerBytes = length < 1 << 16 || length > maxMessageBytes ? Integer.MAX_VALUE : 10;
        } else if (lengthBytes >= LENGTH_IN_16_BITS) {
            return Next.UNUSUAL;
        }
        boolean isMasked = (second & IS_MASKED) != 0;
        int maskBytes = isMasked ? 4 : 0;
        if (isMasked != isServer || lengthBytes > maxMessageBytes || headerBytes > FrameBytes.MAX_HEADER_BYTES) {
            return Next.UNUSUAL;
        }
        if (readable - maskBytes - lengthBytes < headerBytes) {
            return Next.INCOMPLETE;
        }
        byte[] text = FrameBytes.ofThisLoop().toRead(lengthBytes);
        read.getBytes(start + headerBytes + maskBytes, text, 0, lengthBytes);
        if (isMasked) {
            FrameBytes.mask(text, 0, lengthBytes, read.getInt(start + headerBytes));
        }
        if (!FrameBytes.isAscii(text, lengthBytes)) {
            return Next.UNUSUAL;
        }
        read.skipBytes(headerBytes + maskBytes + lengthBytes);
        deliver(ctx, text, lengthBytes);
        return Next.TAKEN;
    }

    private Next takeMore(ChannelHandlerContext ctx, BigText text, ByteBuf read) throws Exception {
        text.take(read);
        if (!text.isWhole()) {
            return Next.INCOMPLETE;
        }
        big = null;
        if (!text.isAscii()) {
            ctx.fireChannelRead(new TextWebSocketFrame(text.asBuffer()));
            return Next.TAKEN;
        }
        if (memory != null) {
            memory.messageIsWhole();
        }
        try {
            receiver.onBigText(text);
        } catch (Throwable bug) {
            fail(ctx, bug);
        }
        return Next.TAKEN;
    }

    private void deliver(ChannelHandlerContext ctx, byte[] text, int lengthBytes) throws Exception {
        if (memory != null) {
            memory.messageIsWhole();
        }
        try {
            receiver.onText(text, lengthBytes);
        } catch (Throwable bug) {
            fail(ctx, bug);
        }
    }

    @SuppressWarnings("deprecation") // of the outbound half; there is no other way to tell a handler of a failure
    private void fail(ChannelHandlerContext ctx, Throwable bug) throws Exception {
        receiver.exceptionCaught(ctx.pipeline().context(receiver), bug);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (betweenMessages && !inFragments && !closed && takeText(ctx, in) != Next.UNUSUAL) {
            return;
        }
        boolean wasBetween = betweenMessages;
        int start = in.readerIndex();
        int frames = out.size();
        betweenMessages = false;
        super.decode(ctx, in, out);
        if (out.size() > frames) {
            betweenMessages = true;
            if (out.get(out.size() - 1) instanceof WebSocketFrame frame) {
                note(frame);
            }
        } else if (in.readerIndex() == start) {
            betweenMessages = wasBetween;
        }
    }

    private void note(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            closed = true;
        } else if (!(frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame)) {
            inFragments = !frame.isFinalFragment();
        }
    }

    TextWriter writer() {
        if (writer == null) {
            writer = new Writer();
        }
        return writer;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) throws Exception {
        closed = true;
        if (writer != null) {
            writer.release();
        }
        super.channelInactive(ctx);
    }

    /** Frames as one buffer each, handed over behind Netty's encoder. */
    private final class Writer implements TextWriter {
        private final TurnFlush.Socket socket = new TurnFlush.Socket(encoder);
        private @Nullable ByteBuf last;

        @Override
        public void write(byte[] text, int lengthBytes) {
            if (closed) {
                return; // RFC 6455, 5.5.1: nothing after the close frame, with which Netty answers the peer's
            }
            ByteBuf frame = frame(FrameBytes.MAX_HEADER_BYTES + lengthBytes);
            frame.writeByte(WHOLE_TEXT);
            int maskBit = isServer ? 0 : IS_MASKED;
            if (lengthBytes < LENGTH_IN_16_BITS) {
                frame.writeByte(maskBit | lengthBytes);
            } else if (lengthBytes < 1 << 16) {
                frame.writeByte(maskBit | LENGTH_IN_16_BITS).writeShort(lengthBytes);
            } else {
                frame.writeByte(maskBit | LENGTH_IN_64_BITS).writeLong(lengthBytes);
            }
            if (isServer) {
                frame.writeBytes(text, 0, lengthBytes);
            } else {
                int mask = RandomWebSocketFrameMaskGenerator.INSTANCE.nextMask();
                byte[] masked = FrameBytes.ofThisLoop().toMask(lengthBytes);
                System.arraycopy(text, 0, masked, 0, lengthBytes);
                FrameBytes.mask(masked, 0, lengthBytes, mask);
                frame.writeInt(mask).writeBytes(masked, 0, lengthBytes);
            }
            encoder.write(frame.retain(), encoder.voidPromise());
        }

        /** The last one again, if it has been sent, which is nearly always so. */
        private ByteBuf frame(int lengthBytes) {
            ByteBuf frame = last;
            if (frame == null || frame.refCnt() > 1 || frame.capacity() < lengthBytes) {
                release();
                frame = encoder.alloc().buffer(lengthBytes);
                last = frame;
            }
            return frame.clear();
        }

        void release() {
            if (last != null) {
                last.release();
                last = null;
            }
        }

        @Override
        public void flush() {
            encoder.flush();
        }

        @Override
        public void flushSoon() {
            TurnFlush.ofThisLoop().flushLater(socket);
        }
    }
}
