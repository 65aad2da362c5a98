package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.app.Trunkline;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.twiml.Callee;
import dev.trunkline.lab.phone.PhoneRecord;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

    private static final Pattern STREAM = Pattern.compile("url=\"ws://[^/]+(/twilio/media/[^\"]+)\"");

    private TwoNodes nodes;

    @BeforeEach
    void start() throws Exception {
        nodes = new TwoNodes();
    }

    @AfterEach
    void stop() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @Test
    void whoIsLostOnOneNodeGoesOnOnTheOther() throws Exception {
        CompletableFuture<PhoneRecord> call =
                nodes.call(new Callee.Fails(), new CallerStep.AwaitAgent(200, 5_000), new CallerStep.Pause(20_000));

        nodes.balancer.send(nodes.b.port());
        nodes.balancer.cut();
        await().until(() -> nodes.sessions.size() >= 2); // the second may be told at once what was not heard
        nodes.carrier.hangUpCallers();
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

        assertThat(phone.streams()).hasSize(2);
        nodes.resumedOnce();
        assertThat(nodes.sessions.get(1).path("context").isMissingNode()
                        || !nodes.sessions
                                .get(1)
                                .path("context")
                                .path("text")
                                .asText()
                                .contains("Hello"))
                .isTrue();
    }

    @Test
    void aTransferIsKnownToWhicheverNodeIsAskedAboutIt() throws Exception {
        CompletableFuture<PhoneRecord> call = nodes.call(new Callee.Answers(200, null, 1_000));
        ScriptedEvi.Chat chat = nodes.talking.join();
        nodes.balancer.send(nodes.b.port()); // the stream stays where it is

        chat.after(0, () -> {
            chat.speak("last", "Putting you through", TwoNodes.tone(), TwoNodes.RATE_HZ);
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
        CompletableFuture<PhoneRecord> call = nodes.call(new Callee.Fails());
        ScriptedEvi.Chat chat = nodes.talking.join();
        nodes.balancer.send(nodes.b.port());

        chat.after(0, () -> {
            chat.speak("last", "Goodbye", TwoNodes.tone(), TwoNodes.RATE_HZ);
            chat.callTool("tool-1", "hang_up", "{}");
        });
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

        assertThat(phone.streams()).hasSize(1);
        assertThat(nodes.evi.chats()).hasSize(1);
        assertThat(phone.ending().status()).isEqualTo("completed");
    }

    @Test
    void theStatusOfACallReachesTheNodeThatHasItsStream() throws Exception {
        CompletableFuture<PhoneRecord> call = nodes.call(new Callee.Fails());
        String callSid = nodes.sessions.get(0).path("custom_session_id").asText();

        nodes.ask(nodes.b, "/twilio/status", Map.of("CallSid", callSid, "CallStatus", "completed"));

        await().until(() ->
                WholeLine.recordOn(nodes.a, callSid).path("end").asText().equals("carrier_completed"));
        nodes.carrier.hangUpCallers();
        call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void ofTwoStreamsOfOneCallTheOlderFallsSilentAtOnceOnAnotherNode() throws Exception {
        CompletableFuture<PhoneRecord> call = nodes.call(new Callee.Fails());
        String callSid = nodes.sessions.get(0).path("custom_session_id").asText();

        // As if Twilio had given the first stream up, which its node has not noticed yet.
        String path = streamPath(nodes.ask(nodes.b, "/twilio/voice", TwoNodes.voice(callSid)));
        try (Socket second = handshake(nodes.b, path)) {
            assertThat(status(second)).contains("101");
            String start =
                    "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"MZsecond\",\"start\":{\"accountSid\":\"AC\","
                            + "\"streamSid\":\"MZsecond\",\"callSid\":\"" + callSid
                            + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":"
                            + "{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1},\"customParameters\":{}}}";
            second.getOutputStream().write(masked(start));

            await().until(() -> nodes.evi.chats().size() >= 2);
            await().until(() ->
                    nodes.metricsOf(nodes.a).contains("trunkline_calls_total{end=\"moved\",blame=\"nobody\"} 1"));
            nodes.resumedOnce();
        }
        nodes.carrier.hangUpCallers();
        call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
    }

    /** A machine so busy that Redis answers late tells nothing about a round: each node then knows only what it has seen itself. */
    @Test
    void oneTokenRacedAHundredTimesOnTwoNodesOpensOneStream() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            int conclusive = 0;
            for (int round = 0; round < 50 && conclusive < 5; round++) {
                String path = streamPath(nodes.ask(nodes.a, "/twilio/voice", TwoNodes.voice("CArace" + round)));
                double unanswered = unanswered();
                CountDownLatch go = new CountDownLatch(1);
                List<Future<String>> answers = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    Trunkline node = i % 2 == 0 ? nodes.a : nodes.b;
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
        return (nodes.metricsOf(nodes.a) + nodes.metricsOf(nodes.b))
                .lines()
                .filter(line ->
                        line.matches("trunkline_state_questions_total\\{outcome=\"(timeout|failed|skipped)\"}.*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Test
    void aRedisThatIsEmptiedStalledOrDeadIsNotHeardAndNoWebhookWaitsASecond() throws Exception {
        CompletableFuture<PhoneRecord> call = nodes.call(new Callee.Fails(), new CallerStep.Pause(30_000));
        String callSid = nodes.sessions.get(0).path("custom_session_id").asText();
        List<Long> millis = new ArrayList<>();

        askMany(millis);
        nodes.redis.empty();
        askMany(millis);
        nodes.redis.stall();
        askMany(millis);
        nodes.redis.goOn();
        nodes.redis.kill();
        askMany(millis);

        assertThat(millis).hasSize(400);
        assertThat(millis.stream().sorted().toList().get(395)).isLessThan(1_000);
        assertThat(WholeLine.recordOn(nodes.a, callSid).path("state").asText()).isEqualTo("live");
        ScriptedEvi.Chat chat = nodes.talking.join();
        chat.after(0, () -> {
            chat.speak("last", "Goodbye", TwoNodes.tone(), TwoNodes.RATE_HZ);
            chat.callTool("tool-1", "hang_up", "{}");
        });
        PhoneRecord phone = call.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
        assertThat(phone.streams()).hasSize(1);
        if (!Hum.isMachineTooBusy(phone)) {
            assertThat(phone.quality().underruns()).isZero();
        }
        assertThat(WholeLine.complaints(phone)).isEmpty();
    }

    /** A hundred calls ring, at both nodes. */
    private void askMany(List<Long> millis) throws Exception {
        for (int i = 0; i < 100; i++) {
            long askedNanos = System.nanoTime();
            assertThat(nodes.ask(
                            i % 2 == 0 ? nodes.a : nodes.b, "/twilio/voice", TwoNodes.voice("CAmany" + millis.size())))
                    .contains("<Response>");
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - askedNanos));
        }
    }

    private static String streamPath(String document) {
        Matcher url = STREAM.matcher(document);
        assertThat(url.find()).as(document).isTrue();
        return url.group(1);
    }

    private Socket handshake(Trunkline node, String path) throws Exception {
        URI signed = URI.create("ws://localhost:" + nodes.balancer.port() + path);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), node.port());
        socket.setSoTimeout(30_000);
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + nodes.balancer.port()
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
