package dev.trunkline.net.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A peer may send any bytes in any pieces: with the short cut and without it the same is heard, or the same is wrong. */
class FastPathAndNettyAgreeTest {

    private static final int STREAMS = 6_000;
    /** The leak detector of the tests notes every access, and that takes a minute here. */
    private static final ByteBufAllocator UNWATCHED = new UnpooledByteBufAllocator(false, true);

    private static final int MAX_BYTES = 60_000;
    private static final int[] OPCODES = {0x81, 0x81, 0x81, 0x81, 0x81, 0x81, 0x82, 0x89, 0x8A};
    private static final int[] BETWEEN_FRAGMENTS = {0x00, 0x00, 0x00, 0x89, 0x81};
    private static final int[] UNUSUAL_OPCODES = {0x88, 0xC1, 0x83, 0x09, 0x91, 0x00, 0x80};
    private static final int[] EDGES = {0, 1, 7, 8, 9, 124, 125, 126, 127, 128, MAX_BYTES, MAX_BYTES + 1, 65_535, 65_536
    };

    private final Random random = new Random(20261121);
    private int cutAt; // where a mistake is likely
    private int quick;
    private int slow;
    private boolean textsAreBinaryToo;

    @ParameterizedTest
    @CsvSource({"true, false", "false, false", "false, true"})
    void onAnyFramesInAnyPieces(boolean isServer, boolean binaryToo) {
        int errors = 0;
        textsAreBinaryToo = binaryToo;
        quick = 0;
        slow = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] bytes = frames(isServer);
            int[] cuts = IntStream.concat(random.ints(random.nextInt(4), 0, bytes.length + 1), IntStream.of(cutAt))
                    .map(cut -> Math.min(cut, bytes.length))
                    .sorted()
                    .toArray();

            List<String> expected = heard(isServer, false, bytes, cuts);

