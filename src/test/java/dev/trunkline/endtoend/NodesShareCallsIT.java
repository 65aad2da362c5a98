package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.RedisProcess;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two bridges, one Redis, one Twilio: any of them answers for any call, and nothing that Redis does is heard. */
class NodesShareCallsIT {

    private static final int RATE_HZ = 24_000;
    private static final Pattern STREAM = Pattern.compile("url=\"ws://[^/]+(/twilio/media/[^\"]+)\"");
    private static final String ROUTES =
            "routes: [{name: default, numbers: ['*'], destinations: [{name: billing, number: '+15550100001', description: bills}]}]\n";

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<JsonNode> sessions = new CopyOnWriteArrayList<>();
    private final CompletableFuture<ScriptedEvi.Chat> talking = new CompletableFuture<>();
    private RedisProcess redis;
    private ScriptedEvi evi;
    private Balancer balancer;
    private SimulatedCarrier carrier;
    private Trunkline a;
    private Trunkline b;

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.start();
        evi = new ScriptedEvi(this::onMessage);
        balancer = new Balancer();
        carrier = SimulatedCarrier.start(
                CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN));
        a = node();
        b = node();
        balancer.send(a.port());
    }

    @AfterEach
    void stop() {
        if (redis != null) {
            carrier.close();
            a.close();
            b.close();
            balancer.close();
            evi.close();
            redis.close();
        }
    }

    private Trunkline node() throws Exception {
        Path routes = Files.createTempFile("routes", ".yaml");
        Files.writeString(routes, ROUTES);
        return Trunkline.start(ConfigReader.read(
                Map.of(
                        "EVI_URL",
                        evi.uri().toString(),
                        "TRUNKLINE_PORT",
                        "0",
                        "TRUNKLINE_BIND",
                        "127.0.0.1",
                        "TWILIO_AUTH_TOKEN",
                        WholeLine.TOKEN,
                        "TRUNKLINE_PUBLIC_URL",
                        "http://localhost:" + balancer.port(),
                        "REDIS_URL",
                        redis.url()),
                routes));
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            sessions.add(message);
            if (chat.request().queryValue("resumed_chat_group_id") == null) {
                chat.speak("greeting-" + chat.number(), "Hello", tone(), RATE_HZ);
                chat.endTurn();
            }
            talking.complete(chat);
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        }
    }

    private static float[] tone() {
        return Sound.tone(1_013, RATE_HZ, 300, 12_000);
    }

    private CompletableFuture<PhoneRecord> call(Callee callee, CallerStep... steps) throws Exception {
        PhoneCall call = PhoneCall.to(
                        URI.create("http://localhost:" + balancer.port() + "/twilio/voice"),
                        CallerScript.of(steps).withPatience(8_000))
                .withMaxDuration(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS))
                .withCallees(Map.of(Callee.EVERYBODY_ELSE, callee));
        CompletableFuture<PhoneRecord> record = carrier.place(call);
        talking.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        await().until(() -> redis.ask("DBSIZE").matches(":[2-9]")); // the call, and the token that it came with
        return record;
    }

    private void resumedOnce() {
        assertThat(evi.chats().get(0).request().queryValue("resumed_chat_group_id"))
                .isNull();
        assertThat(evi.chats().get(1).request().queryValue("resumed_chat_group_id"))
                .isEqualTo("group-1");
    }

    @Test
    void whoIsLostOnOneNodeGoesOnOnTheOther() throws Exception {
        CompletableFuture<PhoneRecord> call = call(
                new Callee.Fails(),
                new CallerStep.AwaitAgent(200, 5_000),
                new CallerStep.Pause(3_000),
                new CallerStep.HangUp());

        balancer.send(b.port());
        balancer.cut();
        await().until(() -> evi.chats().size() == 2);
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

        assertThat(phone.streams()).hasSize(2);
        resumedOnce();
        assertThat(sessions.get(1).path("context").isMissingNode()
                        || !sessions.get(1)
                                .path("context")
                                .path("text")
                                .asText()
                                .contains("Hello"))
                .isTrue();
    }

    @Test
    void aTransferIsKnownToWhicheverNodeIsAskedAboutIt() throws Exception {
        CompletableFuture<PhoneRecord> call = call(new Callee.Answers(200, null, 1_000));
        ScriptedEvi.Chat chat = talking.join();
        balancer.send(b.port()); // the stream stays where it is

        chat.after(0, () -> {
            chat.speak("last", "Putting you through", tone(), RATE_HZ);
            chat.callTool(
                    "tool-1",
                    "transfer_call",
                    "{\"destination\":\"billing\",\"reason\":\"a bill\",\"summary\":\"twice\"}");
        });
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

        assertThat(phone.carrier().dialled()).singleElement().satisfies(dialled -> {
            assertThat(dialled.outcome()).isEqualTo("answered");
            assertThat(dialled.whisper()).contains("a bill");
        });
        assertThat(WholeLine.complaints(phone)).isEmpty();
    }

    @Test
    void aGoodbyeIsKnownToWhicheverNodeIsAskedAboutIt() throws Exception {
        CompletableFuture<PhoneRecord> call = call(new Callee.Fails());
        ScriptedEvi.Chat chat = talking.join();
        balancer.send(b.port());

        chat.after(0, () -> {
            chat.speak("last", "Goodbye", tone(), RATE_HZ);
            chat.callTool("tool-1", "hang_up", "{}");
        });
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

        assertThat(phone.streams()).hasSize(1);
        assertThat(evi.chats()).hasSize(1);
        assertThat(phone.ending().status()).isEqualTo("completed");
    }

    @Test
    void theStatusOfACallReachesTheNodeThatHasItsStream() throws Exception {
        CompletableFuture<PhoneRecord> call = call(new Callee.Fails());
        String callSid = sessions.get(0).path("custom_session_id").asText();

        ask(b, "/twilio/status", Map.of("CallSid", callSid, "CallStatus", "completed"));

        await().until(() -> WholeLine.recordOn(a, callSid).path("end").asText().equals("carrier_completed"));
        carrier.hangUpCallers();
        call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void ofTwoStreamsOfOneCallTheOlderFallsSilentAtOnceOnAnotherNode() throws Exception {
        CompletableFuture<PhoneRecord> call = call(new Callee.Fails());
        String callSid = sessions.get(0).path("custom_session_id").asText();

        // As if Twilio had given the first stream up, which its node has not noticed yet.
        String path = streamPath(ask(b, "/twilio/voice", voice(callSid)));
        try (Socket second = handshake(b, path)) {
            assertThat(status(second)).contains("101");
            String start =
                    "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"MZsecond\",\"start\":{\"accountSid\":\"AC\","
                            + "\"streamSid\":\"MZsecond\",\"callSid\":\"" + callSid
                            + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":"
                            + "{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1},\"customParameters\":{}}}";
            second.getOutputStream().write(masked(start));

            await().until(() -> evi.chats().size() >= 2);
            await().until(() -> metricsOf(a).contains("trunkline_calls_total{end=\"moved\",blame=\"nobody\"} 1"));
            resumedOnce();
        }
        carrier.hangUpCallers();
        call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }

    /** A machine so busy that Redis answers late tells nothing about a round: each node then knows only what it has seen itself. */
    @Test
    void oneTokenRacedAHundredTimesOnTwoNodesOpensOneStream() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            int conclusive = 0;
            for (int round = 0; round < 50 && conclusive < 5; round++) {
                String path = streamPath(ask(a, "/twilio/voice", voice("CArace" + round)));
                double unanswered = unanswered();
                CountDownLatch go = new CountDownLatch(1);
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    Trunkline node = i % 2 == 0 ? a : b;
                    answers.add(threads.submit(() -> {
                        go.await();
                        try (Socket socket = handshake(node, path)) {
                            return status(socket);
                        }
                    }));
                }
                go.countDown();
                int opened = 0;
                for (Future<String> answer : answers) {
                    String status = answer.get();
                    assertThat(status).containsAnyOf("101", "403");
                    opened += status.contains("101") ? 1 : 0;
                }
                assertThat(opened).isBetween(1, 2);
                if (unanswered() == unanswered) {
                    assertThat(opened).isEqualTo(1);
                    conclusive++;
                }
            }
            assertThat(conclusive).isEqualTo(5);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What Redis was asked in vain, by both nodes. */
    private double unanswered() throws Exception {
        return (metricsOf(a) + metricsOf(b))
                .lines()
                .filter(line ->
                        line.matches("trunkline_state_questions_total\\{outcome=\"(timeout|failed|skipped)\"}.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aRedisThatIsEmptiedStalledOrDeadIsNotHeardAndNoWebhookWaitsASecond() throws Exception {
        CompletableFuture<PhoneRecord> call = call(new Callee.Fails());
        String callSid = sessions.get(0).path("custom_session_id").asText();
        List<Long> millis = new ArrayList<>();

        askMany(millis);
        redis.empty();
        askMany(millis);
        redis.stall();
        askMany(millis);
        redis.goOn();
        redis.kill();
        askMany(millis);

        assertThat(millis).hasSize(400);
        assertThat(millis.stream().sorted().toList().get(395)).isLessThan(1_000);
        assertThat(WholeLine.recordOn(a, callSid).path("state").asText()).isEqualTo("live");
        ScriptedEvi.Chat chat = talking.join();
        chat.after(0, () -> {
            chat.speak("last", "Goodbye", tone(), RATE_HZ);
            chat.callTool("tool-1", "hang_up", "{}");
        });
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        assertThat(phone.streams()).hasSize(1);
        assertThat(phone.quality().underruns()).isZero();
        assertThat(WholeLine.complaints(phone)).isEmpty();
    }

    private String metricsOf(Trunkline node) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(node.adminUrl().resolve("/metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** A hundred calls ring, at both nodes. */
    private void askMany(List<Long> millis) throws Exception {
        for (int i = 0; i < 100; i++) {
            long askedNanos = System.nanoTime();
            assertThat(ask(i % 2 == 0 ? a : b, "/twilio/voice", voice("CAmany" + millis.size())))
                    .contains("<Response>");
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNanos));
        }
    }

    private static Map<String, String> voice(String callSid) {
        return Map.of("CallSid", callSid, "From", "+14155550100", "To", "+18005550199");
    }

    private static String streamPath(String document) {
        Matcher url = STREAM.matcher(document);
        assertThat(url.find()).as(document).isTrue();
        return url.group(1);
    }

    private String ask(Trunkline node, String path, Map<String, String> form) throws Exception {
        URI signed = URI.create("http://localhost:" + balancer.port() + path);
        return http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
                                .timeout(Duration.ofSeconds(5))
                                .header("X-Twilio-Signature", Signed.webhook(WholeLine.TOKEN, signed, form))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(Signed.body(form)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private Socket handshake(Trunkline node, String path) throws Exception {
        URI signed = URI.create("ws://localhost:" + balancer.port() + path);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        socket.setSoTimeout(5_000);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + balancer.port()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\nX-Twilio-Signature: "
                + Signed.webhook(WholeLine.TOKEN, signed, Map.of()) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String status(Socket socket) throws Exception {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int c = in.read();
            if (c < 0) {
                break;
            }
            head.append((char) c);
        }
        return head.substring(0, Math.max(0, head.indexOf("\r\n")));
    }

    /** A text frame of a client, masked with zeroes (RFC 6455, 5.2). */
    private static byte[] masked(String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        byte[] frame = new byte[8 + payload.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | 126);
        frame[2] = (byte) (payload.length >> 8);
        frame[3] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 8, payload.length);
        return frame;
    }
}
