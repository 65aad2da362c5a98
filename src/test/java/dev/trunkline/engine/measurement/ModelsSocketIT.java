package dev.trunkline.engine.measurement;

import static dev.trunkline.engine.measurement.ServedModels.message;
import static dev.trunkline.engine.measurement.ServedModels.sound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.trunkline.engine.expression.HeuristicExpression;
import dev.trunkline.engine.expression.Voices;
import dev.trunkline.net.http.RawPeer;
import dev.trunkline.speech.Speech;
import dev.trunkline.testing.Exercises;
import dev.trunkline.testing.ManualScheduler;
import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelsSocketIT {

    private static final String HELLO = message("hello there", "{\"language\":{}}", "\"raw_text\":true");

    @ParameterizedTest
    @ValueSource(strings = {"?api_key=sesame", "?apiKey=sesame", "?apikey=sesame"})
    @Exercises("WS /v0/stream/models")
    void keyMayStandInTheQuery(String query) {
        try (ServedModels models = new ServedModels()) {
            assertThat(new ModelsClient(models.uri(query), null, true)
                            .ask(HELLO)
                            .has("language"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?api_key=", "?api_key=wrong", "?apikey=wrong&token=sesame", "?api_key=wrong&apiKey=sesame"})
    void withoutAKeyNobodyComesIn(String query) {
        try (ServedModels models = new ServedModels()) {
            assertStatus(new ModelsClient(models.uri(query), null, true), 401);
            assertThat(models.endpoint().openStreams()).isZero();
        }
    }

    @Test
    void oneStreamTooManyIsRefusedUntilAnotherEnds() {
        try (ServedModels models = new ServedModels(new HeuristicExpression(), 1)) {
            ModelsClient first = models.connect();
            first.ask(HELLO);

            assertStatus(models.connect(), 503);
            first.leave();

            Awaitility.await().until(() -> models.endpoint().openStreams() == 0);
            assertThat(models.connect().ask(HELLO).has("language")).isTrue();
        }
    }

    @Test
    void answersComeInOrderHoweverLongEachTakes() {
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(1);
        try (ServedModels models = new ServedModels(
                (text, speech) -> {
                    if (calls.incrementAndGet() == 1) {
                        awaitQuietly(second);
                    }
                    return new HeuristicExpression().scores(text, speech);
                },
                10)) {
            ModelsClient client = models.connect();
            Speech voice = Voices.glide(150, 150, 0.3);
            client.send(sound(voice, "{\"prosody\":{}}", "\"payload_id\":\"0\""));
            for (int i = 1; i < 50; i++) {
                client.send(message("hello", "{\"language\":{}}", "\"raw_text\":true", "\"payload_id\":\"" + i + "\""));
            }
            second.countDown();

            for (int i = 0; i < 50; i++) {
                assertThat(client.next().path("payload_id").asText()).isEqualTo(String.valueOf(i));
            }
        }
    }

    @Test
    void brokenExpressionIsI0100AndTheStreamGoesOn() {
        try (ServedModels models = new ServedModels(
                (text, speech) -> {
                    throw new IllegalStateException("broken");
                },
                10)) {
            ModelsClient client = models.connect();

            assertThat(client.ask(sound(Voices.glide(150, 150, 1), "{\"prosody\":{}}"))
                            .path("code")
                            .asText())
                    .isEqualTo("I0100");
            assertThat(client.ask(HELLO).has("language")).isTrue();
        }
    }

    @Test
    void seventeenMegabytesCloseWith1009() throws IOException {
        try (ServedModels models = new ServedModels();
                RawPeer peer = new RawPeer(models.uri("").getPort())) {
            peer.send(RawPeer.upgrade("/v0/stream/models?api_key=sesame"));
            assertThat(peer.readResponse().status()).isEqualTo(101);

            peer.send(RawPeer.frame(0x81, new byte[17_000_000]));

            assertThat(peer.readFrame().closeCode()).isEqualTo(1009);
            Awaitility.await().until(() -> models.endpoint().openStreams() == 0);
            assertThat(models.connect().ask(HELLO).has("language")).isTrue();
        }
    }

    @Test
    void bigMessageWithinTheLimitIsAnswered() {
        try (ServedModels models = new ServedModels()) {
            Speech minutes = new Speech(new short[5_000_000], 16_000);

            assertThat(models.connect()
                            .ask(sound(minutes, "{\"prosody\":{}}"))
                            .path("code")
                            .asText())
                    .isEqualTo("E0203");
        }
    }

    @Test
    void largeMessagesOfAllStreamsShareTheirRoom() {
        String large = sound(Voices.glide(150, 150, 4), "{\"prosody\":{}}");
        CountDownLatch measured = new CountDownLatch(1);
        CountDownLatch measuring = new CountDownLatch(1);
        try (ServedModels models = new ServedModels(
                (text, speech) -> {
                    measuring.countDown();
                    awaitQuietly(measured);
                    return new HeuristicExpression().scores(text, speech);
                },
                10,
                large.length() * 3 / 2)) {
            ModelsClient first = models.connect().send(large);
            awaitQuietly(measuring);
            ModelsClient second = models.connect();

            assertThat(second.ask(large).path("code").asText()).isEqualTo("I0100");
            measured.countDown();
            assertThat(first.next().has("prosody")).isTrue();
            for (int again = 0; again < 3; again++) {
                assertThat(second.ask(large).has("prosody")).isTrue();
            }
        }
    }

    @Test
    void roomOfStreamsThatLeaveIsFreeAgain() {
        String large = message("word ".repeat(40_000), "{\"language\":{}}", "\"raw_text\":true");
        try (ServedModels models = new ServedModels(new HeuristicExpression(), 10, large.length() * 3 / 2)) {
            for (int again = 0; again < 3; again++) {
                models.connect().send(large).leave();
            }
            Awaitility.await().until(() -> models.endpoint().openStreams() == 0);

            ModelsClient client = models.connect();
            Awaitility.await()
                    .until(() -> !"I0100".equals(client.ask(large).path("code").asText()));
        }
    }

    @Test
    void floodOfAClientThatDoesNotReadIsNotTakenIn() {
        try (ServedModels models = new ServedModels()) {
            ModelsClient flood = new ModelsClient(models.uri(""), "sesame", false);
            String words = message("word ".repeat(1_900), "{\"language\":{}}", "\"raw_text\":true");
            AtomicInteger taken = new AtomicInteger();
            CompletableFuture<?> sent = flood.sendLater(words, true);
            for (int i = 0; i < 4_000; i++) {
                sent = sent.thenCompose(before -> {
                    taken.incrementAndGet();
                    return flood.sendLater(words, true);
                });
            }

            // The answers would be 20 GB; what the kernels' buffers do not hold stays with the client.
            assertThat(models.connect().ask(HELLO).has("language")).isTrue();
            AtomicInteger before = new AtomicInteger(-1);
            Awaitility.await()
                    .pollInterval(500, TimeUnit.MILLISECONDS)
                    .until(() -> before.getAndSet(taken.get()) == taken.get());
            assertThat(taken).hasValueLessThan(3_000);
            flood.leave();
            Awaitility.await().until(() -> models.endpoint().openStreams() == 1);
        }
    }

    @Test
    void closingTheEngineClosesStreamsWith1001() {
        ServedModels models = new ServedModels();
        List<ModelsClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(models.connect());
            clients.get(i).ask(HELLO);
        }

        models.endpoint().close();

        assertThat(clients).allMatch(client -> client.closeCode() == 1001);
        models.close();
    }

    @Test
    void quietIsNoticedAfterTheLastThingThatHappened() {
        ManualScheduler time = new ManualScheduler();
        AtomicInteger quiet = new AtomicInteger();
        QuietWatch watch = new QuietWatch(time, 60_000_000_000L, quiet::incrementAndGet);

        time.advanceMillis(59_000);
        watch.touch();
        time.advanceMillis(59_999);
        assertThat(quiet).hasValue(0);
        time.advanceMillis(2);
        assertThat(quiet).hasValue(1);
        assertThat(time.timers()).isZero();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertStatus(ModelsClient client, int status) {
        assertThat(client.refusal())
                .asInstanceOf(type(WebSocketHandshakeException.class))
                .extracting(refused -> refused.getResponse().statusCode())
                .isEqualTo(status);
    }
}
