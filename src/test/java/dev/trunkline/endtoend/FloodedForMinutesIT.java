package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bridge with a small heap, in a process of its own, is flooded from all sides: by its far end, by sockets that say nothing or never
 * end, by readers who do not read, by streams that are rubbish, by more callers than there is room for. Prints what it measured.
 */
@Tag("long")
class FloodedForMinutesIT {

    private static final int SECONDS = Integer.getInteger("trunkline.flood.seconds", 120);
    private static final String HEAP = System.getProperty("trunkline.flood.heap", "192m");
    private static final int TALKERS = 12;
    private static final int FLOODED = 6;
    private static final int SEATS = 30;
    private static final long LONGEST_SILENCE_MILLIS = 3_000;
    private static final Pattern OPERATORS = Pattern.compile("(http://\\S+?)/api/calls");
    private static final Duration RECOVERS = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void whoTalksGoesOnWhoRingsHearsWordsAndItRecovers() throws Exception {
        boolean isOver = false;
        BridgeProcess seen = null;
        try (FloodingEvi evi = new FloodingEvi();
                SimulatedCarrier carrier = SimulatedCarrier.start(
                        CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN));
                BridgeProcess bridge = bridge(evi)) {
            seen = bridge;
            URI webhook = bridge.webhook();
            Matcher operators = OPERATORS.matcher(bridge.awaitOut("Operators ask"));
            assertThat(operators.find()).isTrue();
            URI metrics = URI.create(operators.group(1) + "/metrics");
            List<CompletableFuture<PhoneRecord>> talkers = new ArrayList<>();
            for (int i = 0; i < TALKERS; i++) {
                talkers.add(carrier.place(caller(webhook, "+1415555" + (1_000 + i), 3_600)));
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> evi.talking() == TALKERS);

            Flood flood = Flood.of(webhook, carrier, FLOODED);
            long begunNanos = System.nanoTime();
            double worstLevel = 0;
            while (System.nanoTime() - begunNanos < TimeUnit.SECONDS.toNanos(SECONDS)) {
                assertThat(bridge.isAlive())
                        .as(() -> String.join("\n", bridge.log()))
                        .isTrue();
                assertThat(talkers.stream().filter(CompletableFuture::isDone))
                        .as("calls that ended")
                        .isEmpty();
                worstLevel = Math.max(worstLevel, metric(metrics, "trunkline_load_level"));
                await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            }
            evi.calmDown();
            flood.end();

            await().atMost(RECOVERS)
                    .untilAsserted(() ->
                            assertThat(metric(metrics, "trunkline_load_level")).isZero());
            await().atMost(RECOVERS)
                    .untilAsserted(() -> assertThat(metric(metrics, "trunkline_calls_active"))
                            .isEqualTo(TALKERS));
            await().atMost(RECOVERS).until(() -> isAnswered(carrier, webhook));
            carrier.hangUpCallers();
            List<PhoneRecord> phones = new ArrayList<>();
            for (CompletableFuture<PhoneRecord> each : talkers) {
                phones.add(each.get(30, TimeUnit.SECONDS));
            }
            bridge.terminate();
            int status = bridge.exitStatus();

            long silenceMillis = phones.stream()
                    .mapToLong(FloodedForMinutesIT::longestSilenceMillis)
                    .max()
                    .orElseThrow();
            System.out.println(flood.figures() + ", longest messages of the far end " + evi.giants()
                    + ", load level at most " + worstLevel + ", longest silence " + silenceMillis + " ms of " + TALKERS
                    + " calls that went on, exit " + status);
            assertThat(status).isZero();
            assertThat(phones).allSatisfy(phone -> {
                assertThat(phone.streams()).hasSize(1);
                assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.CALLER);
            });
            assertThat(silenceMillis).isLessThan(LONGEST_SILENCE_MILLIS);
            assertThat(evi.giants()).as("of the far end").isGreaterThan(FLOODED);
            flood.assertThatAllHeardWords();
            assertThat(bridge.log())
                    .noneMatch(line -> line.contains("OutOfMemory")
                            || line.contains("Out of memory")
                            || line.contains("LEAK")
                            || line.contains("by a bug"));
            isOver = true;
        } finally {
            if (!isOver && seen != null) {
                seen.log().stream().skip(Math.max(0, seen.log().size() - 60)).forEach(System.out::println);
            }
        }
    }

    private BridgeProcess bridge(FloodingEvi evi) throws Exception {
        Path config = Files.writeString(folder.resolve("trunkline.yaml"), "server: {maxCalls: " + SEATS + "}\n");
        return BridgeProcess.start(
                Map.of(
                        "_JAVA_OPTIONS", // counts more than what the command line says
                        "-Xmx" + HEAP,
                        "EVI_URL",
                        evi.uri().toString(),
                        "TRUNKLINE_PORT",
                        "0",
                        "TRUNKLINE_BIND",
                        "127.0.0.1",
                        "TWILIO_AUTH_TOKEN",
                        WholeLine.TOKEN),
                "serve",
                "--config",
                config.toString());
    }

    static PhoneCall caller(URI webhook, String from, int seconds) {
        return PhoneCall.to(webhook, CallerScript.of(new CallerStep.Pause(1_000L * seconds), new CallerStep.HangUp()))
                .withNumbers(from, "+18005550199");
    }

    private static boolean isAnswered(SimulatedCarrier carrier, URI webhook) throws Exception {
        PhoneRecord phone = carrier.place(caller(webhook, "+14155559999", 2)).get(30, TimeUnit.SECONDS);
        return phone.conversation().greetingMillis() >= 0;
    }

    private static long longestSilenceMillis(PhoneRecord phone) {
        long longest = 0;
        long heardMillis = 0;
        for (PhoneRecord.Span heard : phone.conversation().agentSegments()) {
            longest = Math.max(longest, heard.startMillis() - heardMillis);
            heardMillis = heard.endMillis();
        }
        return Math.max(longest, phone.ending().endedAtMillis() - heardMillis);
    }

    private double metric(URI metrics, String series) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(metrics).timeout(Duration.ofSeconds(15)).build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(series + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1; // an operator may be turned away for a moment as well
        }
    }
}
