package dev.trunkline.engine.chat;

import dev.trunkline.net.HttpRequest;
import dev.trunkline.net.HttpResponse;
import dev.trunkline.net.WebSocketEndpoint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Decides who may open a chat: {@code /v0/evi/chat}. Thread-safe. */
public final class ChatEndpoint implements WebSocketEndpoint {

    public static final String PATH = "/v0/evi/chat";
    private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024; // EVI's documented limit
    private static final String BEARER = "Bearer ";

    private final Equipment equipment;
    private final Reception reception;
    private final Set<ChatSocket> chats = ConcurrentHashMap.newKeySet();

    public ChatEndpoint(Equipment equipment) {
        this.equipment = equipment;
        this.reception = new Reception(equipment);
    }

    @Override
    public Decision onUpgrade(HttpRequest request) {
        if (!isAllowed(request)) {
            return new Refuse(HttpResponse.json(401, "{\"error\":\"invalid credentials\"}"));
        }
        if (chats.size() >= equipment.maxChats()) {
            return new Refuse(new HttpResponse(503, "", new byte[0], Map.of("Retry-After", "5")));
        }
        return new Accept(new ChatSocket(equipment, reception, ChatRequest.of(request), chats), MAX_MESSAGE_BYTES);
    }

    /** How many chats are open. */
    public int openChats() {
        return chats.size();
    }

    /** The engine closes: all chats end. */
    public void close() {
        chats.forEach(ChatSocket::goAway);
    }

    private boolean isAllowed(HttpRequest request) {
        Set<String> keys = equipment.apiKeys();
        String authorization = request.header("authorization");
        String bearer = authorization != null && authorization.startsWith(BEARER)
                ? authorization.substring(BEARER.length())
                : null;
        return keys.isEmpty()
                || isKey(request.header("x-hume-api-key"))
                || isKey(request.queryValue("api_key"))
                || isKey(request.queryValue("access_token"))
                || isKey(bearer);
    }

    private boolean isKey(@Nullable String given) {
        if (given == null) {
            return false;
        }
        byte[] bytes = given.getBytes(StandardCharsets.UTF_8);
        boolean found = false;
        for (String key : equipment.apiKeys()) {
            found |= MessageDigest.isEqual(key.getBytes(StandardCharsets.UTF_8), bytes);
        }
        return found;
    }
}
