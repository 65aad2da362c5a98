package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.endtoend.Callers.Caller;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import dev.trunkline.net.connection.ClientTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnotherVendorTakesOverIT {

    private static final String TOOK_OVER = "trunkline_far_end_chats_total{dialect=\"realtime\",outcome=\"took_over\"}";
    private static final String TAKEN = "trunkline_far_end_chats_total{dialect=\"evi\",outcome=\"taken\"}";
    private static final int CALLS = 6;
    private static final long MOST_GAP_MILLIS = 1_500;
    private static final int MOST_TRIES = 3;

    @TempDir
    Path folder;

    @Test
    void whenTheFirstDiesInMidCall() throws Exception {
        long gapMillis = medianGapMillis();
        for (int tries = 1; tries < MOST_TRIES && gapMillis > MOST_GAP_MILLIS; tries++) {
            gapMillis = medianGapMillis(); // a machine that stood still held up all calls alike
        }
        assertThat(gapMillis).isLessThanOrEqualTo(MOST_GAP_MILLIS);
    }

    private long medianGapMillis() throws Exception {
        try (CountingEvi first = new CountingEvi();
                FarEnd second = FarEnd.start(FarEndSettings.local())) {
            Path config = Files.writeString(
                    folder.resolve("trunkline.yaml"),
                    "farEnds:\n  main:\n    dialect: evi\n    url: " + first.uri()
                            + "\n  other:\n    dialect: realtime\n    url: " + second.realtimeUrl()
                            + "\nroutes:\n  - name: default\n    numbers: ['*']\n    ai: [main, other]\n");
            try (WholeLine line = new WholeLine(first.uri(), Map.of(), config, ClientTls.platform())) {
                Callers callers = new Callers(line);
                List<Caller> all = callers.call(CALLS);
                await().until(() -> callers.metric(TAKEN) >= CALLS);

                first.dies();

                await().until(() -> callers.metric(TOOK_OVER) >= CALLS);
                assertThat(all).noneMatch(Caller::isOver);
                List<Long> gapsMillis = new ArrayList<>();
                for (JsonNode call :
                        new ObjectMapper().readTree(line.get("/api/calls")).path("calls")) {
                    JsonNode record = new ObjectMapper()
                            .readTree(line.get(
                                    "/api/calls/" + call.path("callSid").asText()));
                    assertThat(record.path("farEnd").asText()).isEqualTo("other");
                    long changed = at(record, "far_end_changed");
                    assertThat(changed).isPositive();
                    gapsMillis.add(changed - at(record, "agent_gone"));
                }
                gapsMillis.sort(null);
                assertThat(gapsMillis).hasSize(CALLS);
                callers.hangUp();
                return gapsMillis.get(CALLS / 2);
            }
        }
    }

    /** When the first such moment was, in ms since the call began; -1 when there was none. */
    private static long at(JsonNode record, String name) {
        for (JsonNode moment : record.path("events")) {
            if (moment.path("name").asText().equals(name)) {
                return moment.path("atMillis").asLong();
            }
        }
        return -1;
    }
}
