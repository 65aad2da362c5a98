package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.ChatMessage.Role;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A custom language model behind a WebSocket. */
class ClmSocketIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** No limit of these closes a socket that is to be closed for another reason. */
    private static final GenerationLimits PATIENT = new GenerationLimits(60_000, 60_000, 60_000, 60_000, 1_000_000);

    private final EventLoops loops = new EventLoops("clm-test", 1);
    private final CompletableFuture<String> asked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> left = new CompletableFuture<>();
    private final Overheard heard = new Overheard();
    private final HttpServer server;
    private volatile Consumer<ChannelHandlerContext> answering = ctx -> {};

    ClmSocketIT() throws IOException {
        Routes routes = Routes.builder()
                .webSocket("/llm", request -> new WebSocketEndpoint.Accept(new Model(), 1_000_000))
                .webSocket("/closed", request -> new WebSocketEndpoint.Refuse(HttpResponse.text(403, "no")))
                .build();
        server = HttpServer.start(loops, "127.0.0.1", 0, routes);
    }

    @AfterEach
    void stop() {
        server.close();
        loops.close();
    }

    private final class Model extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            if (frame instanceof TextWebSocketFrame text) {
                asked.complete(text.text());
                answering.accept(ctx);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            left.complete(true);
        }
    }

    private static void send(ChannelHandlerContext ctx, String json) {
        ctx.writeAndFlush(new TextWebSocketFrame(json));
    }

    private DialogModel.PendingReply generate(String path, GenerationLimits limits) {
        String url = "ws://127.0.0.1:" + server.port() + path;
        DialogRequest conversation = new DialogRequest(
                "",
                List.of(
                        ChatMessage.of(Role.AGENT, "Hello?"),
                        ChatMessage.of(Role.CALLER, "Hi").sounding(Map.of("Joy", 0.25), 100, 900)),
                List.of("It rains."),
                List.of(),
                List.of(),
                new Trigger.CallerSpoke("Hi", true, false),
                new DialogRequest.Model(new LanguageModel(LanguageModel.CUSTOM, url, null), null, "s1", ""));
        return new ClmDialogModel(
                        new ClmSettings(null, null, "m", HistoryLimits.defaults(), limits),
                        EgressPolicy.privateNetworksToo(),
                        GenerationMeter.NONE,
                        System::nanoTime)
                .generate(conversation, heard);
    }

    @Test
    void conversationGoesOutAndSentencesComeBack() throws IOException {
        answering = ctx -> {
            send(ctx, "{\"type\":\"assistant_input\",\"text\":\"Good day.\",\"custom_session_id\":\"s2\"}");
            send(ctx, "{\"type\":\"assistant_input\",\"text\":\"How are you?\",\"custom_session_id\":\"s2\"}");
            send(ctx, "{\"type\":\"assistant_end\"}");
        };

        generate("/llm", PATIENT);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Good day.", "How are you?");
        assertThat(heard.sessionIds()).containsExactly("s2");
        JsonNode message = new ObjectMapper().readTree(asked.join());
        assertThat(message.path("custom_session_id").asText()).isEqualTo("s1");
        assertThat(message.path("messages").findValuesAsText("type"))
                .containsExactly("assistant_message", "user_message");
        assertThat(message.at("/messages/1").toString())
                .isEqualTo(
                        "{\"type\":\"user_message\",\"message\":{\"role\":\"user\",\"content\":\"Hi {Context: It rains.}\"},"
                                + "\"models\":{\"prosody\":{\"scores\":{\"Joy\":0.25}}},\"time\":{\"begin\":100,\"end\":900}}");
        assertThat(left).succeedsWithin(PATIENCE);
    }

    @Test
    void wordsMayComeInPieces() {
        answering = ctx -> {
            send(ctx, "{\"type\":\"assistant_input\",\"text\":\"Good\"}");
            send(ctx, "{\"type\":\"assistant_input\",\"text\":\" day\"}");
            send(ctx, "{\"type\":\"assistant_end\"}");
        };

        generate("/llm", PATIENT);

        assertThat(heard.end()).isEqualTo("done");
        assertThat(heard.sentences()).containsExactly("Good day");
    }

    @Test
    void socketThatClosesBeforeTheEndIsADisconnection() {
        answering = ctx -> {
            send(ctx, "{\"type\":\"assistant_input\",\"text\":\"Well.\"}");
            ctx.writeAndFlush(new CloseWebSocketFrame(1001, "going away"));
        };

        generate("/llm", PATIENT);

        assertThat(heard.end()).isEqualTo("DISCONNECTED");
        assertThat(heard.reason()).isEqualTo("the model closed the socket with 1001");
        assertThat(heard.sentences()).containsExactly("Well.");
        assertThat(heard.ends()).hasSize(1);
    }

    @Test
    void socketThatIsGoneWithoutAWordIsNoticedWhenTheModelStallsAtTheLatest() {
        answering = ctx -> {
            send(ctx, "{\"type\":\"assistant_input\",\"text\":\"Well.\"}");
            ctx.close();
        };

        generate("/llm", new GenerationLimits(2_000, 5_000, 500, 60_000, 1_000_000));

        assertThat(heard.end()).isIn("DISCONNECTED", "TIMED_OUT");
        assertThat(heard.sentences()).containsExactly("Well.");
    }

    @Test
    void socketThatSaysNothingTakesTooLongAndIsClosed() {
        generate("/llm", new GenerationLimits(2_000, 500, 5_000, 60_000, 1_000_000));

        assertThat(heard.end()).isEqualTo("TIMED_OUT");
        assertThat(left).succeedsWithin(PATIENCE);
    }

    @Test
    void refusedHandshakeIsAFailure() {
        generate("/closed", PATIENT);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).contains("403");
    }

    @Test
    void messageThatIsNotJsonIsAFailure() {
        answering = ctx -> send(ctx, "hello");

        generate("/llm", PATIENT);

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(left).succeedsWithin(PATIENCE);
    }

    @Test
    void answerThatIsTooLongIsRefused() {
        answering = ctx -> {
            for (int i = 0; i < 100; i++) {
                send(ctx, "{\"type\":\"assistant_input\",\"text\":\"" + "x".repeat(200) + "\"}");
            }
        };

        generate("/llm", new GenerationLimits(2_000, 5_000, 5_000, 60_000, 5_000));

        assertThat(heard.end()).isEqualTo("BROKEN");
        assertThat(heard.reason()).contains("longer than 5000");
    }

    @Test
    void cancelClosesTheSocket() {
        answering = ctx -> send(ctx, "{\"type\":\"assistant_input\",\"text\":\"Well.\"}");
        DialogModel.PendingReply pending = generate("/llm", PATIENT);
        assertThat(heard.sentence()).isEqualTo("Well.");

        pending.cancel();

        assertThat(left).succeedsWithin(PATIENCE);
        assertThat(heard.ends()).isEmpty();
    }
}
