package dev.trunkline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.ai.TurnDetection;
import dev.trunkline.ai.realtime.RealtimeConnector;
import dev.trunkline.ai.realtime.RealtimeDialect;
import dev.trunkline.ai.realtime.RealtimeSettings;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.WebSocketClient;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bridge's client and the engine's face share no code; here they meet. */
class OurRealtimeClientIsServedIT {

    private static final byte[] LOUD = sound(true);
    private static final byte[] SILENT = sound(false);

    @AutoClose
    private final TestEngine engine = new TestEngine(TestEngine.SETTINGS.withMaxChats(2), new EchoMind());

    @AutoClose
    private final EventLoops loops = new EventLoops("client", 1);

    private final EventLoop loop = loops.workers().next();

    private RecordingCall connect(AgentProfile profile) throws Exception {
        URI base = URI.create("ws://127.0.0.1:" + engine.engine().port());
        RealtimeSettings settings = RealtimeSettings.of(RealtimeDialect.GENERIC, base, null, "gpt-realtime");
        RecordingCall call = new RecordingCall();
        loop.submit(() -> new RealtimeConnector(
                                settings, new WebSocketClient(), LoopScheduler.of(loop), new AtomicInteger())
                        .connect(profile, call))
                .get();
        await().untilAsserted(() -> assertThat(call.heard).first().asString().startsWith("ready sess_"));
        return call;
    }

    private static AgentProfile profile(boolean weDecide) {
        return new AgentProfile("CA1", null, null, null, 16_000, Map.of(), "It rains.", List.of())
                .described(new AgentDescription(
                        "Be kind.",
                        null,
                        null,
                        null,
                        null,
                        "en",
                        new TurnDetection(TurnDetection.Mode.SERVER_VAD, 400, 0.5, null, weDecide)))
                .after(List.of(
                        new HeardLine(HeardLine.Speaker.AGENT, "Hello."),
                        new HeardLine(HeardLine.Speaker.CALLER, "Hi.")));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCallerIsHeardAndAnsweredWhoeverDecides(boolean weDecide) throws Exception {
        RecordingCall call = connect(profile(weDecide));
        engine.ears().willHear("hello");

        says(call, LOUD, 50);
        says(call, SILENT, 50);

        await().untilAsserted(() -> assertThat(call.heard).contains("user hello", "turn ended"));
        String audio = call.heard.stream()
                .filter(line -> line.startsWith("audio"))
                .findFirst()
                .orElseThrow();
        String itemId = audio.replaceFirst("audio (\\S+) .*", "$1");
        assertThat(call.heard).anyMatch(line -> line.startsWith("more " + itemId));
        loop.submit(() -> {
                    call.leg().heard(itemId, 100);
                    call.leg().context("Be quick.", false);
                    call.leg().userSaid("again");
                    call.leg().flush();
                })
                .get();
        await().untilAsserted(() ->
                assertThat(call.heard).filteredOn("turn ended"::equals).hasSize(2));
        assertThat(call.heard).noneMatch(line -> line.startsWith("AiProblem") || line.startsWith("rejected"));
        loop.submit(() -> call.leg().close()).get();
        assertThat(call.loss).isNull();
    }

    private void says(RecordingCall call, byte[] frame, int frames) throws Exception {
        loop.submit(() -> {
                    for (int i = 0; i < frames; i++) {
                        call.leg().sendAudio(frame, frame.length);
                    }
                    call.leg().flush();
                })
                .get();
    }

    /** 20 ms of mu-law, as loud as can be, or silent. */
    private static byte[] sound(boolean loud) {
        byte[] bytes = new byte[160];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (loud ? (i % 40 < 20 ? 0x90 : 0x10) : 0xFF);
        }
        return bytes;
    }
}
