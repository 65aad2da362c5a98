package dev.trunkline.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.channel.EventLoop;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GeminiOverSocketsIT {

    private final EventLoops loops = new EventLoops("gemini-test", 1);
    private final EventLoop loop = loops.workers().next();
    private final WebSocketClient client = new WebSocketClient();
    private final RecordingGeminiCall call = new RecordingGeminiCall();

    @AfterEach
    void stopLoops() {
        loops.close();
    }

    private GeminiConnector connector(GeminiServer server, String key) throws Exception {
        GeminiSettings settings = GeminiSettings.of(server.base(), key, null);
        return loop.submit(() -> new GeminiConnector(settings, client, LoopScheduler.of(loop), new AtomicInteger()))
                .get();
    }

    private void connect(GeminiConnector connector, AgentProfile profile, RecordingGeminiCall told) throws Exception {
        loop.submit(() -> connector.connect(profile, told)).get();
    }

    @Test
    void theKeyIsInTheHeaderAloneAndSoundGoesBothWays() throws Exception {
        ConversingGemini script = new ConversingGemini();
        try (GeminiServer server = new GeminiServer(script)) {
            connect(connector(server, GeminiServer.KEY), GeminiScene.AGENT, call);
            await().untilAsserted(() -> assertThat(call.heard).contains("turn ended")); // of the greeting
            call.heard.clear();

            loop.execute(() -> {
                call.leg().sendAudio(new byte[ConversingGemini.SECOND_BYTES], ConversingGemini.SECOND_BYTES);
                call.leg().flush();
            });

            await().untilAsserted(() -> assertThat(call.heard)
                    .containsExactly(
                            "user... One",
                            "user... One second.",
                            "user One second.",
                            "more 2 ",
                            "sound 2 24000 4800",
                            "more 2 I heard a second.",
                            "sound 2 24000 4800",
                            "turn ended"));
            HttpRequest handshake = server.handshakes.get(0);
            assertThat(handshake.header("x-goog-api-key")).isEqualTo(GeminiServer.KEY);
            assertThat(handshake.rawUri()).isEqualTo(GeminiServer.PATH);
            assertThat(server.gemini.objections).isEmpty();
        }
    }

    @Test
    void aWrongKeyIsDenied() throws Exception {
        try (GeminiServer server = new GeminiServer(new ConversingGemini())) {
            connect(connector(server, "another"), GeminiScene.AGENT, call);

            await().until(() -> !call.heard.isEmpty());
            assertThat(call.loss().kind()).isEqualTo(AiLoss.Kind.DENIED);
            assertThat(call.loss().detail()).doesNotContain("another");
        }
    }

    @Test
    void aConnectionTakesTheSessionOfTheOneBeforeWhenThatIsClosed() throws Exception {
        RecordingGeminiCall next = new RecordingGeminiCall();
        try (GeminiServer server = new GeminiServer(new ConversingGemini())) {
            GeminiConnector connector = connector(server, GeminiServer.KEY);
            connect(connector, GeminiScene.AGENT, call);
            await().until(() -> !call.handles.isEmpty());
            connect(connector, GeminiScene.AGENT.resuming(call.handles.get(0), null), next);
            await().untilAsserted(() -> assertThat(next.heard).containsExactly("ready handle-1"));

            loop.submit(() -> call.leg().close()).get();

            await().untilAsserted(() -> {
                assertThat(server.gemini.objections).isEmpty();
                assertThat(loop.submit(() -> next.leg().hasRoom()).get()).isTrue();
            });
        }
    }

    @Test
    void nobodyThereIsADrop() throws Exception {
        GeminiConnector connector;
        try (GeminiServer server = new GeminiServer(new ConversingGemini())) {
            connector = connector(server, GeminiServer.KEY);
        }
        connect(connector, GeminiScene.AGENT, call);

        await().until(() -> !call.heard.isEmpty());
        assertThat(call.loss().kind()).isEqualTo(AiLoss.Kind.DROPPED);
    }
}
