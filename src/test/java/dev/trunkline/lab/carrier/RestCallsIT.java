package dev.trunkline.lab.carrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.phone.CallWatcher;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RestCallsIT {

    private static final String ACCOUNT = CarrierSettings.SOME_ACCOUNT;
    private static final String CALLS = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls";

    private final HttpClient http = HttpClient.newHttpClient();
    private final CompletableFuture<PhoneRecord> outgoing = new CompletableFuture<>();
    private HandMadeBridge bridge;
    private SimulatedCarrier carrier;

    @BeforeEach
    void start() throws Exception {
        bridge = new HandMadeBridge();
        bridge.streamPage("voice", "<Say>never</Say>");
        carrier = SimulatedCarrier.start(
                CarrierSettings.local().withAccount(ACCOUNT, "secret").withApiKeys(Map.of("SK1", "key")),
                new CalledPeople() {
                    @Override
                    public @Nullable CallerScript pickUp(String number) {
                        return "+1555".equals(number) ? CallerScript.of() : null;
                    }

                    @Override
                    public CallWatcher watcher(String number) {
                        return new CallWatcher() {
                            @Override
                            public void ended(PhoneRecord record) {
                                outgoing.complete(record);
                            }
                        };
                    }
                });
    }

    @AfterEach
    void stop() {
        carrier.close();
        bridge.close();
    }

    @Test
    void endsACallInProgress() throws Exception {
        var record = carrier.place(PhoneCall.to(bridge.url("voice"), CallerScript.of()));
        String sid = runningCall();

        JsonNode shown = json(get(CALLS + "/" + sid + ".json"), 200);
        JsonNode ended = json(post(CALLS + "/" + sid + ".json", Map.of("Status", "completed")), 200);

        assertThat(shown.path("status").asText()).isEqualTo("in-progress");
        assertThat(shown.path("sid").asText()).isEqualTo(sid);
        assertThat(shown.path("direction").asText()).isEqualTo("inbound");
        assertThat(ended.path("status").asText()).isEqualTo("completed");
        assertThat(record.get(30, TimeUnit.SECONDS).ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
        await().until(() -> bridge.sockets.get(0).closed);
        assertThat(bridge.sockets.get(0).messages("stop")).hasSize(1);
        JsonNode again = json(post(CALLS + "/" + sid + ".json", Map.of("Status", "completed")), 400);
        assertThat(again.path("code").asInt()).isEqualTo(21_220);
    }

    @Test
    void replacesTheDocumentOfACallInProgress() throws Exception {
        var record = carrier.place(PhoneCall.to(bridge.url("voice"), CallerScript.of()));
        String sid = runningCall();

        json(post(CALLS + "/" + sid + ".json", Map.of("Twiml", "<Response><Say>Good night.</Say></Response>")), 200);

        PhoneRecord ended = record.get(30, TimeUnit.SECONDS);
        assertThat(ended.carrier().said()).extracting(PhoneRecord.Said::words).containsExactly("Good night.");
        assertThat(ended.streams()).singleElement().returns("stopped", PhoneRecord.StreamRecord::end);
        assertThat(ended.carrier().warnings()).isEmpty();
    }

    @Test
    void sendsACallInProgressToAnotherUrl() throws Exception {
        bridge.page("other", "<Say>Other.</Say>");
        var record = carrier.place(PhoneCall.to(bridge.url("voice"), CallerScript.of()));
        String sid = runningCall();

        json(post(CALLS + "/" + sid + ".json", Map.of("Url", bridge.url("other").toString())), 200);

        assertThat(record.get(30, TimeUnit.SECONDS).carrier().said()).hasSize(1);
        assertThat(bridge.asked("other").get(0).form()).containsEntry("CallStatus", "in-progress");
    }

    @Test
    void callsAPersonWhoPicksUp() throws Exception {
        bridge.page("out", "<Say>Hello.</Say>").page("status", "");

        JsonNode made = json(
                post(
                        CALLS + ".json",
                        Map.of(
                                "To",
                                "+1555",
                                "From",
                                "+18005550199",
                                "Url",
                                bridge.url("out").toString(),
                                "StatusCallback",
                                bridge.url("status").toString())),
                201);

        PhoneRecord record = outgoing.get(30, TimeUnit.SECONDS);
        assertThat(record.callSid()).isEqualTo(made.path("sid").asText());
        assertThat(record.carrier().said()).hasSize(1);
        assertThat(bridge.asked("out").get(0).form())
                .containsEntry("Direction", "outbound-api")
                .containsEntry("CallStatus", "in-progress")
                .containsEntry("To", "+1555");
        await().until(() -> bridge.asked("status").size() == 1);
        assertThat(bridge.asked("status").get(0).form()).containsEntry("CallStatus", "completed");
    }

    @Test
    void reportsThatNobodyAnswers() throws Exception {
        bridge.page("status", "");

        JsonNode made = json(
                post(
                        CALLS + ".json",
                        Map.of(
                                "To", "+1999",
                                "From", "+1800",
                                "Twiml", "<Response/>",
                                "StatusCallback", bridge.url("status").toString())),
                201);

        await().until(() -> bridge.asked("status").size() == 1);
        assertThat(bridge.asked("status").get(0).form())
                .containsEntry("CallStatus", "no-answer")
                .containsEntry("CallSid", made.path("sid").asText());
    }

    @Test
    void refusesWithTwiliosOwnErrors() throws Exception {
        String unknown = CALLS + "/CA00000000000000000000000000000000.json";

        JsonNode missing = json(get(unknown), 404);
        assertThat(missing.path("code").asInt()).isEqualTo(20_404);
        assertThat(missing.path("status").asInt()).isEqualTo(404);
        assertThat(missing.path("more_info").asText()).endsWith("/20404");
        assertThat(json(post(unknown, Map.of("Status", "completed")), 404)
                        .path("code")
                        .asInt())
                .isEqualTo(20_404);
        assertThat(json(post(CALLS + ".json", Map.of("From", "+1", "Twiml", "<Response/>")), 400)
                        .path("code")
                        .asInt())
                .isEqualTo(21_201);
        assertThat(json(post(CALLS + ".json", Map.of("To", "+1", "From", "+1", "Url", "no url")), 400)
                        .path("code")
                        .asInt())
                .isEqualTo(21_205);
    }

    @Test
    void letsInOnlyWhoKnowsTheTokenOrAnApiKey() throws Exception {
        String path = CALLS + "/CA1.json";

        HttpResponse<String> stranger = send(HttpRequest.newBuilder(url(path)).build());
        assertThat(json(stranger, 401).path("code").asInt()).isEqualTo(20_003);
        assertThat(json(send(as("AC1:secret", path)), 401).path("code").asInt()).isEqualTo(20_003);
        assertThat(send(as("SK1:key", path)).statusCode()).isEqualTo(404);
        assertThat(send(as("SK1:secret", path)).statusCode()).isEqualTo(401);
    }

    private String runningCall() {
        await().until(() -> !bridge.sockets.isEmpty()
                && !bridge.sockets.get(0).messages("media").isEmpty());
        return bridge.asked("voice").get(0).form().getOrDefault("CallSid", "");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(as(ACCOUNT + ":secret", path));
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                .append('&'));
        return send(HttpRequest.newBuilder(url(path))
                .header("Authorization", basic(ACCOUNT + ":secret"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    private HttpRequest as(String userAndPassword, String path) {
        return HttpRequest.newBuilder(url(path))
                .header("Authorization", basic(userAndPassword))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private URI url(String path) {
        return URI.create(carrier.restUrl() + path);
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode json(HttpResponse<String> response, int status) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        return new ObjectMapper().readTree(response.body());
    }
}
