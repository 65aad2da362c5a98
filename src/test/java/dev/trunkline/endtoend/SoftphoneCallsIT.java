package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.testing.SideBySide;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser calls through the API: it is let in by a token of its own, served like any caller, and told what a carrier would be. */
@SideBySide
class SoftphoneCallsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int AGENT_RATE_HZ = 24_000;
    private static final String VIEWER = "a-viewer-of-twenty-four-letters";
    private static final String OPERATOR = "an-operator-of-twenty-four-letters";
    private static final String SILENCE = "////".repeat(53) + "/w=="; // 160 bytes of mu-law

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Trunkline> bridges = new CopyOnWriteArrayList<>();
    private volatile boolean isTransferred;
    private ScriptedEvi evi;

    @TempDir
    private Path folder;

    @BeforeEach
    void answerCalls() throws IOException {
        evi = new ScriptedEvi(this::onMessage);
    }

    @AfterEach
    void close() {
        bridges.forEach(Trunkline::close);
        evi.close();
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        if (message.path("type").asText().equals("session_settings")) {
            chat.speak("m1", "Hello.", Sound.tone(1_013, AGENT_RATE_HZ, 300, 12_000), AGENT_RATE_HZ);
            if (isTransferred) {
                chat.callTool(
                        "t1", "transfer_call", "{\"destination\":\"billing\",\"reason\":\"r\",\"summary\":\"s\"}");
            }
            chat.endTurn();
        }
    }

    /** As one that is reached by Twilio: every handshake but a softphone's has to be signed. */
    private Trunkline serve(String... lines) throws Exception {
        Path config = folder.resolve("trunkline.yaml");
        Files.writeString(config, String.join("\n", lines) + """

                        routes:
                          - name: sales
                            numbers: ["+18005550199"]
                            destinations: [{name: billing, number: "+15550100001", description: bills}]
                          - name: default
                            numbers: ["*"]
                        """);
        Map<String, String> environment = new HashMap<>(Map.of(
                "EVI_URL",
                evi.uri().toString(),
                "TRUNKLINE_PORT",
                "0",
                "TRUNKLINE_BIND",
                "127.0.0.1",
                "TWILIO_AUTH_TOKEN",
                WholeLine.TOKEN));
        Trunkline bridge = Trunkline.start(ConfigReader.read(environment, config));
        bridges.add(bridge);
        return bridge;
    }

    private HttpResponse<String> send(Trunkline bridge, String token, String method, String path, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(bridge.adminUrl().resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode ring(Trunkline bridge) throws Exception {
        HttpResponse<String> answer = send(bridge, "", "POST", "/api/softphone", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    @Test
    void somebodyTalksAndIsHeardAndWhatHappenedIsKept() throws Exception {
        Trunkline bridge = serve();
        JsonNode grant = ring(bridge);
        String callSid = grant.path("callSid").asText();
        assertThat(callSid).matches("CA[0-9a-f]{32}");

        try (BrowserLine line = new BrowserLine(bridge.adminUrl(), grant)) {
            await().atMost(SOON).until(() -> line.count("media") > 5 && line.count("mark") > 0);
            line.stop();
        }

        JsonNode record = await().atMost(SOON)
                .until(
                        () -> JSON.readTree(send(bridge, "", "GET", "/api/calls/" + callSid, "")
                                .body()),
                        each -> each.path("state").asText().equals("ended"));
        assertThat(record.path("route").asText()).isEqualTo("sales");
        assertThat(record.path("from").asText()).isEqualTo("client:softphone");
        assertThat(record.path("end").asText()).isEqualTo("caller_hung_up");
        assertThat(send(bridge, "", "DELETE", "/api/softphone/" + callSid, "").statusCode())
                .isEqualTo(204);
    }

    @Test
    void aTokenOpensOneStreamAndThatOfNoOtherCall() throws Exception {
        Trunkline bridge = serve();
        JsonNode grant = ring(bridge);
        JsonNode another = ring(bridge);

        try (BrowserLine line = new BrowserLine(bridge.adminUrl(), grant)) {
            await().atMost(SOON).until(() -> line.count("media") > 0);
            assertThatThrownBy(() -> new BrowserLine(bridge.adminUrl(), grant)).isInstanceOf(CompletionException.class);
        }
        ((com.fasterxml.jackson.databind.node.ObjectNode) another).set("callSid", grant.path("callSid"));
        try (BrowserLine line = new BrowserLine(bridge.adminUrl(), another)) {
            await().atMost(SOON).until(line::isClosed);
            assertThat(line.count("media")).isZero();
        }
    }

    @Test
    void theCarriersPortTakesSoftphonesUnsignedAndNobodyElse() throws Exception {
        Trunkline bridge = serve();

        try (BrowserLine line = new BrowserLine(bridge.publicUrl(), ring(bridge))) {
            await().atMost(SOON).until(() -> line.count("media") > 0);
        }
        for (URI port : List.of(bridge.publicUrl(), bridge.adminUrl())) {
            for (String token : List.of("softphone.invented", "invented", "softphone.")) {
                JsonNode grant = JSON.createObjectNode().put("url", "twilio/media/" + token);
                assertThatThrownBy(() -> new BrowserLine(port, grant)).isInstanceOf(CompletionException.class);
            }
        }
    }

    @Test
    void aTransferEndsTheCallWithAWordAboutIt() throws Exception {
        isTransferred = true;
        Trunkline bridge = serve();
        JsonNode grant = ring(bridge);
        String callSid = grant.path("callSid").asText();

        try (BrowserLine line = new BrowserLine(bridge.adminUrl(), grant)) {
            await().atMost(SOON).until(line::isClosed);
        }
        String asked = "{\"streams\":1,\"to\":\"" + grant.path("to").asText() + "\"}";
        JsonNode next = JSON.readTree(send(bridge, "", "POST", "/api/softphone/" + callSid + "/next", asked)
                .body());

        assertThat(next.path("next").asText()).isEqualTo("transfer");
        assertThat(next.path("destination").asText()).isEqualTo("billing");
        assertThat(next.path("words").asText())
                .contains("would be transferred to billing")
                .doesNotContain("+1555");
        JsonNode after = JSON.readTree(send(bridge, "", "POST", "/api/softphone/" + callSid + "/next", asked)
                .body());
        assertThat(after.path("next").asText()).as("it is over").isEqualTo("hang_up");
    }

    @Test
    void aLostStreamIsFollowedByAnotherOfTheSameConversation() throws Exception {
        Trunkline bridge = serve();
        JsonNode grant = ring(bridge);
        String callSid = grant.path("callSid").asText();
        try (BrowserLine line = new BrowserLine(bridge.adminUrl(), grant)) {
            await().atMost(SOON).until(() -> line.count("media") > 0);
            line.vanish();
        }
        await().atMost(SOON)
                .until(
                        () -> send(bridge, "", "GET", "/api/calls/" + callSid, "")
                                .body(),
                        body -> body.contains("stream_lost"));

        String asked = "{\"streams\":1,\"to\":\"" + grant.path("to").asText() + "\"}";
        JsonNode next = JSON.readTree(send(bridge, "", "POST", "/api/softphone/" + callSid + "/next", asked)
                .body());

        assertThat(next.path("next").asText()).isEqualTo("go_on");
        assertThat(next.path("callSid").asText()).isEqualTo(callSid);
        try (BrowserLine line = new BrowserLine(bridge.adminUrl(), next)) {
            await().atMost(SOON).until(() -> line.count("media") > 0);
        }
        assertThat(evi.chats().get(1).request().queryValue("resumed_chat_group_id"))
                .isEqualTo("group-1");
    }

    @Test
    void viewersMayNotCallAndStrangersLearnNothing() throws Exception {
        Trunkline bridge = serve("admin: {tokens: [{name: eve, role: viewer, token: " + VIEWER
                + "}, {name: ada, role: operator, token: " + OPERATOR + "}]}");

        for (String door : List.of("POST /api/softphone", "GET /api/softphone", "POST /api/softphone/CA1/next")) {
            String[] parts = door.split(" ", 2);
            assertThat(send(bridge, VIEWER, parts[0], parts[1], "").statusCode())
                    .as(door)
                    .isEqualTo(403);
            assertThat(send(bridge, "", parts[0], parts[1], "").statusCode())
                    .as(door)
                    .isEqualTo(401);
        }
        assertThat(send(bridge, OPERATOR, "POST", "/api/softphone", "").statusCode())
                .isEqualTo(201);
        assertThat(send(bridge, "", "GET", "/", "").statusCode()).as("the page").isEqualTo(200);
    }

    @Test
    void whereThereIsNoRoomTheWordsSaySo() throws Exception {
        Trunkline bridge = serve("server: {maxCalls: 1}");
        ring(bridge);

        HttpResponse<String> full = send(bridge, "", "POST", "/api/softphone", "");

        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(JSON.readTree(full.body()).path("error").asText()).contains("cannot take your call");
    }

    @Test
    void mistakesAreNamed() throws Exception {
        Trunkline bridge = serve();
        String twiliosCall = "CA" + "0123456789abcdef".repeat(2);
        String ours = ring(bridge).path("callSid").asText();

        HttpResponse<String> number = send(bridge, "", "POST", "/api/softphone", "{\"to\":\"+19005550100\"}");
        assertThat(number.statusCode()).isEqualTo(400);
        assertThat(number.body()).contains("to must be a number that GET /api/softphone lists");
        assertThat(send(bridge, "", "POST", "/api/softphone", "[]").statusCode())
                .isEqualTo(400);
        assertThat(send(bridge, "", "POST", "/api/softphone", "{").statusCode()).isEqualTo(400);
        assertThat(send(bridge, "", "POST", "/api/softphone/" + ours + "/next", "{}")
                        .body())
                .contains("streams");
        for (String door : List.of("POST /next", "DELETE ")) {
            String[] parts = door.split(" ", -1);
            assertThat(send(bridge, "", parts[0], "/api/softphone/" + twiliosCall + parts[1], "")
                            .statusCode())
                    .as("nobody ends a carrier's call here")
                    .isEqualTo(404);
        }
        assertThat(JSON.readTree(send(bridge, "", "GET", "/api/softphone", "").body())
                        .path("numbers"))
                .extracting(each ->
                        each.path("route").asText() + " " + each.path("number").asText())
                .containsExactly("sales +18005550199", "default +15005550006");
    }

    /** The page's side of the stream, without a page. */
    private static final class BrowserLine implements WebSocket.Listener, AutoCloseable {
        private final List<String> events = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final String streamSid;
        private final String callSid;
        private final WebSocket socket;
        private CompletableFuture<WebSocket> sent;

        BrowserLine(URI port, JsonNode grant) {
            streamSid = grant.path("streamSid").asText();
            callSid = grant.path("callSid").asText();
            URI url = URI.create(
                    "ws://127.0.0.1:" + port.getPort() + "/" + grant.path("url").asText());
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .header("Origin", "http://127.0.0.1:" + port.getPort())
                    .buildAsync(url, this)
                    .join();
            sent = CompletableFuture.completedFuture(socket);
            tell("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
            tell("{\"event\":\"start\",\"sequenceNumber\":\"1\",\"start\":{\"accountSid\":\"AC0\",\"streamSid\":\""
                    + streamSid
                    + "\",\"callSid\":\"" + callSid
                    + "\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1},"
                    + "\"customParameters\":{}},\"streamSid\":\"" + streamSid + "\"}");
            for (int i = 1; i <= 50; i++) {
                tell("{\"event\":\"media\",\"sequenceNumber\":\"" + (i + 1)
                        + "\",\"media\":{\"track\":\"inbound\",\"chunk\":\"" + i + "\",\"timestamp\":\"" + 20 * i
                        + "\",\"payload\":\"" + SILENCE + "\"},\"streamSid\":\"" + streamSid + "\"}");
            }
        }

        private synchronized void tell(String message) {
            sent = sent.thenCompose(open -> open.sendText(message, true));
        }

        void stop() {
            tell("{\"event\":\"stop\",\"sequenceNumber\":\"99\",\"stop\":{\"accountSid\":\"AC0\",\"callSid\":\""
                    + callSid + "\"},\"streamSid\":\"" + streamSid + "\"}");
            await().atMost(SOON).until(this::isClosed);
        }

        void vanish() {
            socket.abort();
        }

        boolean isClosed() {
            return closed.isDone();
        }

        long count(String event) {
            return events.stream().filter(event::equals).count();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    JsonNode message = JSON.readTree(text.toString());
                    String event = message.path("event").asText();
                    if (event.equals("mark")) { // played at once: this telephone is fast
                        tell("{\"event\":\"mark\",\"sequenceNumber\":\"60\",\"mark\":" + message.path("mark")
                                + ",\"streamSid\":\"" + streamSid + "\"}");
                    }
                    events.add(event);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            closed.complete(null);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.complete(null);
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
