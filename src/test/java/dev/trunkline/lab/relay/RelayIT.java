package dev.trunkline.lab.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayIT {

    private final HttpClient http = HttpClient.newHttpClient();
    private final EventLoops loops = new EventLoops("peer", 1);
    private final BlockingQueue<String> peerReceived = new LinkedBlockingQueue<>();
    private final HttpServer peer;
    private final Relay relay;

    RelayIT() throws IOException {
        Routes routes = Routes.builder()
                .webSocket("/lab/peer", request -> new WebSocketEndpoint.Accept(new Answering(), 1 << 20))
                .build();
        peer = HttpServer.start(loops, "127.0.0.1", 0, routes);
        relay = Relay.start("127.0.0.1", 0, URI.create("ws://127.0.0.1:" + peer.port() + "/lab/peer"));
    }

    @AfterEach
    void close() {
        relay.close();
        peer.close();
        loops.close();
    }

    @Test
    void everyMessageArrivesUnchangedOnWhateverPath() throws Exception {
        for (String path : new String[] {"/", "/relay", "/twilio/media/abc"}) {
            Caller caller = new Caller();
            WebSocket socket = caller.open(path);
            String odd = "{ \"event\" : \"média\",  \"x\":1}";
            socket.sendText(odd, true).join();
            socket.sendText("y".repeat(100_000), true).join();

            assertThat(peerReceived.poll(30, TimeUnit.SECONDS)).isEqualTo(odd);
            assertThat(peerReceived.poll(30, TimeUnit.SECONDS)).hasSize(100_000);
            assertThat(caller.received.poll(30, TimeUnit.SECONDS)).isEqualTo("answer to " + odd);
            assertThat(caller.received.poll(30, TimeUnit.SECONDS)).hasSize(100_010);
            socket.abort();
            assertThat(peerReceived.poll(30, TimeUnit.SECONDS)).isEqualTo("gone");
        }
    }

    @Test
    void whenOneSideLeavesTheOtherIsToldSo() throws Exception {
        Caller caller = new Caller();
        WebSocket socket = caller.open("/relay");
        socket.sendText("hello", true).join();
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();

        assertThat(peerReceived.poll(30, TimeUnit.SECONDS)).isEqualTo("hello");
        assertThat(peerReceived.poll(30, TimeUnit.SECONDS)).isEqualTo("gone");

        Caller another = new Caller();
        another.open("/relay").sendText("leave", true).join();
        assertThat(another.received.poll(30, TimeUnit.SECONDS)).isEqualTo("closed 1000");
    }

    @Test
    void aCallerIsSentAwayWhenThereIsNoPeer() throws Exception {
        peer.close();
        assertThat(new Caller().openAndWait("/relay")).isEqualTo("closed 1000");
    }

    @Test
    void whoCallsABridgeCanCallARelay() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + relay.port() + "/twilio/voice"))
                .POST(HttpRequest.BodyPublishers.ofString("CallSid=CA1"))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("<Connect><Stream url=\"ws://127.0.0.1:" + relay.port() + "/relay\"/></Connect>");
    }

    @Test
    void nowhereIsNoPeer() {
        assertThatThrownBy(() -> Relay.start("127.0.0.1", 0, URI.create("http://127.0.0.1/lab/peer")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private final class Answering extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            String text = frame.text();
            peerReceived.add(text);
            ctx.writeAndFlush(
                    text.equals("leave")
                            ? new CloseWebSocketFrame(1000, "")
                            : new TextWebSocketFrame("answer to " + text));
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            peerReceived.add("gone");
        }
    }

    private final class Caller implements WebSocket.Listener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final StringBuilder message = new StringBuilder();

        WebSocket open(String path) {
            return http.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + relay.port() + path), this)
                    .join();
        }

        String openAndWait(String path) throws InterruptedException {
            open(path);
            return received.poll(30, TimeUnit.SECONDS);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
            message.append(text);
            if (last) {
                received.add(message.toString());
                message.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            received.add("closed " + code);
            return null;
        }
    }
}
