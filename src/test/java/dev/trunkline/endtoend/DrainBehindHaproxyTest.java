package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.Proxy;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deploy/haproxy.cfg} with two bridges, as operators are told to set them up. */
class DrainBehindHaproxyTest {

    private static final int ENOUGH_OFFERS = 12; // all of them name the same bridge once in 2,048 times

    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void aBridgeThatDrainsKeepsItsCallAndGetsNoNewOne() throws Exception {
        int publicPort = Proxy.freePort();
        try (FarEnd evi = FarEnd.start(FarEndSettings.local().speaking(48_000, 1, false));
                Trunkline a = bridge(evi, publicPort, "a");
                Trunkline b = bridge(evi, publicPort, "b");
                Proxy proxy = Proxy.haproxy(folder, publicPort, configuration(publicPort, a, b));
                SimulatedCarrier carrier = SimulatedCarrier.start(
                        CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN))) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> offers(proxy).equals(Set.of("/a/twilio/voice", "/b/twilio/voice")));
            CompletableFuture<PhoneRecord> held = call(carrier, proxy, "/a/twilio/voice", 6_000);
            await().atMost(Duration.ofSeconds(20)).until(() -> callsOf(a).contains("CA"));

            CompletableFuture<Boolean> drained = CompletableFuture.supplyAsync(() -> drain(a));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> offers(proxy).equals(Set.of("/b/twilio/voice")));
            PhoneRecord next = call(carrier, proxy, "/twilio/voice", 500).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(next.ending().status()).isEqualTo("completed");
            assertThat(WholeLine.complaints(next)).isEmpty();
            PhoneRecord phone = held.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            assertThat(phone.streams()).hasSize(1);
            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(drained.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static String configuration(int publicPort, Trunkline a, Trunkline b) throws IOException {
        return Files.readString(Path.of("deploy/haproxy.cfg"))
                .replace("stats socket", "# stats socket")
                .replace("127.0.0.1:9000", "127.0.0.1:" + publicPort)
                .replace("127.0.0.1:8080", "127.0.0.1:" + a.port())
                .replace("127.0.0.1:8180", "127.0.0.1:" + b.port());
    }

    private static Trunkline bridge(FarEnd evi, int publicPort, String name) throws Exception {
        Map<String, String> environment = Map.of(
                "EVI_URL", evi.eviUrl().toString(),
                "TRUNKLINE_PORT", "0",
                "TRUNKLINE_BIND", "127.0.0.1",
                "TRUNKLINE_PUBLIC_URL", "http://127.0.0.1:" + publicPort + "/" + name,
                "TWILIO_AUTH_TOKEN", WholeLine.TOKEN);
        return Trunkline.start(ConfigReader.read(environment, null));
    }

    private static boolean drain(Trunkline bridge) {
        try {
            return bridge.drain(Duration.ofHours(1), new CompletableFuture<Void>());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompletableFuture<PhoneRecord> call(
            SimulatedCarrier carrier, Proxy proxy, String path, int millis) {
        return carrier.place(PhoneCall.to(
                URI.create("http://127.0.0.1:" + proxy.port() + path),
                CallerScript.of(new CallerStep.Pause(millis), new CallerStep.HangUp())));
    }

    /** To which bridges new calls are sent now. */
    private Set<String> offers(Proxy proxy) throws Exception {
        Set<String> offers = new TreeSet<>();
        for (int i = 0; i < ENOUGH_OFFERS; i++) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + proxy.port() + "/twilio/voice"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            String twiml =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            offers.add(twiml.replaceAll("</?(Response|Redirect)>", ""));
        }
        return offers;
    }

    private String callsOf(Trunkline bridge) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(bridge.adminUrl() + "/api/calls"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
