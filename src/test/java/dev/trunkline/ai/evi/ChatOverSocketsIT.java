package dev.trunkline.ai.evi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AiConnector;
import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.RecordingCall;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.net.websocket.SocketTimeouts;
import dev.trunkline.net.websocket.WebSocketClient;
import dev.trunkline.testing.FreePort;
import io.netty.channel.EventLoop;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatOverSocketsIT {

    private final EventLoops loops = new EventLoops("evi-test", 1);
    private final EventLoop loop = loops.workers().next();
    private final WebSocketClient client = new WebSocketClient();

    @AfterEach
    void stopLoops() {
        loops.close();
    }

    @Test
    void theHandshakeNamesTheConfigurationAndCarriesTheKeyInItsHeaderOnly() throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            AgentProfile profile = new AgentProfile(
                    "CA1", "my config", 3, "group & 1", 16_000, Map.of("caller", "x"), null, List.of());

            RecordingCall call = connect(EviSettings.of(evi.base(), "the-key", null), profile);

            await().untilAsserted(() -> assertThat(call.heard).containsExactly("ready chat-CA1 group-CA1"));
            HttpRequest handshake = evi.handshakes.get(0);
            assertThat(handshake.header("X-Hume-Api-Key")).isEqualTo("the-key");
            assertThat(handshake.rawUri()).doesNotContain("the-key");
            assertThat(handshake.query())
                    .isEqualTo(Map.of(
                            "config_id", List.of("my config"),
                            "config_version", List.of("3"),
                            "resumed_chat_group_id", List.of("group & 1"),
                            "verbose_transcription", List.of("true"),
                            "playback_hold", List.of("true")));
        }
    }

    @Test
    void soundGoesBothWays() throws Exception {
        try (FakeEvi evi = new FakeEvi((peer, text) -> {
            FakeEvi.greet(peer, text);
            if (text.contains("audio_input")) {
                byte[] sound = Base64.getDecoder().decode(text.replaceAll(".*\"data\":\"([^\"]*)\".*", "$1"));
                peer.say("{\"type\":\"audio_output\",\"id\":\"m\",\"index\":0,\"data\":\"" + Wire.wav(sound) + "\"}");
            }
        })) {
            RecordingCall call = connect(EviSettings.of(evi.base(), null, null), EmbeddedChat.profile("CA1"));
            await().until(() -> call.leg != null);

            loop.execute(() -> {
                call.leg().sendAudio(new byte[] {1, 2, 3, 4}, 4);
                call.leg().flush();
            });

            await().untilAsserted(() -> assertThat(call.heard).endsWith("audio m 01020304"));
        }
    }

    @Test
    void twoChatsOnOneLoopDoNotMix() throws Exception {
        int messages = 500;
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            EviSettings settings = EviSettings.of(evi.base(), null, null);
            RecordingCall first = connect(settings, EmbeddedChat.profile("CA1"));
            await().until(() -> first.leg != null);
            RecordingCall second = connect(settings, EmbeddedChat.profile("CA2"));
            await().until(() -> second.leg != null);

            for (int i = 0; i < messages; i++) {
                evi.peers.get(0).say(audio("one", i, new byte[4_000 + i], 1));
                evi.peers.get(1).say(audio("two", i, new byte[3_000 + i], 2));
            }

            await().until(() -> first.heard.size() > messages && second.heard.size() > messages);
            assertThat(first.heard.subList(1, messages + 1)).isEqualTo(audioLines("one", messages, "01"));
            assertThat(second.heard.subList(1, messages + 1)).isEqualTo(audioLines("two", messages, "02"));
        }
    }

    @Test
    void aMessageOfFifteenMegabytesArrivesWholeAndInItsPlace() throws Exception {
        byte[] sound = new byte[11 << 20]; // as base64 four thirds of it
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            RecordingCall call = connect(EviSettings.of(evi.base(), null, null), EmbeddedChat.profile("CA1"));
            await().until(() -> call.leg != null);

            FakeEvi.Peer peer = evi.peers.get(0);
            peer.say(audio("m", 0, new byte[960], 7));
            peer.say(audio("m", 1, sound, 7));
            peer.say(audio("m", 2, new byte[960], 7));
            peer.say("{\"type\":\"assistant_end\"}");

            await().until(() -> call.heard.contains("turn ended"));
            assertThat(call.heard).containsSubsequence(audioLines("m", 3, "07")).endsWith("turn ended");
            assertThat(call.biggestSoundBytes).isEqualTo(sound.length);
        }
    }

    @Test
    void tenThousandMessagesInARowAllArrive() throws Exception {
        int messages = 10_000;
        try (FakeEvi evi = new FakeEvi((peer, text) -> {
            FakeEvi.greet(peer, text);
            for (int i = 0; i < messages; i++) {
                peer.say(i % 2 == 0 ? audio("m", i / 2, new byte[960], 7) : "{\"type\":\"assistant_end\"}");
            }
        })) {
            RecordingCall call = connect(EviSettings.of(evi.base(), null, null), EmbeddedChat.profile("CA1"));

            await().until(() -> call.heard.size() > messages);
            assertThat(call.heard.stream()
                            .filter(line -> line.startsWith("audio"))
                            .toList())
                    .isEqualTo(audioLines("m", messages / 2, "07"));
            assertThat(call.heard).filteredOn("turn ended"::equals).hasSize(messages / 2);
        }
    }

    @Test
    void messagesOfMegabytesArriveAndThoseBeyondSixteenEndTheChat() throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            RecordingCall call = connect(EviSettings.of(evi.base(), null, null), EmbeddedChat.profile("CA1"));
            await().until(() -> call.leg != null);

            evi.peers.get(0).say(audio("m", 0, new byte[11_000_000], 3));
            await().untilAsserted(() -> assertThat(call.heard).endsWith("audio m 0300000000000000"));
            evi.peers.get(0).say(audio("m", 1, new byte[13_000_000], 3));

            await().until(() -> call.loss != null);
            assertThat(call.loss().kind()).isEqualTo(AiLoss.Kind.DROPPED);
        }
    }

    @Test
    void aServerThatVanishesIsTold() throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            RecordingCall call = connect(EviSettings.of(evi.base(), null, null), EmbeddedChat.profile("CA1"));
            await().until(() -> call.leg != null);

            evi.peers.get(0).vanish();

            await().until(() -> call.loss != null);
            assertThat(call.loss().kind()).isEqualTo(AiLoss.Kind.DROPPED);
        }
    }

    @Test
    void aServerThatClosesInGoodOrderIsTold() throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            RecordingCall call = connect(EviSettings.of(evi.base(), null, null), EmbeddedChat.profile("CA1"));
            await().until(() -> call.leg != null);

            evi.peers.get(0).hangUp(1000);

            await().until(() -> call.loss != null);
            assertThat(call.loss().kind()).isEqualTo(AiLoss.Kind.CLOSED);
            assertThat(call.loss().closeCode()).isEqualTo(1000);
        }
    }

    @ParameterizedTest
    @CsvSource({"401, DENIED", "404, DENIED", "429, BUSY", "503, DROPPED", "500, DROPPED"})
    void aRefusedHandshakeIsTold(int status, AiLoss.Kind kind) throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            evi.handshakeStatus = status;

            RecordingCall call = connect(EviSettings.of(evi.base(), null, null), EmbeddedChat.profile("CA1"));

            await().until(() -> call.loss != null);
            assertThat(call.heard).containsExactly("lost " + kind);
        }
    }

    @Test
    void nobodyListeningIsALossButNeverInsideTheRequest() throws Exception {
        EviSettings settings = EviSettings.of(URI.create("ws://127.0.0.1:" + FreePort.find() + "/v0/evi"), null, null);
        RecordingCall call = new RecordingCall();

        List<String> heardInside = loop.submit(() -> {
                    new EviConnector(settings, client, LoopScheduler.of(loop), new AtomicInteger())
                            .connect(EmbeddedChat.profile("CA1"), call);
                    return List.copyOf(call.heard);
                })
                .get();

        assertThat(heardInside).isEmpty();
        await().untilAsserted(() -> assertThat(call.heard).containsExactly("lost DROPPED"));
    }

    @Test
    void aNameThatDoesNotExistIsALossForGoodWhereAServerOfNamesSaysSo() throws Exception {
        RecordingCall call = connect(
                EviSettings.of(URI.create("ws://no-such-host.invalid/v0/evi"), null, null),
                EmbeddedChat.profile("CA1"));

        await().untilAsserted(() -> assertThat(call.heard).containsAnyOf("lost REFUSED", "lost DROPPED"));
    }

    @Test
    void anAttemptThatIsCalledOffTellsNothing() throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            RecordingCall cancelled = new RecordingCall();
            EviSettings settings = EviSettings.of(evi.base(), null, null);
            loop.submit(() -> {
                        AiConnector.Attempt attempt = new EviConnector(
                                        settings, client, LoopScheduler.of(loop), new AtomicInteger())
                                .connect(EmbeddedChat.profile("CA1"), cancelled);
                        loop.execute(attempt::cancel);
                        loop.execute(attempt::cancel);
                    })
                    .get();
            RecordingCall after = connect(settings, EmbeddedChat.profile("CA2"));

            await().until(() -> after.leg != null);
            assertThat(cancelled.heard).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aTokenThatWasRevokedCostsNoCall(int status) throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            evi.tokenAnswer = request -> HttpResponse.json(
                    200, "{\"access_token\":\"t" + evi.tokenRequests.size() + "\",\"expires_in\":1800}");
            EviSettings settings = EviSettings.of(evi.base(), "the-key", "the-secret");
            RecordingCall before = connect(settings, EmbeddedChat.profile("CA1"));
            await().until(() -> before.leg != null);
            evi.handshakeAnswer =
                    request -> List.of("t1").equals(request.query().get("access_token")) ? status : 101;

            RecordingCall call = connect(settings, EmbeddedChat.profile("CA2"));

            await().untilAsserted(() -> assertThat(call.heard).containsExactly("ready chat-CA2 group-CA2"));
            assertThat(evi.handshakes)
                    .extracting(handshake -> handshake.query().get("access_token"))
                    .containsExactly(List.of("t1"), List.of("t1"), List.of("t2"));
        }
    }

    @Test
    void aSecondTokenThatIsRefusedIsTold() throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            evi.tokenAnswer = request -> HttpResponse.json(
                    200, "{\"access_token\":\"t" + evi.tokenRequests.size() + "\",\"expires_in\":1800}");
            evi.handshakeStatus = 401;

            RecordingCall call =
                    connect(EviSettings.of(evi.base(), "the-key", "the-secret"), EmbeddedChat.profile("CA1"));

            await().untilAsserted(() -> assertThat(call.heard).containsExactly("lost DENIED"));
            assertThat(evi.handshakes)
                    .extracting(handshake -> handshake.query().get("access_token"))
                    .containsExactly(List.of("t1"), List.of("t2"));
            assertThat(evi.handshakes)
                    .allSatisfy(handshake ->
                            assertThat(handshake.header("X-Hume-Api-Key")).isNull());
        }
    }

    @Test
    void withoutATokenThereIsNoChat() throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            evi.tokenAnswer = request -> HttpResponse.text(401, "no");

            RecordingCall call = connect(EviSettings.of(evi.base(), "the-key", "wrong"), EmbeddedChat.profile("CA1"));

            await().untilAsserted(() -> assertThat(call.heard).containsExactly("lost DENIED"));
            assertThat(evi.handshakes).isEmpty();
        }
    }

    @Test
    void aSilentServerIsGivenUp() throws Exception {
        try (FakeEvi evi = new FakeEvi((peer, text) -> {})) {
            EviSettings usual = EviSettings.of(evi.base(), null, null);
            EviSettings hasty = new EviSettings(
                    usual.chatUri(), usual.credentials(), new SocketTimeouts(3_000, 200, 10_000, 10_000));

            RecordingCall call = connect(hasty, EmbeddedChat.profile("CA1"));

            await().until(() -> call.loss != null);
            assertThat(call.loss().detail()).isEqualTo("no chat_metadata within 200 ms");
        }
    }

    @Test
    void anEviThatNeedsLongerThanItMayIsReachedWithTheNextTry() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        try (FakeEvi evi = new FakeEvi((peer, text) -> {
            if (text.contains("session_settings")) {
                answers.incrementAndGet();
                peer.sayAfter(1_500, EmbeddedChat.METADATA);
            }
        })) {
            // The next time it waits twice as long: the answer comes in between, far from either.
            EviSettings hasty = EviSettings.of(evi.base(), null, null).waiting(3_000, 1_000);
            EviConnector connector = loop.submit(
                            () -> new EviConnector(hasty, client, LoopScheduler.of(loop), new AtomicInteger()))
                    .get();
            RecordingCall first = new RecordingCall();
            loop.execute(() -> connector.connect(EmbeddedChat.profile("CA1"), first));
            await().until(() -> first.loss != null);
            assertThat(first.loss().detail()).isEqualTo("no chat_metadata within 1000 ms");
            RecordingCall second = new RecordingCall();
            loop.execute(() -> connector.connect(EmbeddedChat.profile("CA1"), second));

            await().until(() -> second.leg != null || second.loss != null);

            assertThat(second.loss).isNull();
            assertThat(answers).hasValue(2);
        }
    }

    @Test
    void anEviWhosePongsAreLateIsKeptByTheNextTry() throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            evi.pongAfterMillis = 1_700; // between the second patience and the third
            EviSettings usual = EviSettings.of(evi.base(), null, null);
            EviSettings hasty =
                    new EviSettings(usual.chatUri(), usual.credentials(), new SocketTimeouts(3_000, 3_000, 600, 600));
            EviConnector connector = loop.submit(
                            () -> new EviConnector(hasty, client, LoopScheduler.of(loop), new AtomicInteger()))
                    .get();
            for (int lost = 0; lost < 2; lost++) {
                RecordingCall call = new RecordingCall();
                loop.execute(() -> connector.connect(EmbeddedChat.profile("CA1"), call));
                await().until(() -> call.loss != null);
                assertThat(call.loss().detail()).isEqualTo("pings not answered");
            }
            RecordingCall third = new RecordingCall();
            loop.execute(() -> connector.connect(EmbeddedChat.profile("CA1"), third));

            await().until(() -> third.leg != null);
            int pongs = evi.pongs.get();
            await().until(() -> third.loss != null || evi.pongs.get() >= pongs + 3);
            assertThat(third.loss).isNull();
        }
    }

    @Test
    void pongsKeepASilentChatAlive() throws Exception {
        try (FakeEvi evi = new FakeEvi(FakeEvi::greet)) {
            EviSettings usual = EviSettings.of(evi.base(), null, null);
            EviSettings hasty =
                    new EviSettings(usual.chatUri(), usual.credentials(), new SocketTimeouts(3_000, 3_000, 600, 600));
            RecordingCall call = connect(hasty, EmbeddedChat.profile("CA1"));

            await().until(() -> call.leg != null);
            await().until(() -> call.loss != null || evi.pongs.get() >= 4);
            assertThat(call.loss).isNull();
        }
    }

    private RecordingCall connect(EviSettings settings, AgentProfile profile)
            throws InterruptedException, ExecutionException {
        RecordingCall call = new RecordingCall();
        loop.submit(() -> new EviConnector(settings, client, LoopScheduler.of(loop), new AtomicInteger())
                        .connect(profile, call))
                .get();
        return call;
    }

    private static String audio(String id, int index, byte[] sound, int firstByte) {
        sound[0] = (byte) firstByte;
        return "{\"type\":\"audio_output\",\"id\":\"" + id + "\",\"index\":" + index + ",\"data\":\"" + Wire.wav(sound)
                + "\"}";
    }

    private static List<String> audioLines(String id, int count, String firstByte) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add("audio " + id + " " + firstByte + "00000000000000");
        }
        return lines;
    }
}
