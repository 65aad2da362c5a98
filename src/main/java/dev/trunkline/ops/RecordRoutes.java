package dev.trunkline.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import dev.trunkline.phone.PhoneAddress;
import dev.trunkline.record.CallRecord;
import dev.trunkline.record.CallSummary;
import dev.trunkline.record.Eraser;
import dev.trunkline.record.ErasureReceipt;
import dev.trunkline.record.RecordPage;
import dev.trunkline.record.RecordQuery;
import dev.trunkline.record.Records;
import java.lang.reflect.RecordComponent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has been recorded of calls that have ended: found, read, exported, erased. Thread-safe. */
public final class RecordRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(RecordRoutes.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXPORTED_AT_A_TIME = 200;

    private static final RecordExport.Format<CallSummary> AS_CSV = new RecordExport.Format<>(
            CsvLine.of(Arrays.stream(CallSummary.class.getRecordComponents())
                    .map(RecordComponent::getName)
                    .toList()),
            (summary, isFirst) -> csv(summary),
            "");
    private static final RecordExport.Format<CallRecord> AS_JSON = new RecordExport.Format<>(
            "{\"records\":[", (record, isFirst) -> (isFirst ? "" : ",\n") + text(record), "]}\n");

    private final Sources sources;

    /**
     * Where the answers come from.
     *
     * @param records all that are kept
     * @param remembered what this process itself knows of a call that has ended, whether or not it is among them yet; or null
     * @param eraser erases what there is of a number, for an operator
     * @param isOwnNumber whether a route serves it: nobody's to erase
     */
    public record Sources(
            Records records,
            Function<String, @Nullable CallRecord> remembered,
            BiFunction<String, String, CompletionStage<ErasureReceipt>> eraser,
            Predicate<String> isOwnNumber) {}

    public RecordRoutes(Sources sources) {
        this.sources = sources;
    }

    /** Adds them, for those whom the gate lets in. */
    public void contribute(Routes.Builder routes, AdminGate gate) {
        routes.http("GET", "/api/records", gate.guard(Role.VIEWER, "list_records", this::list));
        routes.http("GET", "/api/records/{sid}", gate.guard(Role.VIEWER, "read_record", this::one));
        routes.http("GET", "/api/records.csv", gate.guard(Role.VIEWER, "export_records", this::csv));
        routes.http("GET", "/api/records.json", gate.guard(Role.VIEWER, "export_records", this::json));
        routes.http("DELETE", "/api/callers/{number}", gate.guard(Role.ADMIN, "erase_caller", this::erase));
    }

    private void list(HttpRequest request, HttpEndpoint.Reply reply) {
        RecordQuery query = query(request, reply, null);
        if (query != null) {
            sources.records()
                    .search(query)
                    .whenComplete((page, failure) ->
                            reply.send(page == null ? unavailable(failure) : JsonAnswers.of(200, page)));
        }
    }

    private void one(HttpRequest request, HttpEndpoint.Reply reply) {
        String sid = request.pathParameter("sid");
        sources.records().find(sid).whenComplete((kept, failure) -> {
            CallRecord record = kept == null ? sources.remembered().apply(sid) : kept;
            reply.send(
                    record != null
                            ? JsonAnswers.of(200, record)
                            : failure != null
                                    ? unavailable(failure)
                                    : JsonAnswers.error(404, "no record has this sid"));
        });
    }

    private void csv(HttpRequest request, HttpEndpoint.Reply reply) {
        export(request, reply, sources.records()::search, AS_CSV, "text/csv; charset=utf-8", "records.csv");
    }

    private void json(HttpRequest request, HttpEndpoint.Reply reply) {
        export(request, reply, sources.records()::read, AS_JSON, "application/json", "records.json");
    }

    private <T> void export(
            HttpRequest request,
            HttpEndpoint.Reply reply,
            Function<RecordQuery, CompletionStage<RecordPage<T>>> pages,
            RecordExport.Format<T> format,
            String contentType,
            String file) {
        RecordQuery query = query(request, reply, EXPORTED_AT_A_TIME);
        if (query == null) {
            return;
        }
        pages.apply(query).whenComplete((first, failure) -> {
            if (first == null) {
                reply.send(unavailable(failure));
            } else {
                HttpResponse head = new HttpResponse(
                        200,
                        contentType,
                        new byte[0],
                        Map.of("Content-Disposition", "attachment; filename=\"" + file + "\""));
                reply.send(head, new RecordExport<>(pages, query, first, format));
            }
        });
    }

    private void erase(HttpRequest request, HttpEndpoint.Reply reply, String operator) {
        String number = request.pathParameter("number");
        PhoneAddress.Kind kind = PhoneAddress.of(number).kind();
        if (kind == PhoneAddress.Kind.WITHHELD || kind == PhoneAddress.Kind.OTHER) {
            reply.send(JsonAnswers.error(
                    400, "the number must be one that can be called, such as +14155550100 (%2B14155550100)"));
        } else if (sources.isOwnNumber().test(number)) {
            reply.send(JsonAnswers.error(409, "this number is served by a route: everybody's calls would be erased"));
        } else {
            sources.eraser()
                    .apply(number, operator)
                    .whenComplete((receipt, failure) -> reply.send(
                            receipt == null
                                    ? notErased(failure)
                                    : JsonAnswers.of(receipt.error() == null ? 200 : 503, receipt)));
        }
    }

    private static HttpResponse notErased(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof Eraser.NotOneCaller
                ? JsonAnswers.error(409, "this number is called by many: everybody's calls would be erased")
                : unavailable(failure);
    }

    /** Null when it is wrong, and answered. */
    private static @Nullable RecordQuery query(HttpRequest request, HttpEndpoint.Reply reply, @Nullable Integer limit) {
        try {
            return RecordQueries.read(request.query(), limit);
        } catch (RecordQueries.Mistake e) {
            reply.send(JsonAnswers.error(400, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static String csv(CallSummary summary) {
        List<String> cells = new ArrayList<>();
        JsonNode values = JSON.valueToTree(summary);
        values.forEach(value -> cells.add(value.isNull() ? "" : value.asText()));
        return CsvLine.of(cells);
    }

    private static HttpResponse unavailable(@Nullable Throwable failure) {
        LOG.atInfo().addKeyValue("cause", cause(failure)).log("records cannot be read");
        return JsonAnswers.error(503, "the database of records does not answer; ask again in a while");
    }

    /** Without what a database says of it: that may quote what was to be read. */
    private static String cause(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String state = cause instanceof SQLException sql ? " " + sql.getSQLState() : "";
        return cause == null ? "" : cause.getClass().getSimpleName() + state;
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record that is no JSON", e);
        }
    }
}
