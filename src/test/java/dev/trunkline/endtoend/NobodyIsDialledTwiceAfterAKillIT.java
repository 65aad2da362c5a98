package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.CalledLine;
import dev.trunkline.lab.carrier.CalledPeople;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge is killed while calls ring, and with one whose answer it never got; the next one dials nobody again, and knows what became of them. */
class NobodyIsDialledTwiceAfterAKillIT implements CalledPeople {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "an-admin-token-of-some-length";
    private static final Pattern PORT = Pattern.compile(" port=\"(\\d+)\"");
    private static final String RINGS = "+14155550100";
    private static final String LOST = "+14155550101";
    private static final String WAITS = "+14155550102";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, AtomicInteger> rung = new ConcurrentHashMap<>();

    @TempDir
    Path folder;

    @Override
    public @Nullable CallerScript pickUp(String number) {
        return null;
    }

    @Override
    public CalledLine line(String number) {
        rung.computeIfAbsent(number, key -> new AtomicInteger()).incrementAndGet();
        if (number.equals(WAITS)) {
            return new CalledLine.RingsOut(500); // nobody is killed meanwhile
        }
        CalledLine ringing = new CalledLine.RingsOut(9_000);
        return number.equals(LOST) ? new CalledLine.AnswerIsLost(ringing) : ringing;
    }

    @Test
    void killedWhileTheyRing() throws Exception {
        Path config = Files.writeString(folder.resolve("trunkline.yaml"), """
                outbound:
                  hours: 00:00-24:00
                  days: mon, tue, wed, thu, fri, sat, sun
                  callsPerSecond: 100
                  atATime: 2
                  retryNoAnswerMinutes: none
                """);
        try (ScriptedEvi evi = new ScriptedEvi((chat, message) -> {});
                SimulatedCarrier carrier = SimulatedCarrier.start(
                        CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN), this)) {
            String rings;
            String lost;
            String waits;
            try (BridgeProcess killed = serve(evi, carrier, config)) {
                int port = port(killed);
                rings = place(port, RINGS);
                lost = place(port, LOST);
                await().atMost(Duration.ofSeconds(30)).until(() -> rung.size() == 2);
                waits = place(port, WAITS); // two at a time
                killed.signal("KILL");
            }
            try (BridgeProcess next = serve(evi, carrier, config)) {
                int port = port(next);

                assertThat(over(port, rings)).isEqualTo("no_answer");
                assertThat(over(port, lost)).isEqualTo("no_answer");
                assertThat(over(port, waits)).isEqualTo("no_answer");
            }
        }

        assertThat(rung.get(RINGS).get()).isOne();
        assertThat(rung.get(LOST).get()).isOne();
        assertThat(rung.get(WAITS).get()).isOne();
    }

    private BridgeProcess serve(ScriptedEvi evi, SimulatedCarrier carrier, Path config) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("EVI_URL", evi.uri().toString());
        environment.put("TRUNKLINE_PORT", "0");
        environment.put("TRUNKLINE_BIND", "127.0.0.1");
        environment.put("TRUNKLINE_ADMIN_TOKEN", TOKEN);
        environment.put("TRUNKLINE_DATA_DIR", folder.resolve("data").toString());
        environment.put("TWILIO_AUTH_TOKEN", WholeLine.TOKEN);
        environment.put("TWILIO_ACCOUNT_SID", CarrierSettings.SOME_ACCOUNT);
        environment.put(
                "TWILIO_API_BASE_URL", "http://localhost:" + carrier.restUrl().getPort());
        environment.put("TRUNKLINE_OUTBOUND_ENABLED", "true");
        environment.put("TRUNKLINE_OUTBOUND_COUNTRIES", "US");
        environment.put("TRUNKLINE_OUTBOUND_CALLER_ID", "+18005550199");
        return BridgeProcess.start(environment, "serve", "--config", config.toString());
    }

    private static int port(BridgeProcess process) {
        Matcher said = PORT.matcher(process.awaitLog("serving"));
        assertThat(said.find()).isTrue();
        return Integer.parseInt(said.group(1));
    }

    private String place(int port, String number) throws Exception {
        JsonNode order = ask(port, "POST", "/api/calls", "{\"to\":\"" + number + "\"}");
        assertThat(order.has("id")).as(order.toString()).isTrue();
        return order.path("id").asText();
    }

    private String over(int port, String id) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> ask(port, "GET", "/api/outbound/" + id, ""),
                        order -> order.path("state").asText().equals("over"))
                .path("outcome")
                .asText();
    }

    private JsonNode ask(int port, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TOKEN)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }
}
