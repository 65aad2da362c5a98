package dev.trunkline.engine.archive;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.Page;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.history.Recordings.Reconstruction;
import dev.trunkline.engine.history.Recordings.State;
import dev.trunkline.engine.rest.ApiException;
import dev.trunkline.engine.rest.JsonResponses;
import dev.trunkline.engine.rest.QueryReader;
import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.net.http.HttpEndpoint;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers about the sound of chats. Thread-safe. */
final class AudioAnswers implements AutoCloseable {

    /** The owner of every chat: an engine has one operator and no accounts. */
    private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

    private static final int READERS = 2;

    private final Recordings recordings;
    private final AudioLinks links;
    private final BoundedExecutor readers = new BoundedExecutor("engine-audio-reader", READERS);

    AudioAnswers(Recordings recordings, AudioLinks links) {
        this.recordings = recordings;
        this.links = links;
    }

    /** {@code return_chat_audio_reconstruction}. */
    CompletableFuture<ObjectNode> ofChat(ChatEntry chat, HttpRequest request) {
        return recordings.find(List.of(chat.id())).thenApply(found -> json(chat.id(), found.get(0), request));
    }

    /** {@code return_chat_group_paged_audio_reconstructions}. */
    CompletableFuture<ObjectNode> ofGroup(
            String groupId, Page<ChatEntry> chats, Page.Request page, HttpRequest request) {
        List<String> ids = chats.items().stream().map(ChatEntry::id).toList();
        return recordings.find(ids).thenApply(found -> {
            ObjectNode json = ArchiveJson.object().put("id", groupId).put("user_id", NOBODY);
            json.put("num_chats", chats.total());
            List<ObjectNode> audios = IntStream.range(0, ids.size())
                    .mapToObj(i -> json(ids.get(i), found.get(i), request))
                    .toList();
            return ArchiveJson.addPage(
                    json, "audio_reconstructions_page", new Page<>(audios, chats.total()), page, audio -> audio);
        });
    }

    private ObjectNode json(String chatId, Reconstruction found, HttpRequest request) {
        ObjectNode json = ArchiveJson.object().put("id", chatId).put("user_id", NOBODY);
        json.put("status", found.state().name());
        if (found.changedMillis() != null) {
            json.put("modified_at", found.changedMillis());
        }
        if (found.state() == State.COMPLETE) {
            AudioLinks.Link link = links.to(chatId, request);
            json.put("filename", fileName(chatId));
            json.put("signed_audio_url", link.url());
            json.put("signed_url_expiration_timestamp_millis", link.expiresMillis());
        }
        return json;
    }

    /** The recording itself, to whoever has a link. */
    void file(HttpRequest request, HttpEndpoint.Reply reply) {
        String chatId = request.pathParameter("id");
        try {
            long expiresMillis = new QueryReader(request).requiredMillis("expires");
            if (!links.isValid(chatId, expiresMillis, request.queryValue("signature"))) {
                throw new ApiException(403, "this link is not valid, or not any more; ask for a new one");
            }
        } catch (ApiException e) {
            reply.send(JsonResponses.failed(e));
            return;
        }
        recordings
                .find(List.of(chatId))
                .thenCompose(found -> open(found.get(0).wav()))
                .whenComplete((body, failure) -> {
                    if (failure != null) {
                        reply.send(JsonResponses.failed(failure));
                    } else if (body == null) {
                        reply.send(JsonResponses.error(404, "there is no recording with this id"));
                    } else {
                        reply.send(
                                new HttpResponse(
                                        200,
                                        "audio/wav",
                                        new byte[0],
                                        Map.of(
                                                "Content-Disposition",
                                                "attachment; filename=\"" + fileName(chatId) + "\"")),
                                body);
                    }
                });
    }

    private CompletableFuture<@Nullable FileBody> open(@Nullable Path file) {
        return readers.submit(() -> file == null ? null : FileBody.open(file, readers));
    }

    private static String fileName(String chatId) {
        return chatId + ".wav";
    }

    @Override
    public void close() {
        readers.close();
    }
}
