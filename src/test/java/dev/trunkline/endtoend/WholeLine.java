package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.flight.FlightFolder;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.replay.Replay;
import dev.trunkline.replay.ReplaySuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A simulated Twilio that signs, and the bridge as an operator starts it, joined to a scripted EVI by real sockets. Every call is
 * recorded, and replayed at the end: the same build does the same again, to the bit.
 */
final class WholeLine implements AutoCloseable {

    static final String TOKEN = "0123456789abcdef0123456789abcdef";
    static final long CALL_SECONDS = 40; // longer than any call here, even on a busy machine

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http;
    private final Trunkline bridge;
    private final SimulatedCarrier carrier;
    private final Path flights;

    WholeLine(ScriptedEvi evi) throws Exception {
        this(evi, null);
    }

    /** @param config the bridge's YAML, or null for none */
    WholeLine(ScriptedEvi evi, @Nullable Path config) throws Exception {
        this(evi.uri(), config);
    }

    /** Joined to a far end of this dialect on a port of this machine. */
    WholeLine(Dialect dialect, int port, Path directory) throws Exception {
        this(Dialect.evi(port), dialect.config(directory, port, ""));
    }

    WholeLine(URI eviUrl, @Nullable Path config) throws Exception {
        this(eviUrl, Map.of(), config, ClientTls.platform());
    }

    /**
     * @param further variables of the bridge
     * @param tls whom the carrier believes
     */
    WholeLine(URI eviUrl, Map<String, String> further, @Nullable Path config, ClientTls tls) throws Exception {
        flights = Files.createTempDirectory("flights");
        Map<String, String> environment = new HashMap<>(Map.of(
                "EVI_URL",
                eviUrl.toString(),
                "TRUNKLINE_PORT",
                "0",
                "TRUNKLINE_BIND",
                "127.0.0.1",
                "TWILIO_AUTH_TOKEN",
                TOKEN,
                "TRUNKLINE_FLIGHT_DIR",
                flights.toString()));
        environment.putAll(further);
        http = HttpClient.newBuilder().sslContext(tls.ofJdk()).build();
        bridge = Trunkline.start(ConfigReader.read(environment, config).inLab());
        carrier = SimulatedCarrier.start(CarrierSettings.local()
                .withAccount(CarrierSettings.SOME_ACCOUNT, TOKEN)
                .withTls(tls));
    }

    /** What the bridge answers, method and pattern. */
    Set<String> served() {
        return bridge.served();
    }

    /** What operators ask, without a slash at its end. */
    String adminUrl() {
        return bridge.adminUrl().toString().replaceFirst("/$", "");
    }

    SimulatedCarrier carrier() {
        return carrier;
    }

    URI url(String path) {
        return bridge.publicUrl().resolve(path);
    }

    PhoneCall call(CallerScript script) {
        return PhoneCall.to(url("/twilio/voice"), script).withMaxDuration(TimeUnit.SECONDS.toMillis(CALL_SECONDS));
    }

    /** What operators are told. */
    String get(String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(bridge.adminUrl().resolve(path))
                    .timeout(Duration.ofSeconds(30))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The only call that goes on now, as the bridge sees it. */
    JsonNode liveCall() {
        try {
            return JSON.readTree(get("/api/calls")).path("calls").path(0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a call, as an operator does. */
    void hangUp(String callSid) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(bridge.adminUrl().resolve("/api/calls/" + callSid + "/hangup"))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode() / 100).as(answer.body()).isEqualTo(2);
    }

    /** What another bridge has written down of a call by now. */
    static JsonNode recordOn(Trunkline node, String callSid) throws Exception {
        URI uri = node.adminUrl().resolve("/api/calls/" + callSid);
        return JSON.readTree(HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    }

    /** What the bridge wrote down of a call, once it has noticed that it is over. */
    JsonNode recordOf(String callSid) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> JSON.readTree(get("/api/calls/" + callSid)),
                        record -> record.path("state").asText().equals("ended"));
    }

    /** What Twilio complained of, but for our having closed the stream, which is how a call comes to its next verb. */
    static List<PhoneRecord.Warning> complaints(PhoneRecord phone) {
        return phone.carrier().warnings().stream()
                .filter(warning -> warning.code() != 31_921)
                .toList();
    }

    @Override
    public void close() {
        carrier.close();
        boolean hadCalls =
                get("/metrics").lines().anyMatch(line -> line.matches("trunkline_calls_admitted_total [1-9].*"));
        bridge.close();
        replay(hadCalls);
    }

    private void replay(boolean hadCalls) {
        try {
            ReplaySuite replays = ReplaySuite.of(flights, List.of(), Replay.Build.PRESENT, item -> {});
            if (hadCalls) {
                assertThat(replays.flights()).as("what was recorded").isNotEmpty();
            }
            for (ReplaySuite.Item flight : replays.flights()) {
                Replay.Replayed replayed = flight.replayed();
                assertThat(replayed).as(flight.trouble()).isNotNull();
                assertThat(replayed.result().first()).as(flight.name()).isEmpty();
                assertThat(flight.verdict()).as(flight.name()).isEqualTo("equal");
            }
            for (Path flight : FlightFolder.flightsOf(flights)) {
                Files.delete(flight);
            }
            Files.delete(flights);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
