package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** An EVI client that reads message by message. Its own JSON, none of the engine's code. */
final class TestClient extends SimpleChannelInboundHandler<WebSocketFrame> {

    static final String LINEAR16_8K =
            "{\"type\":\"session_settings\",\"audio\":{\"encoding\":\"linear16\",\"sample_rate\":8000,\"channels\":1}}";
    /** Asks for EVI's own tool that ends the chat. */
    static final String HANG_UP = "{\"type\":\"session_settings\",\"builtin_tools\":[{\"name\":\"hang_up\"}]}";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 5;

    private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Channel> open = new CompletableFuture<>();
    private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
    private final CompletableFuture<Integer> refusal = new CompletableFuture<>();
    private final CompletableFuture<HttpHeaders> refusalHeaders = new CompletableFuture<>();
    private double phase;

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

    TestClient send(String json) {
        join(open).writeAndFlush(new TextWebSocketFrame(json));
        return this;
    }

    TestClient send(byte[] bytes) {
        join(open).writeAndFlush(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)));
        return this;
    }

    /** Declares 8 kHz linear16. */
    TestClient declare() {
        return send(LINEAR16_8K);
    }

    TestClient type(String text) {
        return send("{\"type\":\"user_input\",\"text\":\"" + text + "\"}");
    }

    /** A loud tone for that long, in frames of 20 ms, at once. */
    TestClient speak(int millis) {
        return sound(millis, 8_000);
    }

    TestClient silence(int millis) {
        return sound(millis, 0);
    }

    /** A whole turn: speech, then enough silence to end it. */
    TestClient turn() {
        return speak(600).silence(700);
    }

    private TestClient sound(int millis, int amplitude) {
        for (int at = 0; at < millis; at += 20) {
            String data = Base64.getEncoder().encodeToString(frame(amplitude));
            send("{\"type\":\"audio_input\",\"data\":\"" + data + "\"}");
        }
        return this;
    }

    private byte[] frame(int amplitude) {
        byte[] bytes = new byte[320];
        for (int i = 0; i < 160; i++) {
            phase += 2 * Math.PI * 300 / 8_000;
            short sample = (short) (amplitude * Math.sin(phase));
            bytes[2 * i] = (byte) sample;
            bytes[2 * i + 1] = (byte) (sample >> 8);
        }
        return bytes;
    }

    JsonNode next() {
        try {
            JsonNode message = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(message).as("a message within %s s", PATIENCE_SECONDS).isNotNull();
            return message;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next message of that type; others before it are passed over. */
    JsonNode await(String type) {
        JsonNode message = next();
        while (!message.path("type").asText().equals(type)) {
            message = next();
        }
        return message;
    }

    /** All messages up to and including the next of that type. */
    List<JsonNode> until(String type) {
        List<JsonNode> messages = new ArrayList<>();
        do {
            messages.add(next());
        } while (!type(messages.get(messages.size() - 1)).equals(type));
        return messages;
    }

    /** What the agent says up to its next {@code assistant_end}. */
    List<String> words() {
        return until("assistant_end").stream()
                .filter(message -> type(message).equals("assistant_message"))
                .map(message -> message.path("message").path("content").asText())
                .toList();
    }

    /** What has come and was not read. */
    List<JsonNode> pending() {
        return List.copyOf(received);
    }

    int closeCode() {
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

    static String type(JsonNode message) {
        return message.path("type").asText();
    }

    private static <T> T join(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("did not happen within " + PATIENCE_SECONDS + " s", e);
        }
    }
}
