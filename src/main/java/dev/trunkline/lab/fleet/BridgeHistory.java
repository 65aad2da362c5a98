package dev.trunkline.lab.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.lab.fleet.measure.BridgeAdmin;
import dev.trunkline.lab.history.CallHistory;
import dev.trunkline.lab.history.HistoryEvent.ActiveCalls;
import dev.trunkline.lab.history.HistoryEvent.Admitted;
import dev.trunkline.lab.history.HistoryEvent.Recorded;
import dev.trunkline.lab.history.HistoryEvent.StreamOpened;
import dev.trunkline.net.connection.ClientTls;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells a history what a bridge says of its calls over the admin API: how many are up, and how each ended. A bridge that
 * says nothing is not asked again. Blocks; confined to one thread.
 */
final class BridgeHistory {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GAUGE = "trunkline_calls_active";

    private final BridgeAdmin admin;
    private final HttpClient http;
    private final LongSupplier nanoTime;
    private final CallHistory history;
    private final Set<String> read = new HashSet<>();
    private boolean answers = true;

    BridgeHistory(BridgeAdmin admin, ClientTls tls, LongSupplier nanoTime, CallHistory history) {
        this.admin = admin;
        this.http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .sslContext(tls.ofJdk())
                .build();
        this.nanoTime = nanoTime;
        this.history = history;
    }

    /** How many calls are up now? */
    void readGauge() {
        String text = get("/metrics?name%5B%5D=" + GAUGE);
        long nanos = nanoTime.getAsLong();
        text.lines()
                .filter(line -> line.startsWith(GAUGE + " "))
                .forEach(line -> history.add(new ActiveCalls(
                        admin.base().getAuthority(),
                        (int) Double.parseDouble(line.substring(GAUGE.length() + 1)),
                        nanos)));
    }

    /** How did calls end? A bridge keeps a thousand records: to be asked before there are more that are new. */
    void readRecords() {
        String after = "";
        boolean hasNew = true;
        while (hasNew) {
            int before = read.size();
            JsonNode page = page(after);
            page.path("records").forEach(this::read);
            after = page.path("next").asText("");
            hasNew = read.size() > before && !page.path("next").isNull();
        }
    }

    private JsonNode page(String after) {
        String text = get("/api/records?limit=500" + (after.isEmpty() ? "" : "&after=" + after));
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            answers = false;
            return JSON.missingNode();
        }
    }

    private void read(JsonNode record) {
        if (read.add(record.path("callSid").asText())) {
            history.add(new Recorded(
                    record.path("from").asText(), record.path("end").asText(), nanoTime.getAsLong()));
        }
    }

    /** Whether every call that had a stream is written down; so when nothing is told. */
    boolean hasAll() {
        long calls = history.of(StreamOpened.class).stream()
                .map(StreamOpened::call)
                .distinct()
                .count();
        return !answers || read.size() >= calls;
    }

    /** After the last record: who had a stream was let in, and is owed one. */
    void admit() {
        if (answers) {
            Map<String, Long> first = new HashMap<>();
            history.of(StreamOpened.class).forEach(stream -> first.putIfAbsent(stream.call(), stream.nanos()));
            first.forEach((call, nanos) -> history.add(new Admitted(call, nanos)));
        }
    }

    private String get(String path) {
        if (!answers) {
            return "";
        }
        try {
            HttpResponse<String> answer =
                    http.send(admin.request(path).timeout(TIMEOUT).build(), HttpResponse.BodyHandlers.ofString());
            answers = answer.statusCode() == 200;
            return answers ? answer.body() : "";
        } catch (IOException e) {
            answers = false;
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
