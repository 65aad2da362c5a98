package dev.trunkline.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.http.HttpServer;
import dev.trunkline.net.http.Refusals;
import dev.trunkline.net.http.Routes;
import dev.trunkline.net.loop.EventLoops;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallRecorder;
import dev.trunkline.record.CallSummary;
import dev.trunkline.record.Erasable;
import dev.trunkline.record.Eraser;
import dev.trunkline.record.MemoryRecords;
import dev.trunkline.record.RecordPage;
import dev.trunkline.record.RecordQuery;
import dev.trunkline.record.Records;
import dev.trunkline.record.SomeCalls;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordRoutesIT {

    private static final String ADMIN = "an-admin-of-twenty-four-letters";
    private static final String VIEWER = "a-viewer-of-twenty-four-letters";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CALLS = 7;

    private final EventLoops loops = new EventLoops("records-test", 1);
    private final HttpClient client = HttpClient.newHttpClient();
    private final CallRecorder recorder = new CallRecorder(Clock.systemUTC(), 1_000);
    private final List<Erasable.Caller> erased = new ArrayList<>();
    private boolean canErase = true;
    private boolean isAway;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        for (int i = 0; i < CALLS; i++) {
            SomeCalls.call(i).into(recorder);
        }
        Erasable place = new Erasable() {
            @Override
            public String place() {
                return "records";
            }

            @Override
            public long erase(Caller caller) throws IOException {
                if (!canErase) {
                    throw new IOException("away");
                }
                erased.add(caller);
                return 3;
            }
        };
        Eraser eraser = new Eraser(
                number -> CompletableFuture.completedFuture(new Erasable.Caller(number, Set.of("CA1"), Set.of())),
                List.of(place),
                List::of,
                InstantSource.fixed(SomeCalls.BEGINNING),
                Runnable::run);
        Routes.Builder routes = Routes.builder();
        new RecordRoutes(new RecordRoutes.Sources(
                        new Moody(), sid -> null, eraser::erase, number -> number.endsWith("0199")))
                .contribute(
                        routes,
                        AdminGate.asking(
                                Operators.nobody()
                                        .with("boss", Role.ADMIN, ADMIN)
                                        .with("desk", Role.VIEWER, VIEWER),
                                URI.create("http://127.0.0.1"),
                                new Refusals(reason -> {})));
        server = HttpServer.start(loops, "127.0.0.1", 0, routes.build());
    }

    /** Memory, which may be away. */
    private final class Moody implements Records {
        private final Records memory = new MemoryRecords(recorder, () -> 0);

        @Override
        public CompletionStage<RecordPage<CallSummary>> search(RecordQuery query) {
            return isAway ? CompletableFuture.failedFuture(new IOException("away")) : memory.search(query);
        }

        @Override
        public CompletionStage<RecordPage<CallRecord>> read(RecordQuery query) {
            return isAway ? CompletableFuture.failedFuture(new IOException("away")) : memory.read(query);
        }

        @Override
        public CompletionStage<@Nullable CallRecord> find(String callSid) {
            return isAway ? CompletableFuture.failedFuture(new IOException("away")) : memory.find(callSid);
        }
    }

    @AfterEach
    void close() {
        server.close();
        loops.close();
    }

    @Test
    void aListHasSummariesAndLeadsToTheNextPage() throws Exception {
        List<String> sids = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 3; page++) {
            JsonNode answer = json(get("/api/records?limit=3" + after));
            answer.path("records").forEach(each -> sids.add(each.path("callSid").asText()));
            after = "&after=" + answer.path("next").asText();
        }

        assertThat(sids).hasSize(CALLS).doesNotHaveDuplicates();
        assertThat(after).isEqualTo("&after=null");
        JsonNode first = json(get("/api/records?limit=1")).path("records").path(0);
        assertThat(first.path("end").asText()).isEqualTo("caller_hung_up");
        assertThat(first.path("turnMaxMillis").asInt()).isEqualTo(600);
        assertThat(first.has("transcript")).isFalse();
    }

    @Test
    void oneRecordIsWhole() throws Exception {
        String sid = SomeCalls.call(2).callSid();

        JsonNode record = json(get("/api/records/" + sid));

        assertThat(record.path("transcript")).hasSize(2);
        assertThat(record.path("figures").path("turnP50Millis").asInt()).isEqualTo(600);
        assertThat(record.path("notes").isArray()).isTrue();
        assertThat(get("/api/records/CAnone").statusCode()).isEqualTo(404);
    }

    @Test
    void filtersAreHeeded() throws Exception {
        assertThat(json(get("/api/records?number=%2B14155550003")).path("records"))
                .hasSize(1);
        assertThat(json(get("/api/records?words=COST")).path("records")).hasSize(CALLS);
        assertThat(json(get("/api/records?from=2026-11-01&to=2026-11-01T00:00:00Z"))
                        .path("records"))
                .isEmpty();
        assertThat(json(get("/api/records?expression=calm:0.4&slowerThanMillis=599&end=caller_hung_up&route=main"))
                        .path("records"))
                .hasSize(CALLS);
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, limit must be a whole number from 1 to 500",
        "limit=501, limit must be a whole number from 1 to 500",
        "from=yesterday, from must be a time such as",
        "to=2026-13-01, to must be a time such as",
        "expression=anger, expression must be a name and the least",
        "expression=anger:1.5, expression must be a name and the least",
        "slowerThanMillis=-1, slowerThanMillis must be a whole number",
        "words=%21, words must hold a letter or a digit",
        "after=x, after must be what next was",
        "form=2026-11-01, form is no filter here",
        "route=a&route=b, route stands there twice",
    })
    void whatCannotBeAskedIsSaidWithTheFieldsName(String query, String words) throws Exception {
        HttpResponse<String> answer = get("/api/records?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).path("error").asText()).contains(words);
    }

    @Test
    void theCsvHasALineForEachCallAndNothingASpreadsheetWouldCalculate() throws Exception {
        SomeCalls.call(50).by("=HYPERLINK(\"http://evil\",\"x\")").into(recorder);
        SomeCalls.call(51).by("+14155550100").into(recorder);

        HttpResponse<String> answer = get("/api/records.csv");

        List<String> lines = answer.body().lines().toList();
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(lines).hasSize(CALLS + 3);
        assertThat(lines.get(0)).startsWith("callSid,startedAt,durationMillis,route,from,to,end");
        assertThat(lines.get(1)).contains(",+14155550100,");
        assertThat(lines.get(2)).contains("\"'=HYPERLINK(\"\"http://evil\"\",\"\"x\"\")\"");
    }

    @Test
    void exportsAreReadPageByPage() throws Exception {
        for (int i = 100; i < 600; i++) {
            SomeCalls.call(i).into(recorder);
        }

        assertThat(get("/api/records.csv").body().lines()).hasSize(CALLS + 500 + 1);
        assertThat(json(get("/api/records.json")).path("records")).hasSize(CALLS + 500);
        assertThat(json(get("/api/records.json?route=none")).path("records")).isEmpty();
        assertThat(get("/api/records.json?limit=3").statusCode()).isEqualTo(400);
    }

    @Test
    void aDatabaseThatIsAwayIsSaid() throws Exception {
        isAway = true;

        for (String path : List.of("/api/records", "/api/records/CA1", "/api/records.csv", "/api/records.json")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            assertThat(json(answer).path("error").asText()).contains("database of records");
        }
    }

    @Test
    void aCallerIsErasedForAnAdminAloneWhoGetsAReceipt() throws Exception {
        String path = "/api/callers/%2B14155550100";
        assertThat(send("DELETE", path, VIEWER).statusCode()).isEqualTo(403);
        assertThat(erased).isEmpty();

        HttpResponse<String> answer = send("DELETE", path, ADMIN);

        JsonNode receipt = json(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(receipt.path("number").asText()).isEqualTo("+14*******00");
        assertThat(receipt.path("askedBy").asText()).isEqualTo("boss");
        assertThat(receipt.path("erased").path("records").asInt()).isEqualTo(3);
        assertThat(receipt.path("error").isNull()).isTrue();
        assertThat(erased)
                .singleElement()
                .satisfies(caller -> assertThat(caller.number()).isEqualTo("+14155550100"));
    }

    @Test
    void whoCannotBeErasedIsSaid() throws Exception {
        assertThat(send("DELETE", "/api/callers/anonymous", ADMIN).statusCode()).isEqualTo(400);
        assertThat(send("DELETE", "/api/callers/%2B18005550199", ADMIN).statusCode())
                .isEqualTo(409);
        canErase = false;
        HttpResponse<String> answer = send("DELETE", "/api/callers/%2B14155550100", ADMIN);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(json(answer).path("error").asText()).contains("records may still have something");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, VIEWER);
    }

    private HttpResponse<String> send(String method, String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body());
    }
}
