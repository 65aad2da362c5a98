package dev.trunkline.engine.chat;

import dev.trunkline.engine.controlplane.OpenChats;
import dev.trunkline.engine.plan.ChatRequest;
import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.WebSocketEndpoint;
import java.util.Map;

/** Opens chats, as many as there may be: {@code WS /v0/evi/chat}. Thread-safe. */
public final class ChatEndpoint implements WebSocketEndpoint {

    public static final String PATH = "/v0/evi/chat";
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024; // EVI's documented limit

    private final ChatDependencies dependencies;
    private final ChatSetup setup;
    private final OpenChats open;
    private final ChatListener listener;

    /** @param listener is told about every chat */
    public ChatEndpoint(ChatDependencies dependencies, OpenChats open, ChatListener listener) {
        this.dependencies = dependencies;
        this.setup = new ChatSetup(dependencies);
        this.open = open;
        this.listener = listener;
    }

    @Override
    public Decision onUpgrade(HttpRequest request) {
        if (!open.takeSeat(dependencies.maxChats())) {
            return new Refuse(new HttpResponse(503, "", new byte[0], Map.of("Retry-After", "5")));
        }
        return new Accept(
                new ChatSocket(dependencies, setup, open, listener, ChatRequest.of(request)), MAX_MESSAGE_BYTES);
    }
}
