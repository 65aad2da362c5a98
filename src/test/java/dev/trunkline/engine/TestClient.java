package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An EVI client at the other end of a real socket. */
final class TestClient extends EviClient<TestClient> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 30;

    private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Channel> open = new CompletableFuture<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final CompletableFuture<Integer> refusal = new CompletableFuture<>();
    private final CompletableFuture<HttpHeaders> refusalHeaders = new CompletableFuture<>();

    /** What is to stand at the end of its channel's pipeline. */
    ChannelHandler handler() {
        return new Handler();
    }

    private final class Handler extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                open.complete(ctx.channel());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) throws JsonProcessingException {
            if (frame instanceof TextWebSocketFrame text) {
                received.add(JSON.readTree(text.text()));
            } else if (frame instanceof CloseWebSocketFrame close) {
                closeCode.complete(close.statusCode());
                ctx.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof WebSocketClientHandshakeException refused) {
                refusalHeaders.complete(refused.response().headers());
                refusal.complete(refused.response().status().code());
            }
            ctx.close();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            closeCode.complete(1006); // unless a close frame came before
        }
    }

    @Override
    public TestClient send(String json) {
        join(open).writeAndFlush(new TextWebSocketFrame(json));
        return this;
    }

    @Override
    public TestClient send(byte[] bytes) {
        join(open).writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
        return this;
    }

    @Override
    public JsonNode next() {
        try {
            JsonNode message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("a message within %s s", PATIENCE_SECONDS).isNotNull();
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<JsonNode> pending() {
        return List.copyOf(received);
    }

    @Override
    public int closeCode() {
        return join(closeCode);
    }

    /** Whether the handshake went through. */
    boolean isIn() {
        join(CompletableFuture.anyOf(open, refusal));
        return open.isDone();
    }

    /** The status of the refused handshake. */
    int refusal() {
        return join(refusal);
    }

    /** What the refusal says beside its status. */
    @Nullable
    String refusedHeader(String name) {
        return join(refusalHeaders).get(name);
    }

    void disconnect() {
        join(open).close().awaitUninterruptibly();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("did not happen within " + PATIENCE_SECONDS + " s", e);
        }
    }
}
