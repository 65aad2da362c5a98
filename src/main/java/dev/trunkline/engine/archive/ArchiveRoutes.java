package dev.trunkline.engine.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.GroupEntry;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.history.History.ChatFilter;
import dev.trunkline.engine.history.Page;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.Routes;
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
        routes.http("GET", CHATS, guard.apply(Answers.json("chat", this::chats)));
        routes.http("GET", CHATS + "/{id}", guard.apply(Answers.json("chat", this::chat)));
        routes.http("GET", CHATS + "/{id}/audio", guard.apply(Answers.json("chat", this::chatAudio)));
        routes.http("GET", CHATS + "/{id}/audio/file", audio::file);
        routes.http("GET", GROUPS, guard.apply(Answers.json("chat group", this::groups)));
        routes.http("GET", GROUPS + "/{id}", guard.apply(Answers.json("chat group", this::group)));
        routes.http("GET", GROUPS + "/{id}/events", guard.apply(Answers.json("chat group", this::groupEvents)));
        routes.http("GET", GROUPS + "/{id}/audio", guard.apply(Answers.json("chat group", this::groupAudio)));
    }

    /** Reads no more recordings. */
    @Override
    public void close() {
        audio.close();
    }

    private CompletableFuture<@Nullable ObjectNode> chats(HttpRequest request) {
        Page.Request page = ArchiveQuery.page(request);
        ChatFilter filter = new ChatFilter(null, request.queryValue("config_id"), ArchiveQuery.status(request));
        return history.chats(filter, page)
                .thenApply(chats ->
                        ArchiveJson.addPage(ArchiveJson.object(), "chats_page", chats, page, ArchiveJson::listedChat));
    }

    private CompletableFuture<@Nullable ObjectNode> chat(HttpRequest request) {
        Page.Request page = ArchiveQuery.page(request);
        return ofChat(
                request,
                chat -> history.eventsOfChat(chat.id(), page)
                        .thenApply(events -> ArchiveJson.addPage(
                                ArchiveJson.chat(chat), "events_page", events, page, ArchiveJson::event)));
    }

    private CompletableFuture<@Nullable ObjectNode> chatAudio(HttpRequest request) {
        return ofChat(request, chat -> audio.ofChat(chat, request));
    }

    private CompletableFuture<@Nullable ObjectNode> groups(HttpRequest request) {
        Page.Request page = ArchiveQuery.page(request);
        return history.groups(request.queryValue("config_id"), page)
                .thenApply(groups -> ArchiveJson.addPage(
                        ArchiveJson.object(), "chat_groups_page", groups, page, ArchiveJson::listedGroup));
    }

    private CompletableFuture<@Nullable ObjectNode> group(HttpRequest request) {
        Page.Request page = ArchiveQuery.page(request);
        ChatEntry.Status status = ArchiveQuery.status(request);
        return ofGroup(
                request,
                group -> history.chats(new ChatFilter(group.id(), null, status), page)
                        .thenApply(chats -> ArchiveJson.addPage(
                                ArchiveJson.group(group), "chats_page", chats, page, ArchiveJson::listedChat)));
    }

    private CompletableFuture<@Nullable ObjectNode> groupEvents(HttpRequest request) {
        Page.Request page = ArchiveQuery.page(request);
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

    private CompletableFuture<@Nullable ObjectNode> groupAudio(HttpRequest request) {
        Page.Request page = ArchiveQuery.page(request);
        return ofGroup(
                request,
                group -> history.chats(new ChatFilter(group.id(), null, null), page)
                        .thenCompose(chats -> audio.ofGroup(group.id(), chats, page, request)));
    }

    private CompletableFuture<@Nullable ObjectNode> ofChat(
            HttpRequest request, Function<ChatEntry, CompletableFuture<@Nullable ObjectNode>> answer) {
        return history.chat(request.pathParameter("id"))
                .thenCompose(chat -> chat == null ? nothing() : answer.apply(chat));
    }

    private CompletableFuture<@Nullable ObjectNode> ofGroup(
            HttpRequest request, Function<GroupEntry, CompletableFuture<@Nullable ObjectNode>> answer) {
        return history.group(request.pathParameter("id"))
                .thenCompose(group -> group == null ? nothing() : answer.apply(group));
    }

    private static CompletableFuture<@Nullable ObjectNode> nothing() {
        return CompletableFuture.completedFuture(null);
    }
}
