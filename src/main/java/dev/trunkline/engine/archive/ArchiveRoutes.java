package dev.trunkline.engine.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.GroupEntry;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.history.History.ChatFilter;
import dev.trunkline.engine.history.Page;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.rest.ApiException;
import dev.trunkline.engine.rest.JsonResponses;
import dev.trunkline.engine.rest.QueryReader;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.Routes;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code /v0/evi/chats} and {@code /v0/evi/chat_groups}, as EVI's REST API documents them. Thread-safe. */
public final class ArchiveRoutes implements AutoCloseable {

    private static final String CHATS = "/v0/evi/chats";
    private static final String GROUPS = "/v0/evi/chat_groups";

    private final History history;
    private final AudioAnswers audio;

    /** Answers from {@code history} and {@code recordings}. */
    public ArchiveRoutes(History history, Recordings recordings, AudioLinks links) {
        this.history = history;
        this.audio = new AudioAnswers(recordings, links);
    }

    /**
     * Adds all of them.
     *
     * @param guard lets those in who may ask; put before everything but the signed links to recordings
     */
    public void add(Routes.Builder routes, UnaryOperator<HttpEndpoint> guard) {
        routes.http("GET", CHATS + "/{id}/audio/file", audio::file);
        Map.<String, Source>of(
                        CHATS,
                        this::chats,
                        CHATS + "/{id}",
                        this::chat,
                        CHATS + "/{id}/audio",
                        this::chatAudio,
                        GROUPS,
                        this::groups,
                        GROUPS + "/{id}",
                        this::group,
                        GROUPS + "/{id}/events",
                        this::groupEvents,
                        GROUPS + "/{id}/audio",
                        this::groupAudio)
                .forEach((path, source) -> routes.http("GET", path, guard.apply(endpoint(source))));
    }

    /** Finds what is asked for. */
    private interface Source extends Function<HttpRequest, CompletableFuture<ObjectNode>> {}

    private static HttpEndpoint endpoint(Source source) {
        return JsonResponses.endpoint(
                request -> source.apply(request).thenApply(found -> JsonResponses.json(200, found)));
    }

    /** Reads no more recordings. */
    @Override
    public void close() {
        audio.close();
    }

    private CompletableFuture<ObjectNode> chats(HttpRequest request) {
        Page.Request page = page(request);
        ChatFilter filter = new ChatFilter(null, request.queryValue("config_id"), status(request));
        return history.chats(filter, page)
                .thenApply(chats ->
                        ArchiveJson.addPage(ArchiveJson.object(), "chats_page", chats, page, ArchiveJson::listedChat));
    }

    private CompletableFuture<ObjectNode> chat(HttpRequest request) {
        Page.Request page = page(request);
        return ofChat(
                request,
                chat -> history.eventsOfChat(chat.id(), page)
                        .thenApply(events -> ArchiveJson.addPage(
                                ArchiveJson.chat(chat), "events_page", events, page, ArchiveJson::event)));
    }

    private CompletableFuture<ObjectNode> chatAudio(HttpRequest request) {
        return ofChat(request, chat -> audio.ofChat(chat, request));
    }

    private CompletableFuture<ObjectNode> groups(HttpRequest request) {
        Page.Request page = page(request);
        return history.groups(request.queryValue("config_id"), page)
                .thenApply(groups -> ArchiveJson.addPage(
                        ArchiveJson.object(), "chat_groups_page", groups, page, ArchiveJson::listedGroup));
    }

    private CompletableFuture<ObjectNode> group(HttpRequest request) {
        Page.Request page = page(request);
        ChatEntry.Status status = status(request);
        return ofGroup(
                request,
                group -> history.chats(new ChatFilter(group.id(), null, status), page)
                        .thenApply(chats -> ArchiveJson.addPage(
                                ArchiveJson.group(group), "chats_page", chats, page, ArchiveJson::listedChat)));
    }

    private CompletableFuture<ObjectNode> groupEvents(HttpRequest request) {
        Page.Request page = page(request);
        return ofGroup(
                request,
                group -> history.eventsOfGroup(group.id(), page)
                        .thenApply(events -> ArchiveJson.addPage(
                                ArchiveJson.object().put("id", group.id()),
                                "events_page",
                                events,
                                page,
                                ArchiveJson::event)));
    }

    private CompletableFuture<ObjectNode> groupAudio(HttpRequest request) {
        Page.Request page = page(request);
        return ofGroup(
                request,
                group -> history.chats(new ChatFilter(group.id(), null, null), page)
                        .thenCompose(chats -> audio.ofGroup(group.id(), chats, page, request)));
    }

    private CompletableFuture<ObjectNode> ofChat(
            HttpRequest request, Function<ChatEntry, CompletableFuture<ObjectNode>> answer) {
        return history.chat(request.pathParameter("id")).thenCompose(chat -> answer.apply(found(chat, "chat")));
    }

    private CompletableFuture<ObjectNode> ofGroup(
            HttpRequest request, Function<GroupEntry, CompletableFuture<ObjectNode>> answer) {
        return history.group(request.pathParameter("id"))
                .thenCompose(group -> answer.apply(found(group, "chat group")));
    }

    private static <T> T found(@Nullable T found, String what) {
        if (found == null) {
            throw ApiException.notFound("there is no " + what + " with this id");
        }
        return found;
    }

    private static Page.Request page(HttpRequest request) {
        QueryReader query = new QueryReader(request);
        return query.page(query.flag("ascending_order", true));
    }

    private static ChatEntry.@Nullable Status status(HttpRequest request) {
        return new QueryReader(request).oneOf("status", ChatEntry.Status.class);
    }
}
