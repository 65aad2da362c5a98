package dev.trunkline.net.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketFramesTest {

    private static final int FIN = 0x80;
    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private ServedRoutes server;
    private RawPeer peer;

    @BeforeEach
    void open() throws IOException {
        server = new ServedRoutes(
                Routes.builder().webSocket("/echo", request -> new WebSocketEndpoint.Accept(new Echo(), 1_024)));
        peer = server.connect();
        peer.send(RawPeer.upgrade("/echo")).readResponse();
    }

    @AfterEach
    void close() throws IOException {
        peer.close();
        server.close();
    }

    @Test
    void textComesWholeHoweverItIsCut() throws IOException {
        peer.sendFrame(TEXT, "Zur");
        peer.sendFrame(FIN | PING, "are you there");
        peer.sendFrame(CONTINUATION, "\u00C3"); // the u-umlaut's two bytes, one in each fragment
        peer.sendFrame(FIN | CONTINUATION, "\u00BCrich");

        assertThat(peer.readFrame()).isEqualTo(new RawPeer.Frame(PONG, "are you there"));
        assertThat(peer.readFrame()).isEqualTo(new RawPeer.Frame(TEXT, "Zur\u00C3\u00BCrich"));
    }

    @Test
    void aPingIsAnsweredAndAPongIsNot() throws IOException {
        peer.sendFrame(FIN | PONG, "unasked");
        peer.sendFrame(FIN | PING, "1");
        peer.sendFrame(FIN | PING, "2");

        assertThat(peer.readFrame()).isEqualTo(new RawPeer.Frame(PONG, "1"));
        assertThat(peer.readFrame()).isEqualTo(new RawPeer.Frame(PONG, "2"));
    }

    @Test
    void aCloseIsEchoedWithItsCode() throws IOException {
        peer.sendFrame(FIN | CLOSE, "\u000F\u00A0bye"); // 4000

        assertThat(peer.readFrame().closeCode()).isEqualTo(4_000);
        assertThat(peer.readToEnd()).isEmpty();
    }

    @Test
    void aFrameOverTheLimitCloses1009() throws IOException {
        peer.sendFrame(FIN | TEXT, "x".repeat(1_024));
        assertThat(peer.readFrame().text()).hasSize(1_024);

        peer.sendFrame(FIN | TEXT, "x".repeat(1_025));
        assertCloses(1_009);
    }

    @Test
    void theLengthOfAGiantFrameIsEnoughToClose() throws IOException {
        peer.send(new byte[] {(byte) 0x81, (byte) 0xFF, 0x7F, -1, -1, -1, -1, -1, -1, -1, 1, 2, 3, 4});

        assertCloses(1_009);
    }

    @Test
    void aMessageOfManyFragmentsOverTheLimitCloses1009() throws IOException {
        peer.sendFrame(TEXT, "x".repeat(1_000));
        peer.sendFrame(CONTINUATION, "x".repeat(1_000));

        assertCloses(1_009);
    }

    @Test
    void theCloseCodeArrivesEvenIfThePeerGoesOnTalking() throws IOException {
        byte[] tooBig = RawPeer.frame(FIN | TEXT, new byte[2_000]);
        byte[] more = RawPeer.frame(FIN | TEXT, "y".repeat(1_000).getBytes(ISO_8859_1));
        peer.send(tooBig);
        for (int i = 0; i < 50; i++) {
            peer.send(more);
        }

        assertCloses(1_009);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC1, 0xA1, 0x91, 0x83, 0x87, 0x8B, 0x8F, 0x80, 0x09})
    void reservedBitsAndOpcodesAndMisplacedFramesClose1002(int firstByte) throws IOException {
        peer.sendFrame(firstByte, "x");

        assertCloses(1_002);
    }

    @Test
    void anUnmaskedFrameCloses1002() throws IOException {
        peer.send(new byte[] {(byte) 0x81, 1, 'x'});

        assertCloses(1_002);
    }

    @Test
    void aControlFrameOverItsLimitCloses1002() throws IOException {
        peer.sendFrame(FIN | PING, "x".repeat(126));

        assertCloses(1_002);
    }

    @Test
    void aTextAmongFragmentsCloses1002() throws IOException {
        peer.sendFrame(TEXT, "x");
        peer.sendFrame(FIN | TEXT, "y");

        assertCloses(1_002);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00C3(", "\u00ED\u00A0\u0080", "\u00F4\u0090\u0080\u0080", "\u00FF"})
    void textThatIsNotUtf8Closes1007(String bytes) throws IOException {
        peer.sendFrame(FIN | TEXT, bytes);

        assertCloses(1_007);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0003", "\u0003\u00EC", "\u0003\u00ED", "\u0003\u0000"})
    void aCloseWithAnImpossibleCodeEndsTheConnectionAndIsNotEchoed(String payload) throws IOException {
        peer.sendFrame(FIN | CLOSE, payload);

        // RFC 6455, 7.1.7: the connection fails, with 1002 or without a word.
        assertThat(peer.readToEnd())
                .satisfiesAnyOf(
                        nothing -> assertThat(nothing).isEmpty(),
                        close -> assertThat(close).contains("\u0003\u00EA"));
    }

    @Test
    void aPeerThatSpeaksBeforeItIsAnsweredHarmsNobody() throws IOException {
        try (RawPeer hasty = server.connect()) {
            byte[] handshake = RawPeer.upgrade("/echo").replace("{port}", "1").getBytes(ISO_8859_1);
            byte[] frame = RawPeer.frame(FIN | TEXT, new byte[] {'x'});
            byte[] both = Arrays.copyOf(handshake, handshake.length + frame.length);
            System.arraycopy(frame, 0, both, handshake.length, frame.length);
            hasty.send(both);

            assertThat(hasty.readResponse().status()).isEqualTo(101);
        }
        peer.sendFrame(FIN | TEXT, "still here");
        assertThat(peer.readFrame().text()).isEqualTo("still here");
    }

    private void assertCloses(int code) throws IOException {
        RawPeer.Frame frame;
        try {
            frame = peer.readFrame();
        } catch (EOFException e) {
            throw new AssertionError("closed without a code", e);
        }
        assertThat(frame.opcode()).isEqualTo(CLOSE);
        assertThat(frame.closeCode()).isEqualTo(code);
        assertThat(peer.readToEnd()).isEmpty();
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            ctx.writeAndFlush(new TextWebSocketFrame(frame.content().retain()));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            // The close code is what is looked at.
        }
    }
}
