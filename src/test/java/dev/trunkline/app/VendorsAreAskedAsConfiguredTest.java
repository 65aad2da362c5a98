package dev.trunkline.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.config.TrunklineConfig;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.http.WebSocketEndpoint.Accept;
import dev.trunkline.net.loop.EventLoops;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the lines of a file to what leaves this machine: address, headers and the first message, of each vendor. */
class VendorsAreAskedAsConfiguredTest {

    private static final String KEY = "canary-of-a-key";
    private static final String GEMINI_PATH =
            "/ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent";
    private static final String AGENT =
            "agent:\n  instructions: Help Ada.\n  language: en\n  turns: {silenceMillis: 400}\n";

    @TempDir
    Path folder;

    private final EventLoops loops = new EventLoops("vendor", 1);
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final HttpServer server = HttpServer.start(
            loops,
            "127.0.0.1",
            0,
            Routes.builder()
                    .webSocket("/v1/realtime", request -> new Accept(new Vendor(request), 1 << 20))
                    .webSocket("/openai/v1/realtime", request -> new Accept(new Vendor(request), 1 << 20))
                    .webSocket("/voice-live/realtime", request -> new Accept(new Vendor(request), 1 << 20))
                    .webSocket(GEMINI_PATH, request -> new Accept(new Vendor(request), 1 << 20))
                    .build());

    VendorsAreAskedAsConfiguredTest() throws IOException {}

    /** What one session began with. */
    private record Asked(HttpRequest handshake, JsonNode first) {}

    /** Takes any session, and notes how it was asked for. */
    private final class Vendor extends SimpleChannelInboundHandler<WebSocketFrame> {
        private final HttpRequest handshake;

        Vendor(HttpRequest handshake) {
            this.handshake = handshake;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            if (!handshake.path().equals(GEMINI_PATH)) {
                ctx.executor()
                        .execute(() -> say(ctx, "{\"type\":\"session.created\",\"session\":{\"id\":\"sess_1\"}}"));
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) throws Exception {
            if (frame instanceof TextWebSocketFrame text) {
                JsonNode message = new ObjectMapper().readTree(text.text());
                asked.add(new Asked(handshake, message));
                if (message.has("setup")) {
                    say(ctx, "{\"setupComplete\":{}}");
                } else if (message.path("type").asText().equals("session.update")) {
                    say(ctx, "{\"type\":\"session.updated\",\"session\":{\"id\":\"sess_1\"}}");
                }
            }
        }

        private static void say(ChannelHandlerContext ctx, String text) {
            ctx.channel().writeAndFlush(new TextWebSocketFrame(text));
        }
    }

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    @Test
    void openAi() throws Exception {
        Asked asked = ask("dialect: openai, voice: marin");

        assertThat(asked.handshake().rawUri()).isEqualTo("/v1/realtime?model=gpt-realtime");
        assertThat(asked.handshake().header("authorization")).isEqualTo("Bearer " + KEY);
        assertThat(at(asked, "/session/instructions")).isEqualTo("Help Ada.");
        assertThat(at(asked, "/session/audio/input/format/type")).isEqualTo("audio/pcmu");
        assertThat(at(asked, "/session/audio/output/voice")).isEqualTo("marin");
        assertThat(at(asked, "/session/audio/input/turn_detection/silence_duration_ms"))
                .isEqualTo("400");
    }

    @Test
    void azureOpenAi() throws Exception {
        Asked asked = ask("dialect: azure-openai, model: our deployment, voice: alloy");

        assertThat(asked.handshake().rawUri()).isEqualTo("/openai/v1/realtime?model=our%20deployment");
        assertThat(asked.handshake().header("api-key")).isEqualTo(KEY);
        assertThat(asked.handshake().header("authorization")).isNull();
        assertThat(at(asked, "/session/audio/output/voice")).isEqualTo("alloy");
        assertThat(at(asked, "/session/audio/input/transcription/model")).isEqualTo("whisper-1");
    }

