package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CalledLine;
import dev.trunkline.lab.carrier.CalledPeople;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.CallWatcher;
import dev.trunkline.lab.phone.PhoneRecord;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node is told to end while somebody's phone rings that it has called. */
class WhomWeCallIsWaitedForIT implements CalledPeople {

    private static final String OURS = "+18005550199";
    private static final String RINGS = "+14155550100";
    private static final String LATE = "+14155550101";
    private static final long RING_MILLIS = 400;
    private static final long STAYS_MILLIS = 400;

    private final List<String> rung = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> drainBegan = new CompletableFuture<>();
    private final CompletableFuture<Void> pickedUp = new CompletableFuture<>();
    private final CompletableFuture<PhoneRecord> talked = new CompletableFuture<>();

    @TempDir
    private Path folder;

    @Override
    public @Nullable CallerScript pickUp(String number) {
        return null;
    }

    @Override
    public CalledLine line(String number) {
        rung.add(number);
        drainBegan.completeOnTimeout(null, 30, TimeUnit.SECONDS).join(); // all of the ringing is the drain's
        CallerScript script = CallerScript.of(new CallerStep.Pause(STAYS_MILLIS), new CallerStep.HangUp());
        return new CalledLine.PicksUp(RING_MILLIS, script, null);
    }

    @Override
    public CallWatcher watcher(String number) {
        return new CallWatcher() {
            @Override
            public void streamStarted(String callSid, String streamSid, long atMillis) {
                pickedUp.complete(null);
            }

            @Override
            public void ended(PhoneRecord record) {
                talked.complete(record);
            }
        };
    }

    @Test
    void theyTalkWithTheAgentAndNobodyElseIsCalled() throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi((chat, message) -> {});
                SimulatedCarrier carrier = SimulatedCarrier.start(
                        CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN), this);
                Trunkline bridge = bridge(evi, carrier)) {
            assertThat(order(bridge, RINGS)).isEqualTo(202);
            await().until(() -> rung.contains(RINGS));

            FutureTask<Boolean> drain =
                    new FutureTask<>(() -> bridge.drain(Duration.ofSeconds(30), new CompletableFuture<Void>()));
            new Thread(drain, "drain").start();
            await().until(bridge::isDraining);
            drainBegan.complete(null);
            assertThat(order(bridge, LATE)).as("is kept for the next process").isEqualTo(202);

            assertThat(drain.get(60, TimeUnit.SECONDS)).isTrue();
            assertThat(pickedUp).as("before the node ended").isCompleted();
            assertThat(talked).succeedsWithin(Duration.ofSeconds(30)).satisfies(record -> {
                assertThat(record.streams()).hasSize(1);
                assertThat(record.carrier().said()).isEmpty();
            });
            assertThat(rung).containsExactly(RINGS);
        }
    }

    private Trunkline bridge(ScriptedEvi evi, SimulatedCarrier carrier) throws Exception {
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), """
                outbound:
                  hours: 00:00-24:00
                  days: mon, tue, wed, thu, fri, sat, sun
                  callsPerSecond: 100
                """);
        Map<String, String> environment = Map.of(
                "EVI_URL",
                evi.uri().toString(),
                "TRUNKLINE_PORT",
                "0",
                "TRUNKLINE_BIND",
                "127.0.0.1",
                "TRUNKLINE_DATA_DIR",
                folder.resolve("data").toString(),
                "TWILIO_AUTH_TOKEN",
                WholeLine.TOKEN,
                "TWILIO_ACCOUNT_SID",
                CarrierSettings.SOME_ACCOUNT,
                "TWILIO_API_BASE_URL",
                "http://localhost:" + carrier.restUrl().getPort(),
                "TRUNKLINE_OUTBOUND_ENABLED",
                "true",
                "TRUNKLINE_OUTBOUND_COUNTRIES",
                "US",
                "TRUNKLINE_OUTBOUND_CALLER_ID",
                OURS);
        return Trunkline.start(ConfigReader.read(environment, file).inLab());
    }

    private static int order(Trunkline bridge, String number) throws Exception {
        URI uri = bridge.adminUrl().resolve("/api/calls");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString("{\"to\": \"" + number + "\"}"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }
}
