package dev.trunkline.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.testing.FreePort;
import dev.trunkline.testing.LivingFolder;
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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge with a data directory is killed with -9; the next one has the record of each call, and erases a caller from every file. */
class RecordsOutliveAKilledBridgeIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RATE_HZ = 24_000;
    private static final int CALLS = 10;
    private static final String CALLED = "+18005550199";
    private static final String CANARY_NUMBER = "+14155559871";
    private static final String CANARY_WORD = "glockenspielcanary";
    private static final String SLOW_CALLER = "+14155550177";
    private static final Duration SOON = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int adminPort = FreePort.find();

    @TempDir
    private Path data;

    @Test
    void eachCallHasItsRecordAndAnErasedCallerIsNowhere() throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi(RecordsOutliveAKilledBridgeIT::onMessage);
                SimulatedCarrier carrier = SimulatedCarrier.start(CarrierSettings.local())) {
            BridgeProcess first = bridge(evi);
            URI webhook = first.webhook();
            CompletableFuture<PhoneRecord> live =
                    carrier.place(call(webhook, CallerScript.of(new CallerStep.Pause(60_000)), SLOW_CALLER));
            await().atMost(SOON).until(() -> evi.chats().size() == 1);
            List<CompletableFuture<PhoneRecord>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(carrier.place(call(webhook, CallerScript.of(), i == 0 ? CANARY_NUMBER : "+1415555000" + i)));
            }
            for (CompletableFuture<PhoneRecord> each : calls) {
                each.get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            }
            await().atMost(SOON)
                    .ignoreExceptions() // of files that go when the database has what stands in them
                    .until(() -> endsInTheJournal() == CALLS || records("").size() == CALLS);

            first.signal("KILL");
            try (BridgeProcess second = bridge(evi)) {
                second.webhook();
                await().atMost(SOON).until(() -> records("").size() == CALLS + 1);
                assertThat(records("end=agent_hung_up")).hasSize(CALLS);
                assertThat(records("end=process_died&number=%2B14155550177")).hasSize(1);
                assertThat(records("words=" + CANARY_WORD))
                        .hasSizeBetween(CALLS, CALLS + 1); // of the live one, as it was
                assertThat(filesWith(CANARY_NUMBER.substring(1))).isNotEmpty();

                JsonNode receipt = ask("DELETE", "/api/callers/%2B14155559871");

                assertThat(receipt.path("error").isNull())
                        .as(receipt.toString())
                        .isTrue();
                assertThat(receipt.path("erased").path("records").asInt()).isEqualTo(1);
                assertThat(receipt.path("number").asText()).isEqualTo("+14*******71");
                assertThat(filesWith(CANARY_NUMBER.substring(1))).isEmpty();
                assertThat(records("")).hasSize(CALLS);
                second.terminate();
                assertThat(second.exitStatus()).isZero();
                assertThat(filesWith(CANARY_NUMBER.substring(1))).isEmpty();
                assertThat(second.log())
                        .noneMatch(line -> line.contains("Exception=")
                                || line.contains("exception=")
                                || line.contains("4155559871"));
            } finally {
                first.close();
                carrier.hangUpCallers();
                live.cancel(true);
            }
        }
    }

    private static PhoneCall call(URI webhook, CallerScript script, String from) {
        return PhoneCall.to(webhook, script)
                .withNumbers(from, CALLED)
                .withMaxDuration(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS));
    }

    private long endsInTheJournal() throws IOException {
        Path folder = data.resolve("records/journal");
        long ends = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                ends += Pattern.compile("\"end\":\"agent_hung_up\"")
                        .matcher(Files.readString(file, ISO_8859_1))
                        .results()
                        .count();
            }
        }
        return ends;
    }

    private List<Path> filesWith(String text) {
        return LivingFolder.files(data).stream()
                .filter(file -> holds(file, text))
                .toList();
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false; // is gone
        }
    }

    private JsonNode records(String query) throws Exception {
        return ask("GET", "/api/records?limit=500" + (query.isEmpty() ? "" : "&" + query))
                .path("records");
    }

    private JsonNode ask(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        return answer.statusCode() == 503 && method.equals("GET")
                ? JSON.createObjectNode() // not yet
                : JSON.readTree(answer.body());
    }

    private BridgeProcess bridge(ScriptedEvi evi) throws Exception {
        return BridgeProcess.start(
                Map.of(
                        "EVI_URL",
                        evi.uri().toString(),
                        "TRUNKLINE_PORT",
                        "0",
                        "TRUNKLINE_ADMIN_PORT",
                        Integer.toString(adminPort),
                        "TRUNKLINE_BIND",
                        "127.0.0.1",
                        "TRUNKLINE_DATA_DIR",
                        data.toString()),
                "serve");
    }

    /** Hears the canary and says goodbye; the first caller is not hung up on. */
    private static void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            chat.after(0, () -> {
                chat.understood("My word is " + CANARY_WORD);
                chat.speak("last", "Goodbye", Sound.tone(1_013, RATE_HZ, 300, 12_000), RATE_HZ);
                if (chat.number() == 1) {
                    chat.endTurn();
                } else {
                    chat.callTool("tool-1", "hang_up", "{}");
                }
            });
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        }
    }
}
