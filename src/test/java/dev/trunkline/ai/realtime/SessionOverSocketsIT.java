package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.ai.ToolCall;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.testing.FreePort;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionOverSocketsIT {

    private static final String AUDIO = "'audio':'";

    private final EventLoops loops = new EventLoops("realtime-test", 1);
    private final EventLoop loop = loops.workers().next();
    private final WebSocketClient client = new WebSocketClient();
    private final AtomicInteger open = new AtomicInteger();

    @AfterEach
    void stopLoops() {
        loops.close();
    }

    @Test
    void theKeyIsInItsHeaderOnlyAndTheModelInTheAddress() throws Exception {
        try (ScriptedRealtime server = new ScriptedRealtime(ScriptedRealtime::agree)) {
            RecordingCall call = connect(server, "the-key");

            await().untilAsserted(() -> assertThat(call.heard).containsExactly("ready sess_1 sess_1"));
            HttpRequest handshake = server.handshakes.get(0);
            assertThat(handshake.header("Authorization")).isEqualTo("Bearer the-key");
            assertThat(handshake.rawUri()).doesNotContain("the-key");
            assertThat(handshake.query()).isEqualTo(Map.of("model", List.of("m 1")));
            assertThat(open).hasValue(1);
        }
    }

    /** The server echoes sound, calls a tool for it, and says what it gets. */
    @Test
    void aWholeExchangeGoesThrough() throws Exception {
        try (ScriptedRealtime server = new ScriptedRealtime((peer, text) -> {
            ScriptedRealtime.agree(peer, text);
            if (text.contains("input_audio_buffer.append")) {
                String sound = text.substring(text.indexOf(AUDIO) + AUDIO.length(), text.length() - 2);
                peer.say("{'type':'response.created','response':{'id':'r1'}}");
                peer.say("{'type':'response.output_audio.delta','response_id':'r1','item_id':'i1','content_index':0,"
                        + "'delta':'" + sound + "'}");
                peer.say("{'type':'response.output_item.done','response_id':'r1','item':{'type':'function_call',"
                        + "'status':'completed','call_id':'c','name':'look_up','arguments':'{}'}}");
                peer.say("{'type':'response.done','response':{'id':'r1','status':'completed'}}");
            } else if (text.contains("response.create")) {
                peer.say("{'type':'response.created','response':{'id':'r2'}}");
                peer.say("{'type':'response.output_audio_transcript.delta','response_id':'r2','item_id':'i2',"
                        + "'delta':'Found.'}");
                peer.say("{'type':'response.done','response':{'id':'r2','status':'completed'}}");
            }
        })) {
            RecordingCall call = connect(server, null);
            await().until(() -> call.leg != null);

            loop.execute(() -> {
                call.leg().sendAudio(new byte[] {1, 2, 3}, 3);
                call.leg().flush();
            });
            await().until(() -> call.heard.size() == 3);
            loop.execute(() -> {
                call.leg().toolSucceeded(new ToolCall("c", "look_up", "{}", false, true), "42");
                call.leg().flush();
            });

            await().until(() -> call.heard.contains("turn ended"));
            assertThat(call.heard)
                    .containsExactly(
                            "ready sess_1 sess_1",
                            "audio i1 010203",
                            new ToolCall("c", "look_up", "{}", false, true).toString(),
                            "more i2 Found.",
                            "turn ended");
        }
    }

    @Test
    void twoSessionsOnOneLoopDoNotMix() throws Exception {
        int messages = 300;
        try (ScriptedRealtime server = new ScriptedRealtime(ScriptedRealtime::agree)) {
            RecordingCall first = connect(server, null);
            await().until(() -> first.leg != null);
            RecordingCall second = connect(server, null);
            await().until(() -> second.leg != null);

            for (int i = 0; i < messages; i++) {
                server.peers.get(0).say(audio("one", new byte[400 + i], 1));
                server.peers.get(1).say(audio("two", new byte[300 + i], 2));
            }

            await().until(() -> first.heard.size() > messages && second.heard.size() > messages);
            assertThat(first.heard.subList(1, messages + 1)).allMatch(line -> line.startsWith("audio one 01"));
            assertThat(second.heard.subList(1, messages + 1)).allMatch(line -> line.startsWith("audio two 02"));
        }
    }

    @Test
    void aMessageOfMegabytesArrivesWholeAndInItsPlace() throws Exception {
        try (ScriptedRealtime server = new ScriptedRealtime(ScriptedRealtime::agree)) {
            RecordingCall call = connect(server, null);
            await().until(() -> call.leg != null);

            server.peers.get(0).say(audio("big", new byte[3 << 20], 1));
            server.peers.get(0).say(audio("small", new byte[8], 1));

            await().until(() -> call.heard.size() == 3);
            assertThat(call.heard).element(1).asString().startsWith("audio big");
            assertThat(call.biggestSoundBytes).isEqualTo(3 << 20);
        }
    }

    private static String audio(String item, byte[] sound, int value) {
        Arrays.fill(sound, (byte) value);
        return "{'type':'response.output_audio.delta','response_id':'r','item_id':'" + item + "','content_index':0,"
                + "'delta':'" + Base64.getEncoder().encodeToString(sound) + "'}";
    }

    @ParameterizedTest
    @CsvSource({
        "401, DENIED",
        "403, DENIED",
        "404, DENIED",
        "429, BUSY",
        "400, REFUSED",
        "503, DROPPED",
        "500, DROPPED",
    })
    void aRefusedHandshakeIsTold(int status, AiLoss.Kind kind) throws Exception {
        try (ScriptedRealtime server = new ScriptedRealtime(ScriptedRealtime::agree)) {
            server.handshakeStatus = status;

            RecordingCall call = connect(server, "the-key");

            await().until(() -> call.loss != null);
            assertThat(call.heard).containsExactly("lost " + kind);
            assertThat(call.loss().toString()).doesNotContain("the-key");
            assertThat(open).hasValue(0);
        }
    }

    @Test
    void aServerThatEndsTheHourSaysSoByItsClose() throws Exception {
        try (ScriptedRealtime server = new ScriptedRealtime(ScriptedRealtime::agree)) {
            RecordingCall call = connect(server, null);
            await().until(() -> call.leg != null);

            server.peers.get(0).hangUp(1001, "Your session hit the maximum duration of 60 minutes.");

            await().until(() -> call.loss != null);
            assertThat(call.loss().kind()).isEqualTo(AiLoss.Kind.DURATION_LIMIT);
        }
    }

    @Test
    void aServerThatVanishesIsTold() throws Exception {
        try (ScriptedRealtime server = new ScriptedRealtime(ScriptedRealtime::agree)) {
            RecordingCall call = connect(server, null);
            await().until(() -> call.leg != null);

            server.peers.get(0).vanish();

            await().until(() -> call.loss != null);
            assertThat(call.loss().kind()).isEqualTo(AiLoss.Kind.DROPPED);
            assertThat(open).hasValue(0);
        }
    }

    @Test
    void nobodyListeningIsALossButNeverInsideTheRequest() throws Exception {
        URI nobody = URI.create("ws://127.0.0.1:" + FreePort.find());
        RealtimeSettings settings = RealtimeSettings.of(RealtimeDialect.GENERIC, nobody, null, null);
        RecordingCall call = new RecordingCall();

        List<String> heardInside = loop.submit(() -> {
                    new RealtimeConnector(settings, client, LoopScheduler.of(loop), new AtomicInteger())
                            .connect(EmbeddedSession.profile(), call);
                    return List.copyOf(call.heard);
                })
                .get();

        assertThat(heardInside).isEmpty();
        await().untilAsserted(() -> assertThat(call.heard).containsExactly("lost DROPPED"));
    }

    @Test
    void anAttemptThatIsCalledOffTellsNothing() throws Exception {
        try (ScriptedRealtime server = new ScriptedRealtime(ScriptedRealtime::agree)) {
            RecordingCall cancelled = new RecordingCall();
            loop.submit(() -> {
                        AiConnector.Attempt attempt =
                                connector(server, null).connect(EmbeddedSession.profile(), cancelled);
                        loop.execute(attempt::cancel);
                        loop.execute(attempt::cancel);
                    })
                    .get();
            RecordingCall after = connect(server, null);

            await().until(() -> after.leg != null);
            assertThat(cancelled.heard).isEmpty();
            assertThat(open).hasValue(1);
        }
    }

    @Test
    void aServerThatNeedsLongerThanItMayIsReachedWithTheNextTry() throws Exception {
        try (ScriptedRealtime server = new ScriptedRealtime(
                (peer, text) -> loop.schedule(() -> ScriptedRealtime.agree(peer, text), 2, TimeUnit.SECONDS))) {
            RealtimeSettings hasty = RealtimeSettings.of(RealtimeDialect.GENERIC, server.base(), null, null)
                    .waiting(3_000, 1_500); // twice as long the next time: the answer comes in between, far from either
            RealtimeConnector connector = loop.submit(
                            () -> new RealtimeConnector(hasty, client, LoopScheduler.of(loop), new AtomicInteger()))
                    .get();
            RecordingCall first = new RecordingCall();
            loop.execute(() -> connector.connect(EmbeddedSession.profile(), first));
            await().until(() -> first.loss != null);
            RecordingCall second = new RecordingCall();
            loop.execute(() -> connector.connect(EmbeddedSession.profile(), second));
            await().until(() -> second.loss != null || second.leg != null);

            assertThat(first.loss().detail()).isEqualTo("no session within 1500 ms");
            assertThat(second.leg).isNotNull();
        }
    }

    private RealtimeConnector connector(ScriptedRealtime server, @Nullable String key) {
        RealtimeSettings settings = RealtimeSettings.of(RealtimeDialect.GENERIC, server.base(), key, "m 1");
        return new RealtimeConnector(settings, client, LoopScheduler.of(loop), open);
    }

    private RecordingCall connect(ScriptedRealtime server, @Nullable String key) throws Exception {
        RecordingCall call = new RecordingCall();
        loop.submit(() -> connector(server, key).connect(EmbeddedSession.profile(), call))
                .get();
        return call;
    }
}