    @Test
    void azureVoiceLive() throws Exception {
        Asked asked = ask("dialect: azure-voice-live, voice: 'en-US-Ava:DragonHDLatestNeural'");

        assertThat(asked.handshake().rawUri())
                .isEqualTo("/voice-live/realtime?api-version=2026-04-10&model=gpt-realtime");
        assertThat(asked.handshake().header("api-key")).isEqualTo(KEY);
        assertThat(at(asked, "/session/input_audio_format")).isEqualTo("g711_ulaw");
        assertThat(at(asked, "/session/voice/name")).isEqualTo("en-US-Ava:DragonHDLatestNeural");
        assertThat(asked.first().at("/session/audio").isMissingNode()).isTrue();
    }

    @Test
    void azureVoiceLiveOfAnotherVersion() throws Exception {
        Asked asked =
                ask("dialect: azure-voice-live, url: 'ws://127.0.0.1:PORT/voice-live/realtime?api-version=2025-10-01'");

        assertThat(asked.handshake().rawUri())
                .isEqualTo("/voice-live/realtime?api-version=2025-10-01&model=gpt-realtime");
    }

    @Test
    void xAi() throws Exception {
        Asked asked = ask("dialect: xai, voice: Ara");

        assertThat(asked.handshake().rawUri()).isEqualTo("/v1/realtime");
        assertThat(asked.handshake().header("authorization")).isEqualTo("Bearer " + KEY);
        assertThat(at(asked, "/session/voice")).isEqualTo("Ara");
        assertThat(at(asked, "/session/turn_detection/type")).isEqualTo("server_vad");
        assertThat(at(asked, "/session/audio/input/transcription/language_hint"))
                .isEqualTo("en");
    }

    @Test
    void anyOtherServer() throws Exception {
        Asked asked = ask("dialect: realtime, model: own");

        assertThat(asked.handshake().rawUri()).isEqualTo("/v1/realtime?model=own");
        assertThat(at(asked, "/session/type")).isEqualTo("realtime");
    }

    @Test
    void gemini() throws Exception {
        Asked asked = ask("dialect: gemini, model: gemini-live-of-ours, voice: Puck");

        assertThat(asked.handshake().rawUri()).isEqualTo(GEMINI_PATH);
        assertThat(asked.handshake().header("x-goog-api-key")).isEqualTo(KEY);
        assertThat(at(asked, "/setup/model")).isEqualTo("models/gemini-live-of-ours");
        assertThat(at(asked, "/setup/systemInstruction/parts/0/text")).isEqualTo("Help Ada.");
        assertThat(at(asked, "/setup/generationConfig/speechConfig/voiceConfig/prebuiltVoiceConfig/voiceName"))
                .isEqualTo("Puck");
    }

    /** Opens a session as a call would, of the far end that these words configure; its key is in a header and nowhere else. */
    private Asked ask(String words) throws Exception {
        String url = words.contains("url:") ? "" : ", url: 'ws://127.0.0.1:PORT'";
        String yaml = "farEnds:\n  one: {key: '${VENDOR_KEY}', " + words + url + "}\n" + AGENT
                + "routes: [{name: all, numbers: ['*'], ai: [one]}]\n";
        Path file = Files.writeString(
                folder.resolve("trunkline.yaml"), yaml.replace("PORT", Integer.toString(server.port())));
        TrunklineConfig config = ConfigReader.read(Map.of("VENDOR_KEY", KEY), file);

        List<Finding> findings = new FarEndExamination(config).findings();

        Asked first = asked.poll(30, TimeUnit.SECONDS);
        assertThat(findings).extracting(Finding::verdict).containsExactly(Finding.Verdict.OK);
        assertThat(first).isNotNull();
        assertThat(first.handshake().rawUri()).doesNotContain(KEY);
        assertThat(first.first().toString()).doesNotContain(KEY);
        assertThat(config.toString()).doesNotContain(KEY);
        return first;
    }

    private static String at(Asked asked, String pointer) {
        return asked.first().at(pointer).asText();
    }
}
