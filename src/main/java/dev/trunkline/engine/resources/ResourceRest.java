package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.rest.ApiException;
import dev.trunkline.engine.rest.FieldReader;
import dev.trunkline.engine.rest.JsonResponses;
import dev.trunkline.engine.rest.QueryReader;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of one type of resource; all three have the same. Each endpoint first reads and checks a request, and returns
 * what is then done in a transaction. Thread-safe.
 */
final class ResourceRest<T> {

    private static final int MAX_NAME_CHARS = 200;
    private static final int MAX_DESCRIPTION_CHARS = 5_000;

    private final ResourceType<T> type;
    private final ResourceSchema<T> schema;
    private final Resources resources;
    private final UnaryOperator<HttpEndpoint> guard;

    ResourceRest(ResourceSchema<T> schema, Resources resources, UnaryOperator<HttpEndpoint> guard) {
        this.type = schema.type();
        this.schema = schema;
        this.resources = resources;
        this.guard = guard;
    }

    void add(Routes.Builder routes) {
        String all = type.path();
        String one = all + "/{id}";
        String version = one + "/version/{version}";
        routes.http("POST", all, endpoint(this::create))
                .http("GET", all, endpoint(this::list))
                .http("GET", one, endpoint(this::listVersions))
                .http("POST", one, endpoint(this::addVersion))
                .http("PATCH", one, endpoint(this::rename))
                .http("DELETE", one, endpoint(this::delete))
                .http("GET", version, endpoint(this::version))
                .http("PATCH", version, endpoint(this::describe))
                .http("DELETE", version, endpoint(this::deleteVersion));
    }

    /** What a request asks for. */
    private interface Work extends Function<ResourceTransaction, HttpResponse> {}

    private HttpEndpoint endpoint(Function<HttpRequest, Work> read) {
        return guard.apply(JsonResponses.endpoint(request -> resources.with(() -> read.apply(request))));
    }

    private Work create(HttpRequest request) {
        FieldReader fields = FieldReader.parse(request.body());
        String name = name(fields);
        String description = description(fields);
        T body = schema.read(fields);
        return transaction -> added(
                transaction.create(type, name, description, schema.settle(body, name, null, transaction)), transaction);
    }

    private Work addVersion(HttpRequest request) {
        String id = id(request);
        FieldReader fields = FieldReader.parse(request.body());
        String description = description(fields);
        T body = schema.read(fields);
        return transaction -> {
            Resource<T> added = transaction.addVersion(
                    type, id, description, newest -> schema.settle(body, newest.name(), newest.body(), transaction));
            return added(found(added, id, null), transaction);
        };
    }

    /** With a {@code warning} where something of it will have no effect. */
    private HttpResponse added(Resource<T> added, ResourceTransaction transaction) {
        ObjectNode shown = schema.show(added, transaction);
        String warning = schema.warning(added, shown);
        return JsonResponses.json(201, warning == null ? shown : shown.put("warning", warning));
    }

    private Work list(HttpRequest request) {
        return page(request, null, new QueryReader(request).text("name"));
    }

    private Work listVersions(HttpRequest request) {
        String id = id(request);
        Work page = page(request, id, null);
        return transaction -> {
            found(transaction.find(type, id, null), id, null);
            return page.apply(transaction);
        };
    }

    private Work page(HttpRequest request, @Nullable String id, @Nullable String name) {
        QueryReader query = new QueryReader(request);
        var page = query.page(false);
        // EVI leaves older versions out unless it is told otherwise.
        var filter = new ResourceTransaction.Filter<>(type, id, name, query.flag("restrict_to_most_recent", true));
        return transaction -> {
            var found = transaction.list(filter, page);
            return JsonResponses.json(
                    200,
                    JsonResponses.addItems(
                            JsonResponses.addPosition(JsonNodeFactory.instance.objectNode(), page, found.total()),
                            type.pageField(),
                            found.items().stream().map(item -> schema.show(item, transaction))));
        };
    }

    private Work rename(HttpRequest request) {
        String id = id(request);
        String name = name(FieldReader.parse(request.body()));
        return transaction -> {
            if (!transaction.rename(type, id, name)) {
                throw type.unknown(id, null);
            }
            return HttpResponse.text(200, name);
        };
    }

    private Work delete(HttpRequest request) {
        String id = id(request);
        return transaction -> {
            if (!transaction.delete(type, id)) {
                throw type.unknown(id, null);
            }
            return HttpResponse.empty(200);
        };
    }

    private Work version(HttpRequest request) {
        String id = id(request);
        int version = versionNumber(request);
        return transaction -> shown(transaction.find(type, id, version), id, version, transaction);
    }

    private Work describe(HttpRequest request) {
        String id = id(request);
        int version = versionNumber(request);
        String description = description(FieldReader.parse(request.body()));
        return transaction -> shown(transaction.describe(type, id, version, description), id, version, transaction);
    }

    private Work deleteVersion(HttpRequest request) {
        String id = id(request);
        int version = versionNumber(request);
        return transaction -> {
            if (!transaction.deleteVersion(type, id, version)) {
                throw type.unknown(id, version);
            }
            return HttpResponse.empty(200);
        };
    }

    private static String name(FieldReader fields) {
        return fields.requiredText("name", MAX_NAME_CHARS);
    }

    private static @Nullable String description(FieldReader fields) {
        return fields.text("version_description", MAX_DESCRIPTION_CHARS);
    }

    private HttpResponse shown(@Nullable Resource<T> found, String id, int version, ResourceTransaction transaction) {
        return JsonResponses.json(200, schema.show(found(found, id, version), transaction));
    }

    private Resource<T> found(@Nullable Resource<T> found, String id, @Nullable Integer version) {
        if (found == null) {
            throw type.unknown(id, version);
        }
        return found;
    }

    private String id(HttpRequest request) {
        String given = request.pathParameter("id");
        String id = ResourceIds.parse(given);
        if (id == null) {
            throw type.unknown(given, null);
        }
        return id;
    }

    private static int versionNumber(HttpRequest request) {
        String version = request.pathParameter("version");
        if (!version.matches("\\d{1,9}")) {
            throw ApiException.badRequest("the version in the path must be a whole number");
        }
        return Integer.parseInt(version);
    }
}
