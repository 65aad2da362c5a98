package dev.trunkline.net.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.fuzz.FuzzTarget;
import dev.trunkline.fuzz.Made;
import dev.trunkline.net.connection.PeerTrouble;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whoever reaches the port may send anything: it makes no difference how it is cut; what is passed on is well-formed; a header
 * that goes on in the next line is never passed on.
 */
class HttpFrontFuzzTest implements FuzzTarget {

    @Override
    public void check(byte[] input) {
        Made made = new Made(input);
        int firstLength = made.octet();
        byte[] sent = made.rest();

        assertThat(requests(Made.pieces(sent, firstLength)))
                .as(() -> new String(sent, StandardCharsets.ISO_8859_1))
                .isEqualTo(requests(List.of(sent)));
    }

    private static List<String> requests(List<byte[]> pieces) {
        Read read = new Read();
        EmbeddedChannel channel = new EmbeddedChannel(
                new RequestDecoder(new HttpDecoderConfig().setMaxHeaderSize(8 * 1024)),
                new HttpObjectAggregator(1024 * 1024, true),
                read);
        try {
            for (byte[] piece : pieces) {
                if (channel.isOpen()) {
                    channel.writeInbound(Unpooled.wrappedBuffer(piece));
                }
            }
            channel.finishAndReleaseAll();
        } catch (Exception e) { // the peer leaves in the middle
            assertThat(PeerTrouble.of(e)).isEqualTo(PeerTrouble.LOST);
        }
        return read.requests;
    }

    /** Stands where requests are answered: what cannot be decoded closes the connection, and whatever follows is nobody's. */
    private static final class Read extends SimpleChannelInboundHandler<FullHttpRequest> {
        private final List<String> requests = new ArrayList<>();

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
            if (ctx.channel().isOpen()) {
                requests.add(described(ctx.channel(), request));
                if (!request.decoderResult().isSuccess()) {
                    ctx.close();
                }
            }
        }
    }

    private static String described(Channel channel, FullHttpRequest message) {
        if (!message.decoderResult().isSuccess()) {
            return "undecodable";
        }
        message.headers()
                .forEach(header ->
                        assertThat(header.getKey() + header.getValue()).doesNotContain("\r", "\n", "\0"));
        try {
            RequestTarget target = RequestTarget.of(message);
            message.setUri(target.pathAndQuery());
            HttpRequest request = ReceivedRequest.of(channel, message, target.host(), Map.of());
            assertThat(request.sender().isThisMachine()).isFalse(); // whose address is not known
            return request.method() + " " + request.rawUri() + " " + request.path() + " " + request.query() + " "
                    + request.headers() + " " + request.bodyText();
        } catch (IllegalArgumentException e) {
            return "malformed: " + e.getMessage();
        }
    }
}
