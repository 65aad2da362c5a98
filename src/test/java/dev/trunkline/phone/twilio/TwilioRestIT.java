package dev.trunkline.phone.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.trunkline.phone.CallPlacer;
import dev.trunkline.phone.CallPlacer.Placement;
import dev.trunkline.phone.CallPlacer.Placing;
import dev.trunkline.phone.CallProgress;
import dev.trunkline.phone.twilio.TwilioRest.Done;
import dev.trunkline.phone.twilio.TwilioRest.Outcome;
import dev.trunkline.phone.twilio.TwilioRest.Refused;
import dev.trunkline.phone.twilio.TwilioRest.Saturated;
import dev.trunkline.phone.twilio.TwilioRest.Uncertain;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioRestIT {

    private static final String CALL_JSON =
            "{\"sid\":\"CAnew\",\"account_sid\":\"AC1\",\"status\":\"queued\",\"to\":\"+1\",\"from\":\"+2\",\"new\":{}}";

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Answer> script = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService serverThreads = Executors.newCachedThreadPool();
    private HttpServer server;
    private TwilioRest rest;

    private record Answer(int status, String body, String retryAfter, boolean isHeld) {}

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(serverThreads);
        server.start();
        rest = rest(5_000, 4, 64);
    }

    @AfterEach
    void stop() {
        release.countDown();
        rest.close();
        server.stop(0);
        serverThreads.shutdownNow();
    }

    private TwilioRest rest(long answerMillis, int threads, int waiting) {
        URI base = URI.create("http://localhost:" + server.getAddress().getPort() + "/proxy");
        return new TwilioRest(new TwilioRest.Access("AC1", "SK1", "secret", base), answerMillis, threads, waiting);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Answer answer;
        synchronized (script) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            answer = script.isEmpty() ? new Answer(200, CALL_JSON, "", false) : script.remove(0);
        }
        if (answer.isHeld) {
            try {
                release.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        if (!answer.retryAfter.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter);
        }
        byte[] bytes = answer.body.getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void answer(int status, String body) {
        script.add(new Answer(status, body, "", false));
    }

    private static String error(int status, int code) {
        return "{\"code\":" + code + ",\"message\":\"no\",\"more_info\":\"https://x\",\"status\":" + status + "}";
    }

    private static Outcome of(CompletableFuture<Outcome> future) throws Exception {
        return future.get(15, TimeUnit.SECONDS);
    }

    @Test
    void hangsACallUp() throws Exception {
        assertThat(of(rest.hangUp("CA1"))).isEqualTo(new Done("CA1"));

        String basic = Base64.getEncoder().encodeToString("SK1:secret".getBytes(UTF_8));
        assertThat(requests)
                .containsExactly("POST /proxy/2010-04-01/Accounts/AC1/Calls/CA1.json Status=completed Basic " + basic);
    }

    @Test
    void sendsACallElsewhere() throws Exception {
        URI next = URI.create("https://h.example/twilio/next?call=CA1&attempt=2&sig=abc");

        assertThat(of(rest.redirect("CA1", next, () -> true))).isEqualTo(new Done("CA1"));

        assertThat(requests)
                .singleElement()
                .asString()
                .contains("Url=https%3A%2F%2Fh.example%2Ftwilio%2Fnext%3Fcall%3DCA1%26attempt%3D2%26sig%3Dabc")
                .contains("Method=POST");
    }

    private static final Placement PLACEMENT = new Placement("0123-1", "+15550100", "+15550199", 25, true);
    private static final TwilioPlacing.Links LINKS = new TwilioPlacing.Links(
            URI.create("https://h.example/voice"),
            URI.create("https://h.example/status"),
            URI.create("https://h.example/machine"));

    private static Placing placing(TwilioRest rest) throws Exception {
        return new TwilioPlacing(rest)
                .place(PLACEMENT, LINKS)
                .toCompletableFuture()
                .get(15, TimeUnit.SECONDS);
    }

    @Test
    void placesACallAndHasTheCarrierListenForMachines() throws Exception {
        answer(201, CALL_JSON);

        assertThat(placing(rest)).isEqualTo(new Placing.Accepted("CAnew"));
        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("POST /proxy/2010-04-01/Accounts/AC1/Calls.json ")
                .contains(
                        "To=%2B15550100",
                        "From=%2B15550199",
                        "Timeout=25",
                        "StatusCallback=https%3A%2F%2Fh.example%2Fstatus",
                        "StatusCallbackEvent=initiated",
                        "StatusCallbackEvent=completed",
                        "MachineDetection=DetectMessageEnd",
                        "AsyncAmd=true",
                        "AsyncAmdStatusCallback=https%3A%2F%2Fh.example%2Fmachine");
    }

    @Test
    void aNumberThatNobodyHasIsToldApartFromACallThatIsNotAllowed() throws Exception {
        answer(400, error(400, 21211));
        answer(400, error(400, 21215));

        assertThat(placing(rest)).isEqualTo(new Placing.Refused(21211, true));
        assertThat(placing(rest)).isEqualTo(new Placing.Refused(21215, false));
    }

    @Test
    void findsTheCallsOfANumberThatAreNewEnough() throws Exception {
        String call = "{\"sid\":\"%s\",\"status\":\"ringing\",\"to\":\"+15550100\",\"from\":\"+15550199\","
                + "\"date_created\":\"%s\"}";
        answer(
                200,
                "{\"calls\":[" + call.formatted("CAnew", "Mon, 30 Nov 2026 10:00:05 +0000") + ","
                        + call.formatted("CAold", "Mon, 30 Nov 2026 09:59:05 +0000")
                        + "],\"page\":0,\"page_size\":50,\"uri\":\"/x\",\"first_page_uri\":\"/x\",\"start\":0,\"end\":1}");

        CallPlacer.Answer found = new TwilioPlacing(rest)
                .find(
                        "+15550100",
                        "+15550199",
                        Instant.parse("2026-11-30T10:00:00Z").toEpochMilli())
                .toCompletableFuture()
                .get(15, TimeUnit.SECONDS);

        assertThat(found)
                .isEqualTo(
                        new CallPlacer.Answer.Known(List.of(new CallProgress("CAnew", CallProgress.Stage.RINGING, 0))));
        assertThat(requests).singleElement().asString().contains("To=%2B15550100", "From=%2B15550199");
    }

    @Test
    void aCallThatIsOverIsAsGoodAsHungUp() throws Exception {
        answer(404, error(404, 20404));
        answer(400, error(400, 21220));

        assertThat(of(rest.hangUp("CA1"))).isEqualTo(new Done("CA1"));
        assertThat(of(rest.hangUp("CA1"))).isEqualTo(new Done("CA1"));
        assertThat(requests).hasSize(2);
    }

    @Test
    void aRefusalIsPassedOnAndNotRepeated() throws Exception {
        answer(400, error(400, 21220));
        answer(401, error(401, 20003));
        answer(400, "<html>");

        assertThat(of(rest.redirect("CA1", URI.create("https://h"), () -> true)))
                .isEqualTo(new Refused(400, 21220));
        assertThat(of(rest.hangUp("CA1"))).isEqualTo(new Refused(401, 20003));
        assertThat(of(rest.hangUp("CA1"))).isInstanceOfAny(Refused.class, Uncertain.class);
        assertThat(requests).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504})
    void aServersFailureIsUncertainAndNeverRepeated(int status) throws Exception {
        answer(status, error(status, 20500));

        assertThat(placing(rest)).isInstanceOf(Placing.Unknown.class);
        assertThat(requests).hasSize(1);
    }

    @Test
    void noAnswerIsUncertainAndNeverRepeated() throws Exception {
        script.add(new Answer(200, CALL_JSON, "", true));
        try (TwilioRest impatient = rest(300, 1, 1)) {
            assertThat(placing(impatient)).isInstanceOf(Placing.Unknown.class);
            assertThat(requests).hasSize(1);
        }
    }

    @Test
    void nobodyThereIsUncertain() throws Exception {
        server.stop(0);

        assertThat(of(rest.hangUp("CA1"))).isInstanceOf(Uncertain.class);
    }

    @Test
    void whatWasNotProcessedIsTriedAgain() throws Exception {
        script.add(new Answer(429, error(429, 20429), "1", false));
        answer(429, error(429, 20429));

        assertThat(of(rest.hangUp("CA1"))).isEqualTo(new Done("CA1"));
        assertThat(requests).hasSize(3);
    }

    @Test
    void butNotLongerThanAnybodyWouldWait() throws Exception {
        script.add(new Answer(429, error(429, 20429), "3600", false));

        assertThat(of(rest.hangUp("CA1"))).isEqualTo(new Refused(429, 20429));
        assertThat(requests).hasSize(1);
    }

    @Test
    void tooMuchAtOnceIsRefusedAtOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            script.add(new Answer(200, CALL_JSON, "", true));
        }
        try (TwilioRest small = rest(15_000, 1, 2)) {
            CompletableFuture<Outcome> first = small.hangUp("CA1");
            CompletableFuture<Outcome> second = small.hangUp("CA2");
            CompletableFuture<Outcome> third = small.hangUp("CA3");

            assertThat(of(small.hangUp("CA4"))).isEqualTo(new Saturated());

            release.countDown();
            assertThat(of(first)).isEqualTo(new Done("CA1"));
            assertThat(of(second)).isEqualTo(new Done("CA2"));
            assertThat(of(third)).isEqualTo(new Done("CA3"));
        }
    }
}
