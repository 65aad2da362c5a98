package dev.trunkline.endtoend;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.trunkline.endtoend.ApiContract.Operation;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.net.connection.ClientTls;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A bridge with three tokens, and calls in every state that the API's exercises ask for. */
final class ApiScene implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int AGENT_RATE_HZ = 24_000;
    private static final int AT_ONCE = 6;
    private static final long STAYS_NANOS = Duration.ofSeconds(10).toNanos(); // callers hang up after 36 s
    private static final Map<String, String> TOKENS = Map.of(
            "viewer", "a-viewer-of-twenty-four-letters",
            "operator", "an-operator-of-twenty-four-letters",
            "admin", "an-admin-of-twenty-four-letters");

    private final HttpServer gone; // a webhook's receiver that says so
    private final ScriptedEvi evi;
    private final WholeLine line;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Set<String> known = new HashSet<>();
    private final Deque<String> ready = new ArrayDeque<>();
    private long readySince;
    private @Nullable String untouched;
    private long untouchedSince;

    /** @param body as it came; of an event stream its first event, of a socket its first message */
    record Answer(int status, String contentType, String body) {}

    private ApiScene(HttpServer gone, ScriptedEvi evi, WholeLine line) {
        this.gone = gone;
        this.evi = evi;
        this.line = line;
    }

    static ApiScene begin(Path folder) throws Exception {
        HttpServer gone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gone.createContext("/", exchange -> {
            exchange.sendResponseHeaders(410, -1);
            exchange.close();
        });
        gone.start();
        Path config = Files.writeString(folder.resolve("trunkline.yaml"), """
                admin:
                  tokens:
                    - {name: monitoring, role: viewer, token: %s}
                    - {name: desk, role: operator, token: %s}
                webhooks:
                  - {name: gone, url: "http://127.0.0.1:%d/", secret: a-secret-of-twenty-four-letters, private: true}
                outbound:
                  callsPerSecond: 0.01
                routes:
                  - name: main
                    recording: on
                    numbers: ["*", "+18005550199"]
                    destinations:
                      - {name: billing, number: "+15550100001", description: Invoices.}
                """.formatted(
                TOKENS.get("viewer"), TOKENS.get("operator"), gone.getAddress().getPort()));
        ScriptedEvi evi = new ScriptedEvi(ApiScene::onMessage);
        Map<String, String> admin = Map.of(
                "TRUNKLINE_ADMIN_TOKEN", TOKENS.get("admin"),
                "TRUNKLINE_DATA_DIR", folder.resolve("data").toString(),
                "TRUNKLINE_OUTBOUND_ENABLED", "true",
                "TRUNKLINE_OUTBOUND_COUNTRIES", "US",
                "TRUNKLINE_OUTBOUND_CALLER_ID", "+18005550199",
                "TWILIO_ACCOUNT_SID", CarrierSettings.SOME_ACCOUNT,
                "TWILIO_API_BASE_URL", "http://localhost:9"); // nobody listens there, and the first call is never made
        return new ApiScene(gone, evi, new WholeLine(evi.uri(), admin, config, ClientTls.platform()));
    }

    /** An agent that greets, is interrupted, calls a tool, and says nothing that it is made to say. */
    private static void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        if (message.path("type").asText().equals("session_settings") && message.has("custom_session_id")) {
            chat.speak("m1", "How may I help you?", Sound.tone(1_013, AGENT_RATE_HZ, 400, 12_000), AGENT_RATE_HZ);
            chat.endTurn();
            chat.after(700, () -> {
                chat.understood("What does it cost?");
                chat.callTool("t1", "look_up", "{}");
                chat.speak(
                        "m2", "Ten, and that is that.", Sound.tone(1_013, AGENT_RATE_HZ, 2_000, 12_000), AGENT_RATE_HZ);
            });
            chat.after(1_000, chat::interrupt);
        }
    }

    /** Whatever is served below /api, method and pattern. */
    Set<String> routes() {
        return line.served().stream().filter(route -> route.contains(" /api/")).collect(Collectors.toSet());
    }

    @SuppressWarnings("try") // a test may be interrupted
    Answer exercise(Operation operation, JsonNode exercise) throws Exception {
        String kind = exercise.path("call").asText("");
        boolean changesNothing = exercise.path("status").intValue() >= 400 && kind.equals("live");
        try (Prepared call = changesNothing ? shared() : prepare(kind)) {
            String id = exercise.has("order") ? waitingOrder() : call.sid;
            String path = operation
                    .path()
                    .replace("{sid}", call.sid)
                    .replace("{id}", id)
                    .replace(
                            "{number}",
                            URLEncoder.encode(exercise.path("number").asText(), StandardCharsets.UTF_8));
            StringBuilder query = new StringBuilder();
            exercise.path("query")
                    .properties()
                    .forEach(field -> query.append(query.isEmpty() ? "?" : "&")
                            .append(field.getKey())
                            .append('=')
                            .append(URLEncoder.encode(
                                    field.getValue().asText().replace("{sid}", call.sid), StandardCharsets.UTF_8)));
            if (exercise.path("socket").asBoolean()) {
                return open(path + query);
            }
            String body = exercise.has("body") ? exercise.path("body").toString() : null;
            String accept = exercise.has("accept") ? exercise.path("accept").asText() : null;
            if (accept == null) {
                return ask("admin", operation.method(), path + query, body, exercise.path("headers"));
            }
            String then = exercise.has("then")
                    ? "/api/calls/" + call.sid + "/" + exercise.path("then").asText()
                    : null;
            return read(path + query, accept, then);
        }
    }

    /** An order to call somebody, whose turn does not come. */
    private String waitingOrder() throws Exception {
        Answer order = ask("admin", "POST", "/api/calls", "{\"to\":\"+14155550102\"}");
        return JSON.readTree(order.body()).path("id").asText();
    }

    /** A call that nothing is done to. */
    private Prepared shared() throws Exception {
        if (untouched == null || System.nanoTime() - untouchedSince > STAYS_NANOS) {
            untouched = place();
            untouchedSince = System.nanoTime();
        }
        return new Prepared(untouched, null, true);
    }

    /** A call in some state, until it is not needed any more. */
    @SuppressWarnings("try") // a test may be interrupted
    private final class Prepared implements AutoCloseable {
        private final String sid;
        private final @Nullable WebSocket microphone;
        private final boolean stays;

        Prepared(String sid, @Nullable WebSocket microphone, boolean stays) {
            this.sid = sid;
            this.microphone = microphone;
            this.stays = stays;
        }

        @Override
        public void close() throws Exception {
            if (microphone != null) {
                microphone.abort();
            }
            if (!stays) {
                ask("admin", "POST", "/api/calls/" + sid + "/hangup", null);
            }
        }
    }

    private Prepared prepare(String kind) throws Exception {
        if (kind.isEmpty() || kind.equals("nobody")) {
            return new Prepared("nobody", null, true);
        }
        if (kind.equals("softphone")) {
            String ringing = JSON.readTree(admin("/api/softphone", null).body())
                    .path("callSid")
                    .asText();
            return new Prepared(ringing, null, true);
        }
        String sid = place();
        if (kind.equals("dead")) {
            String id = await().until(
                            () -> get("/api/webhooks/dead").at("/dead/0/id").asText(), found -> !found.isEmpty());
            return new Prepared(id, null, true);
        }
        String base = "/api/calls/" + sid;
        switch (kind) {
            case "live" -> {}
            case "paused" -> admin(base + "/pause", null);
            case "ending" -> {
                admin(base + "/say", "{\"text\":\"I put you through.\"}");
                admin(base + "/transfer", "{\"destination\":\"billing\"}");
            }
            case "ended" -> {
                admin(base + "/hangup", null);
                await().until(() -> get(base).path("state").asText().equals("ended"));
            }
            case "recorded" -> {
                admin(base + "/hangup", null);
                await().until(() -> get(base).at("/recording/available").asBoolean());
            }
            case "taken" -> {
                String url = JSON.readTree(admin(base + "/takeover", null).body())
                        .path("url")
                        .asText();
                WebSocket microphone = http.newWebSocketBuilder()
                        .buildAsync(URI.create(url), new WebSocket.Listener() {})
                        .get(30, TimeUnit.SECONDS);
                await().until(() -> get(base).path("events").findValuesAsText("detail").stream()
                        .anyMatch(detail -> detail.startsWith("take_over")));
                return new Prepared(sid, microphone, false);
            }
            default -> throw new IllegalArgumentException("no such call: " + kind);
        }
        return new Prepared(sid, null, false);
    }

    /** A call whose agent has greeted, was asked something, and was interrupted: one of several that went through that at once. */
    private String place() throws Exception {
        if (ready.isEmpty() || System.nanoTime() - readySince > STAYS_NANOS) {
            ready.clear();
            for (int i = 0; i < AT_ONCE; i++) {
                line.carrier().place(line.call(CallerScript.of(new CallerStep.Pause(36_000))));
            }
            await().atMost(Duration.ofSeconds(15)).until(() -> {
                for (JsonNode call : get("/api/calls").path("calls")) {
                    String sid = call.path("callSid").asText();
                    if (call.path("bargeIns").size() > 0 && known.add(sid)) {
                        ready.add(sid);
                    }
                }
                return ready.size() == AT_ONCE;
            });
            readySince = System.nanoTime();
        }
        return ready.remove();
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(ask("admin", "GET", path, null).body());
    }

    private Answer admin(String path, @Nullable String body) throws Exception {
        Answer answer = ask("admin", "POST", path, body);
        if (answer.status() / 100 != 2) {
            throw new AssertionError(path + " got " + answer);
        }
        return answer;
    }

    /** @param role whose token is shown, or null for none */
    Answer ask(@Nullable String role, String method, String path, @Nullable String body)
            throws IOException, InterruptedException {
        return ask(role, method, path, body, JSON.createObjectNode());
    }

    private Answer ask(@Nullable String role, String method, String path, @Nullable String body, JsonNode headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(line.url(path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        headers.properties()
                .forEach(header ->
                        request.header(header.getKey(), header.getValue().asText()));
        if (role != null) {
            request.header("Authorization", "Bearer " + TOKENS.get(role));
        }
        HttpResponse<String> whole = send(request.build());
        return new Answer(whole.statusCode(), type(whole), whole.body());
    }

    /** Once more on a connection of its own, when that of the client's pool was closed as this was sent: it had idled for 5 s. */
    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException idle) {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** @param then what is done after the first message, so that there is another; null for nothing */
    private Answer read(String path, String accept, @Nullable String then) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(line.url(path))
                .header("Authorization", "Bearer " + TOKENS.get("admin"))
                .header("Accept", accept)
                .build();
        HttpResponse<InputStream> stream = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            String message = data(lines);
            if (then != null) {
                admin(then, null);
                message = data(lines);
            }
            return new Answer(stream.statusCode(), type(stream), message);
        }
    }

    private static String data(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.startsWith("data: ") && !line.startsWith("{")) {
            line = lines.readLine();
        }
        return line == null ? "" : line.replaceFirst("^data: ", "");
    }

    private static String type(HttpResponse<?> response) {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    private Answer open(String path) throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        URI uri = URI.create(line.url(path).toString().replaceFirst("^http", "ws"));
        try {
            WebSocket socket = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + TOKENS.get("admin"))
                    .buildAsync(uri, new WebSocket.Listener() {
                        private final StringBuilder text = new StringBuilder();

                        @Override
                        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
                            text.append(part);
                            if (last) {
                                first.complete(text.toString());
                            }
                            from.request(1);
                            return null;
                        }
                    })
                    .get(30, TimeUnit.SECONDS);
            String message = first.get(30, TimeUnit.SECONDS);
            socket.abort();
            return new Answer(101, "text/event-stream", message); // its messages are those of the stream
        } catch (ExecutionException | CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                HttpResponse<?> response = refused.getResponse();
                return new Answer(response.statusCode(), "", "");
            }
            throw e;
        }
    }

    @Override
    public void close() {
        line.close();
        evi.close();
        gone.stop(0);
    }
}
