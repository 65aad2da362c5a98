package dev.trunkline.net.websocket;

import dev.trunkline.net.connection.MessageEnd;
import dev.trunkline.net.loop.FlushBatcher;
import dev.trunkline.net.loop.LoopResources;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.RandomWebSocketFrameMaskGenerator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's frame decoder with a short cut. Nearly all of a call's messages are sound: small whole texts of ASCII, a hundred a
 * second, each of which would pass a dozen handlers in both directions as an object. One that is there as a whole goes to the
 * {@link TextReceiver} at once, straight from what was read if it lies there in one piece; all that is unusual goes through the
 * decoder and the handlers behind it. Its {@link #writer} puts frames together just so.
 *
 * <p>How the two keep out of each other's way: before Netty is asked, {@link #takeText} looks at the next {@link FrameHeader}
 * without taking it, and takes the frame wholly or not at all (but for a {@link BigText}, which keeps the way to itself until
 * it is whole). It may do so only where a message begins. Netty does not say where it stands, so {@link FrameBoundary} counts
 * along: what it takes and gives tells whether a frame is open, and the frames themselves whether a fragmented message is.
 * After a close frame, or a violation, nothing takes the short cut any more.
 *
 * <p>A codec of its own would need no such bookkeeping, but Netty's passes all of Autobahn's cases, close codes included; and
 * {@code netty-websocket-http1}, which has the shape of this one, stops at 65,535 bytes. Confined to the connection's loop.
 */
final class FastPathWebSocketDecoder extends WebSocket13FrameDecoder {

    private final boolean isServer;
    private final int maxMessageBytes;
    private final int maxBigBytes;
    private final boolean orBinary;
    private final TextReceiver receiver;
    private final @Nullable MessageEnd memory;
    private final ChannelHandlerContext encoder;
    private final LoopResources loop;
    private final FrameHeader header = new FrameHeader();
    private final FrameBoundary boundary = new FrameBoundary();
    private @Nullable BigText big; // while it comes
    private @Nullable Writer writer;

    private FastPathWebSocketDecoder(
            WebSocketDecoderConfig config,
            TextReceiver receiver,
            @Nullable MessageEnd memory,
            ChannelHandlerContext encoder) {
        super(config);
        this.isServer = config.expectMaskedFrames();
        this.maxMessageBytes = Math.min(config.maxFramePayloadLength(), FrameBytes.MAX_TEXT_BYTES);
        this.maxBigBytes = !isServer && receiver.takesBigTexts() ? config.maxFramePayloadLength() : 0;
        this.orBinary = receiver.takesBinaryTexts();
        this.receiver = receiver;
        this.memory = memory;
        this.encoder = encoder;
        this.loop = LoopResources.of(encoder.channel().eventLoop());
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
            pipeline.replace(decoderName, decoderName, new FastPathWebSocketDecoder(config, receiver, memory, encoder));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (message instanceof ByteBuf read && boundary.isBetweenMessages() && actualReadableBytes() == 0) {
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
        if (!header.isWholeText(read, orBinary) || header.isMasked() != isServer) {
            return Next.UNUSUAL;
        }
        if (header.payloadBytes() > maxMessageBytes) {
            return header.payloadBytes() > maxBigBytes ? Next.UNUSUAL : beginBig(ctx, read);
        }
        if (!header.isFrameIn(read)) {
            return Next.INCOMPLETE;
        }
        int lengthBytes = (int) header.payloadBytes();
        byte[] text = loop.scratch().incoming(lengthBytes);
        read.getBytes(header.payloadAt(), text, 0, lengthBytes);
        if (isServer) {
            FrameBytes.mask(text, 0, lengthBytes, header.mask(read));
        }
        if (!FrameBytes.isAscii(text, lengthBytes)) {
            return Next.UNUSUAL;
        }
        read.skipBytes(header.bytes() + lengthBytes);
        deliver(ctx, text, lengthBytes);
        return Next.TAKEN;
    }

    private Next beginBig(ChannelHandlerContext ctx, ByteBuf read) throws Exception {
        read.skipBytes(header.bytes());
        big = new BigText((int) header.payloadBytes());
        return takeMore(ctx, big, read);
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
        try {
            receiver.onBigText(text);
        } catch (Throwable bug) {
            fail(ctx, bug);
        }
        if (memory != null) {
            memory.messageIsWhole(); // behind it: whoever decodes it keeps its turn
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
        if (boundary.isBetweenMessages() && takeText(ctx, in) != Next.UNUSUAL) {
            return;
        }
        int start = in.readerIndex();
        int frames = out.size();
        boundary.begin();
        super.decode(ctx, in, out);
        if (out.size() > frames) {
            boundary.onFrame(out.get(out.size() - 1));
        } else if (in.readerIndex() == start) {
            boundary.nothingTaken();
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
        boundary.close();
        if (writer != null) {
            writer.release();
        }
        super.channelInactive(ctx);
    }

    /** Frames as one buffer each, handed over behind Netty's encoder. */
    private final class Writer implements TextWriter {
        private final FlushBatcher.Socket socket = new FlushBatcher.Socket(encoder);
        private @Nullable ByteBuf last;

        @Override
        public void write(byte[] text, int lengthBytes) {
            if (boundary.isClosed()) {
                return; // RFC 6455, 5.5.1: nothing after the close frame, with which Netty answers the peer's
            }
            ByteBuf frame = frame(FrameHeader.MAX_BYTES + lengthBytes);
            frame.writeByte(FrameHeader.WHOLE_TEXT);
            int maskBit = isServer ? 0 : FrameHeader.IS_MASKED;
            if (lengthBytes < FrameHeader.LENGTH_IN_16_BITS) {
                frame.writeByte(maskBit | lengthBytes);
            } else if (lengthBytes < 1 << 16) {
                frame.writeByte(maskBit | FrameHeader.LENGTH_IN_16_BITS).writeShort(lengthBytes);
            } else {
                frame.writeByte(maskBit | FrameHeader.LENGTH_IN_64_BITS).writeLong(lengthBytes);
            }
            if (isServer) {
                frame.writeBytes(text, 0, lengthBytes);
            } else {
                int mask = RandomWebSocketFrameMaskGenerator.INSTANCE.nextMask();
                byte[] masked = loop.scratch().outgoing(lengthBytes);
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
            loop.flushes().flushLater(socket);
        }
    }
}
