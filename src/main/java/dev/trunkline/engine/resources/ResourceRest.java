package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.Routes;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The REST API of one kind of resource; all three have the same. Thread-safe. */
final class ResourceRest {

    private static final int MAX_NAME_CHARS = 200;
    private static final int MAX_DESCRIPTION_CHARS = 5_000;

    private final Kind kind;
    private final Shape shape;
    private final Resources resources;
    private final UnaryOperator<HttpEndpoint> guard;

    ResourceRest(Shape shape, Resources resources, UnaryOperator<HttpEndpoint> guard) {
        this.kind = shape.kind();
        this.shape = shape;
        this.resources = resources;
        this.guard = guard;
    }

    void add(Routes.Builder routes) {
        String all = kind.path();
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

    private HttpEndpoint endpoint(BiFunction<HttpRequest, Shelf, HttpResponse> work) {
        return guard.apply((request, reply) -> resources
                .with(shelf -> work.apply(request, shelf))
                .whenComplete((response, failure) -> reply.send(failure == null ? response : Answers.to(failure))));
    }

    private HttpResponse create(HttpRequest request, Shelf shelf) {
        Posted posted = Posted.parse(request.body());
        String name = name(posted);
        Draft draft = draft(posted);
        ObjectNode body = shape.settle(draft.body, name, null, shelf);
        return added(shelf.create(kind, name, draft.description, body), shelf);
    }

    private HttpResponse addVersion(HttpRequest request, Shelf shelf) {
        String id = id(request);
        Draft draft = draft(Posted.parse(request.body()));
        Resource added = shelf.addVersion(
                kind, id, draft.description, newest -> shape.settle(draft.body, newest.name(), newest, shelf));
        if (added == null) {
            throw Refusal.unknown(kind, id, null);
        }
        return added(added, shelf);
    }

    /** With a {@code warning} where something of it will have no effect. */
    private HttpResponse added(Resource added, Shelf shelf) {
        ObjectNode shown = shape.show(added, shelf);
        String warning = shape.warning(added, shown);
        return Answers.json(201, warning == null ? shown : shown.put("warning", warning));
    }

    private HttpResponse list(HttpRequest request, Shelf shelf) {
        String name = request.queryValue("name");
        if (name != null && !Posted.isStorable(name)) {
            throw Refusal.bad("the parameter 'name' must not contain NUL characters");
        }
        return page(request, shelf, null, name);
    }

    private HttpResponse listVersions(HttpRequest request, Shelf shelf) {
        String id = id(request);
        if (shelf.find(kind, id, null) == null) {
            throw Refusal.unknown(kind, id, null);
        }
        return page(request, shelf, id, null);
    }

    private HttpResponse page(HttpRequest request, Shelf shelf, @Nullable String id, @Nullable String name) {
        PageQuery query = PageQuery.of(request);
        var found = shelf.list(new Shelf.Filter(kind, id, name, query.newestOnly()), query.page());
        return Answers.page(
                kind.pageField(),
                found.items().stream().map(item -> shape.show(item, shelf)),
                query.page(),
                found.total());
    }

    private HttpResponse rename(HttpRequest request, Shelf shelf) {
        String id = id(request);
        String name = name(Posted.parse(request.body()));
        if (!shelf.rename(kind, id, name)) {
            throw Refusal.unknown(kind, id, null);
        }
        return HttpResponse.text(200, name);
    }

    private HttpResponse delete(HttpRequest request, Shelf shelf) {
        String id = id(request);
        if (!shelf.delete(kind, id)) {
            throw Refusal.unknown(kind, id, null);
        }
        return HttpResponse.empty(200);
    }

    private HttpResponse version(HttpRequest request, Shelf shelf) {
        String id = id(request);
        int version = versionNumber(request);
        return Answers.json(200, shown(shelf.find(kind, id, version), id, version, shelf));
    }

    private HttpResponse describe(HttpRequest request, Shelf shelf) {
        String id = id(request);
        int version = versionNumber(request);
        String description = description(Posted.parse(request.body()));
        return Answers.json(200, shown(shelf.describe(kind, id, version, description), id, version, shelf));
    }

    private HttpResponse deleteVersion(HttpRequest request, Shelf shelf) {
        String id = id(request);
        int version = versionNumber(request);
        if (!shelf.deleteVersion(kind, id, version)) {
            throw Refusal.unknown(kind, id, version);
        }
        return HttpResponse.empty(200);
    }

    /** A version as it is posted. */
    private record Draft(@Nullable String description, ObjectNode body) {}

    private Draft draft(Posted posted) {
        String description = description(posted);
        shape.check(posted);
        return new Draft(description, posted.kept().remove(List.of("name", "version_description")));
    }

    private static String name(Posted posted) {
        return posted.keepRequiredText("name", MAX_NAME_CHARS);
    }

    private static @Nullable String description(Posted posted) {
        return posted.keepText("version_description", MAX_DESCRIPTION_CHARS);
    }

    private ObjectNode shown(@Nullable Resource found, String id, @Nullable Integer version, Shelf shelf) {
        if (found == null) {
            throw Refusal.unknown(kind, id, version);
        }
        return shape.show(found, shelf);
    }

    private String id(HttpRequest request) {
        String given = request.pathParameter("id");
        String id = ResourceIds.parse(given);
        if (id == null) {
            throw Refusal.unknown(kind, given, null);
        }
        return id;
    }

    private static int versionNumber(HttpRequest request) {
        String version = request.pathParameter("version");
        if (!version.matches("\\d{1,9}")) {
            throw Refusal.bad("the version in the path must be a whole number");
        }
        return Integer.parseInt(version);
    }
}