            assertThat(heard(isServer, true, bytes, cuts))
                    .as(() -> Arrays.toString(cuts) + " " + ByteBufUtil.hexDump(bytes))
                    .isEqualTo(expected);
            errors += String.join("", expected).contains("error") ? 1 : 0;
        }
        assertThat(quick).isGreaterThan(STREAMS / 8);
        assertThat(slow).isGreaterThan(STREAMS / 8);
        assertThat(errors).isBetween(STREAMS / 20, STREAMS * 3 / 4);
    }

    @Test
    void onWhatIsWritten() {
        for (boolean isServer : new boolean[] {true, false}) {
            EmbeddedChannel channel = channel(isServer, true, new ArrayList<>());
            TextWriter writer = TextWriter.of(channel);
            for (int lengthBytes : EDGES) {
                byte[] text = new byte[lengthBytes + 3];
                random.nextBytes(text);
                byte[] before = text.clone();

                writer.write(text, lengthBytes);
                channel.flush();

                EmbeddedChannel peer =
                        new EmbeddedChannel(new WebSocket13FrameDecoder(!isServer, false, 1 << 20, false));
                peer.writeInbound(channel.<ByteBuf>readOutbound());
                TextWebSocketFrame frame = peer.readInbound();
                assertThat(ByteBufUtil.getBytes(frame.content())).isEqualTo(Arrays.copyOf(text, lengthBytes));
                assertThat(text).isEqualTo(before);
                frame.release();
                peer.finishAndReleaseAll();
            }
            channel.finishAndReleaseAll();
        }
    }

    private byte[] frames(boolean isServer) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        cutAt = 0;
        for (int left = 1 + random.nextInt(5); left > 0; left--) {
            if (random.nextInt(8) == 0) {
                frame(isServer, 0x01, stream);
                frame(isServer, oneOf(BETWEEN_FRAGMENTS), stream);
                frame(isServer, 0x80, stream);
            } else {
                frame(isServer, random.nextInt(40) == 0 ? oneOf(UNUSUAL_OPCODES) : oneOf(OPCODES), stream);
            }
        }
        byte[] bytes = stream.toByteArray();
        for (int edits = random.nextInt(8) == 0 ? 1 + random.nextInt(2) : 0; edits > 0; edits--) {
            bytes[random.nextInt(Math.min(bytes.length, 200))] ^= (byte) (1 << random.nextInt(8));
        }
        return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
    }

    private void frame(boolean isServer, int opcode, ByteArrayOutputStream out) {
        boolean isControl = (opcode & 0x08) != 0;
        boolean isEdge = random.nextInt(60) == 0;
        byte[] payload = new byte[isEdge ? oneOf(EDGES) : random.nextInt(isControl ? 126 : 300)];
        boolean isAscii = random.nextInt(6) > 0;
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) (isAscii ? random.nextInt(128) : random.nextInt(256));
        }
        if (opcode == 0x88 && payload.length >= 2) {
            payload = new byte[] {0x03, (byte) 0xE8};
        }
        boolean isLikeAFrame = payload.length > 20 && random.nextInt(4) == 0;
        if (isLikeAFrame) {
            payload[0] = (byte) 0x81;
            payload[1] = (byte) (isServer ? 0x85 : 0x05);
        }
        boolean isMasked = random.nextInt(60) == 0 ? !isServer : isServer;
        int lengthClass = payload.length < 126 ? 0 : payload.length < 1 << 16 ? 1 : 2;
        lengthClass = random.nextInt(60) == 0 ? Math.min(2, lengthClass + 1) : lengthClass;
        ByteBuf frame = Unpooled.buffer().writeByte(opcode);
        int maskBit = isMasked ? 0x80 : 0;
        switch (lengthClass) {
            case 0 -> frame.writeByte(maskBit | payload.length);
            case 1 -> frame.writeByte(maskBit | 126).writeShort(payload.length);
            default ->
                frame.writeByte(maskBit | 127).writeLong(random.nextInt(9) == 0 ? random.nextLong() : payload.length);
        }
        if (isMasked) {
            int mask = isLikeAFrame ? 0 : random.nextInt();
            frame.writeInt(mask);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= (byte) (mask >> (24 - 8 * (i & 3)));
            }
        }
        if (random.nextInt(8) == 0) {
            cutAt = out.size() + frame.readableBytes();
        }
        out.writeBytes(ByteBufUtil.getBytes(frame.writeBytes(payload)));
        if (opcode == 0x88) {
            cutAt = out.size(); // whatever comes after it is nobody's
        }
    }

    private int oneOf(int[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private List<String> heard(boolean isServer, boolean withShortCut, byte[] bytes, int[] cuts) {
        List<String> heard = new ArrayList<>();
        EmbeddedChannel channel = channel(isServer, withShortCut, heard);
        int from = 0;
        for (int i = 0; i <= cuts.length && channel.isOpen(); i++) {
            int to = i < cuts.length ? cuts[i] : bytes.length;
            channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
            from = to;
        }
        for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            heard.add("answered " + ByteBufUtil.hexDump(((ByteBuf) out)));
            ReferenceCountUtil.release(out);
        }
        heard.add(channel.isOpen() ? "open" : "closed");
        channel.finishAndReleaseAll();
        return heard;
    }

    private EmbeddedChannel channel(boolean isServer, boolean withShortCut, List<String> heard) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(isServer)
                .allowExtensions(false)
                .maxFramePayloadLength(MAX_BYTES)
                .withUTF8Validator(false)
                .build();
        Listener listener = new Listener(heard);
        EmbeddedChannel channel = new EmbeddedChannel();
        channel.config().setAllocator(UNWATCHED);
        channel.pipeline()
                .addLast("encoder", new WebSocket13FrameEncoder(false)) // unmasked, to be comparable
                .addLast("decoder", new WebSocket13FrameDecoder(config))
                .addLast(listener);
        if (withShortCut) {
            FastPathWebSocketDecoder.install(channel.pipeline(), "decoder", "encoder", config, listener, null);
        }
        return channel;
    }

    private final class Listener extends ChannelInboundHandlerAdapter implements TextReceiver {
        private final List<String> heard;

        Listener(List<String> heard) {
            this.heard = heard;
        }

        @Override
        public boolean takesBinaryTexts() {
            return textsAreBinaryToo;
        }

        @Override
        public void onText(byte[] text, int lengthBytes) {
            quick++;
            boolean isAscii = true;
            for (int i = 0; i < lengthBytes; i++) {
                isAscii &= text[i] >= 0;
            }
            heard.add("text " + isAscii + " " + new String(text, 0, lengthBytes, UTF_8));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            WebSocketFrame frame = (WebSocketFrame) message;
            slow++;
            boolean isText = frame instanceof TextWebSocketFrame
                    || (textsAreBinaryToo && frame.isFinalFragment() && isAsciiOfBytes(frame));
            heard.add(
                    isText
                            ? "text " + frame.isFinalFragment() + " "
                                    + frame.content().toString(UTF_8)
                            : frame.getClass().getSimpleName() + frame.isFinalFragment() + " "
                                    + ByteBufUtil.hexDump(frame.content()));
            frame.release();
        }

        private boolean isAsciiOfBytes(WebSocketFrame frame) {
            return frame instanceof BinaryWebSocketFrame && Utf8Validator.isAscii(frame.content());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            heard.add("error " + cause.getClass().getSimpleName() + " " + cause.getMessage());
        }
    }
}
