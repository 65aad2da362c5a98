package dev.trunkline.engine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trunkline.speech.Speech;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class HttpExpressionTest {

    private static final Speech SPEECH = new Speech(new short[] {1, -2, 300}, 8_000);
    private static final long PATIENCE_MILLIS = 30_000; // longer than a busy machine stands still

    private final Logger log = (Logger) LoggerFactory.getLogger(HttpExpression.class);
    private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private volatile String answer = "{}";
    private volatile Instant now = Instant.EPOCH;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer service;
    private volatile boolean isSlow;

    private record Received(String contentType, String authorization, String body) {}

    @BeforeEach
    void start() throws IOException {
        log.setLevel(Level.OFF);
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.setExecutor(threads);
        service.createContext("/score", this::serve);
        service.start();
    }

    @AfterEach
    void stop() {
        gate.countDown();
        service.stop(0);
        threads.shutdownNow();
        log.setLevel(null);
    }

    @Test
    void serviceIsSentTextAndWavAndItsScoresCount() throws InterruptedException {
        answer = "{\"Joy\": 0.75, \"Anger\": 1, \"Boredom\": 2.5, \"Pain\": -0.1, \"Unheard Of\": 0.5}";

        Map<String, Double> scores = expression(PATIENCE_MILLIS).scores("good \u00e9vening", SPEECH);

        assertThat(List.copyOf(scores.keySet()))
                .isEqualTo(
                        List.copyOf(new HeuristicExpression().scores("", SPEECH).keySet()));
        assertThat(scores)
                .containsEntry("Joy", 0.75)
                .containsEntry("Anger", 1.0)
                .containsEntry("Boredom", 1.0)
                .containsEntry("Pain", 0.0)
                .containsEntry("Calmness", 0.0);
        Received request = received.take();
        assertThat(request.authorization).isEqualTo("Bearer sesame");
        assertThat(request.contentType).startsWith("multipart/form-data; boundary=");
        assertThat(request.body)
                .contains(
                        "name=\"text\"",
                        "good \u00c3\u00a9vening",
                        "name=\"audio\"; filename=\"audio.wav\"",
                        "RIFF*\0\0\0WAVE")
                .contains("data\u0006\0\0\0\u0001\0\u00fe\u00ff,\u0001\r\n--")
                .endsWith("--\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not json", "[1]", "{\"Joy\": \"much\"}", "{\"Joy\": {}}", "null"})
    void nonsenseIsReplacedByTheHeuristic(String nonsense) {
        answer = nonsense;
        HttpExpression expression = expression(PATIENCE_MILLIS);

        assertThat(expression.scores("I am happy", SPEECH))
                .isEqualTo(new HeuristicExpression().scores("I am happy", SPEECH));
        assertThat(expression.failures()).isEqualTo(1);
    }

    @Test
    void endlessAnswerIsCutOff() {
        answer = "{\"Joy\": 0.5}" + " ".repeat(200_000);
        HttpExpression expression = expression(PATIENCE_MILLIS);

        expression.scores("hello", SPEECH);

        assertThat(expression.failures()).isEqualTo(1);
    }

    @Test
    void lateServiceIsNotWaitedForAndRests() {
        isSlow = true;
        HttpExpression expression = expression(100);

        assertThat(expression.scores("I am happy", SPEECH))
                .isEqualTo(new HeuristicExpression().scores("I am happy", SPEECH));
        expression.scores("I am happy", SPEECH);

        assertThat(expression.failures()).isEqualTo(1); // the second was not asked for
    }

    @Test
    void serviceIsAskedAgainAfterItsRest() {
        answer = "oops";
        HttpExpression expression = expression(PATIENCE_MILLIS);
        expression.scores("hello", SPEECH);
        answer = "{\"Joy\": 0.5}";

        now = Instant.EPOCH.plusSeconds(4);
        assertThat(expression.scores("hello", SPEECH)).isEqualTo(new HeuristicExpression().scores("hello", SPEECH));
        now = Instant.EPOCH.plusSeconds(5);
        assertThat(expression.scores("hello", SPEECH)).containsEntry("Joy", 0.5);
    }

    @Test
    void nobodyListeningIsAFailureToo() {
        service.stop(0);
        HttpExpression expression = expression(PATIENCE_MILLIS);

        assertThat(expression.scores("hello", SPEECH)).hasSize(48);
        assertThat(expression.failures()).isEqualTo(1);
    }

    @Test
    void badAddressesAreRefusedAtOnce() {
        assertThatThrownBy(() -> new HttpExpression.Target(URI.create("ftp://host/x"), null, 100))
                .hasMessageContaining("http:// or https://");
        assertThatThrownBy(() -> new HttpExpression.Target(URI.create("http://host/x"), null, 0))
                .hasMessageContaining("at least 1 ms");
    }

    private HttpExpression expression(long timeoutMillis) {
        URI uri = URI.create("http://127.0.0.1:" + service.getAddress().getPort() + "/score");
        return new HttpExpression(
                new HttpExpression.Target(uri, "sesame", timeoutMillis), new HeuristicExpression(), () -> now);
    }

    private void serve(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Authorization"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
        try {
            if (isSlow) {
                gate.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
