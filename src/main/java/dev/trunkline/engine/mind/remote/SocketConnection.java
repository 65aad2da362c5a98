package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.net.outgoing.OutgoingHttp;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A WebSocket to a custom language model: the conversation goes out, {@code assistant_input} messages and one
 * {@code assistant_end} come back (EVI's docs, "Using a custom language model", WebSockets). EVI keeps one socket for a whole
 * chat; this is one for each answer, because a model keeps nothing of a chat. Thread-safe.
 */
final class SocketConnection implements ModelConnection {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENDS = ".!?…。！？";
    private static final int NORMAL_CLOSURE = 1000;

    private final OutgoingHttp client;
    private final WebSocketClient.Target target;
    private final String message;

    /** @param message the conversation, as JSON */
    SocketConnection(OutgoingHttp client, WebSocketClient.Target target, String message) {
        this.client = client;
        this.target = target;
        this.message = message;
    }

    @Override
    public Runnable open(Generation generation) {
        CompletableFuture<Channel> socket = client.open(target, new Receiver(generation));
        socket.whenComplete((channel, failure) -> {
            if (failure != null) {
                generation.onFailure(whyNot(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure));
            }
        });
        return () -> socket.thenAccept(Channel::close); // at once, or as soon as it is open
    }

    private static ModelFailure whyNot(Throwable failure) {
        if (failure instanceof WebSocketClientHandshakeException refused && refused.response() != null) {
            return ModelFailure.broken("the model refused the socket with HTTP status "
                    + refused.response().status().code());
        }
        return ModelFailure.noConnection(failure);
    }

    /** Confined to the socket's loop. */
    private final class Receiver extends SimpleChannelInboundHandler<WebSocketFrame> {

        private final Generation generation;
        private int charsLeft = target.maxMessageBytes();
        private boolean ready;

        Receiver(Generation generation) {
            this.generation = generation;
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
            if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                ready = true;
                ctx.writeAndFlush(new TextWebSocketFrame(message));
            } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
                generation.onFailure(
                        new ModelFailure(DialogModel.Failure.TIMED_OUT, "no connection to the model in time"));
            }
            super.userEventTriggered(ctx, event);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof CloseWebSocketFrame close) {
                lost("the model closed the socket with " + close.statusCode());
            } else if (frame instanceof TextWebSocketFrame text) {
                String whole = text.text();
                charsLeft -= whole.length();
                if (charsLeft < 0) {
                    generation.onFailure(ModelFailure.broken(
                            "the model's answer is longer than " + target.maxMessageBytes() + " characters"));
                } else {
                    generation.read(answer -> onMessage(answer, parse(whole), ctx));
                }
            }
        }

        private void onMessage(CompletionReader answer, JsonNode said, ChannelHandlerContext ctx) {
            switch (said.path("type").asText()) {
                case "assistant_input" -> {
                    answer.onSessionId(said.path("custom_session_id").asText(""));
                    String words = said.path("text").asText("");
                    boolean isSentence = !words.isEmpty() && ENDS.indexOf(words.charAt(words.length() - 1)) >= 0;
                    // Nothing says that the next message begins with a space.
                    answer.onText(isSentence ? words + "\n" : words);
                }
                case "assistant_end" -> {
                    answer.finish();
                    ctx.writeAndFlush(new CloseWebSocketFrame(NORMAL_CLOSURE, ""))
                            .addListener(sent -> generation.onEnd());
                }
                default -> {}
            }
        }

        private static JsonNode parse(String whole) {
            try {
                return JSON.readTree(whole);
            } catch (JsonProcessingException e) {
                throw ModelFailure.broken("the model sent a message that is not JSON");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            lost("the model's socket broke off");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable failure) {
            if (ready) {
                lost("the model's socket broke off: " + failure.getClass().getSimpleName());
            } else {
                generation.onFailure(whyNot(failure));
            }
            ctx.close();
        }

        private void lost(String reason) {
            generation.onFailure(new ModelFailure(DialogModel.Failure.DISCONNECTED, reason));
        }
    }
}
