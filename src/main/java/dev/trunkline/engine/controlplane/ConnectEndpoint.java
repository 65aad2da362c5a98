package dev.trunkline.engine.controlplane;

import dev.trunkline.net.http.HttpRequest;
import dev.trunkline.net.http.HttpResponse;
import dev.trunkline.net.http.WebSocketEndpoint;

/**
 * Lets others join an open chat: {@code WS /v0/evi/chat/{chat_id}/connect}. How EVI refuses is not documented; here a chat
 * that is unknown or has ended is 404, one opened without {@code allow_connection=true} is 403, one with too many observers is
 * 429. Thread-safe.
 */
public final class ConnectEndpoint implements WebSocketEndpoint {

    public static final String PATH = "/v0/evi/chat/{chat_id}/connect";
    private static final int MAX_MESSAGE_BYTES = 1024 * 1024; // EVI's 16 MB are for sound, which nobody sends here

    private final OpenChats open;

    public ConnectEndpoint(OpenChats open) {
        this.open = open;
    }

    @Override
    public Decision onUpgrade(HttpRequest request) {
        OpenChat chat = open.find(request.pathParameter("chat_id"));
        if (chat == null) {
            return new Refuse(SendEndpoint.NO_SUCH_CHAT);
        }
        Observers observers = chat.observers();
        if (observers == null) {
            return new Refuse(HttpResponse.json(
                    403,
                    "{\"code\":\"connection_not_allowed\",\"error\":\"Forbidden\",\"message\":\"The chat was not opened"
                            + " with allow_connection=true.\"}"));
        }
        if (!observers.takeSeat()) {
            return new Refuse(HttpResponse.json(
                    429,
                    "{\"code\":\"too_many_connections\",\"error\":\"Too Many Requests\",\"message\":\"The chat has "
                            + Observers.MAX_OBSERVERS + " connections already.\"}"));
        }
        return new Accept(new ObserverSocket(chat, observers), MAX_MESSAGE_BYTES);
    }
}
