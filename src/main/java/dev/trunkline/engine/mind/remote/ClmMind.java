package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Heeded;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.Occasion;
import dev.trunkline.net.OutgoingHttp;
import dev.trunkline.net.Reach;
import dev.trunkline.net.WebSocketClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thinks with a custom language model: an endpoint that speaks EVI's protocol for them. It is the one that the chat's config
 * names, or else the engine's own. What a client tells without the caller saying anything ({@link Occasion.Told})
 * makes it say nothing, as by EVI's rules: the model reads it with the caller's next words. Thread-safe; needs no closing.
 */
public final class ClmMind implements Mind {

    private static final int MAX_HABITS = 1_000; // endpoints of chats
    private static final String SESSION_ID = "custom_session_id";

    private final ClmSettings settings;
    private final MindMeter meter;
    private final LongSupplier nanoClock;
    private final HttpClient client;
    private final OutgoingHttp ownSockets;
    private final OutgoingHttp ofChats;
    private final Map<String, ThinkingHabit> habits = new ConcurrentHashMap<>();

    /**
     * A mind without any connection yet.
     *
     * @param reach where chats may send it; the engine's own endpoint is its operator's to choose
     * @param nanoClock monotonic, such as {@code System::nanoTime}
     */
    public ClmMind(ClmSettings settings, Reach reach, MindMeter meter, LongSupplier nanoClock) {
        this.settings = settings;
        this.meter = meter;
        this.nanoClock = nanoClock;
        this.client = Clients.open("engine-clm", settings.limits().connectMillis());
        this.ownSockets = OutgoingHttp.anywhere("engine-clm-socket");
        this.ofChats = new OutgoingHttp("engine-clm-chats", reach);
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        if (conversation.occasion() instanceof Occasion.Told) {
            listener.onDone();
            return () -> {};
        }
        Stopwatch watch = new Stopwatch(meter, nanoClock);
        Thought thought = new Thought(
                new Thought.Task(
                        conversation,
                        listener,
                        settings.limits(),
                        watch,
                        true,
                        habit(conversation),
                        Clients.executorOf(client)),
                connection(conversation));
        thought.start();
        return thought;
    }

    /** Over a WebSocket EVI's protocol carries words alone; an operator's endpoint is the same for all models. */
    @Override
    public Heeded heeds(@Nullable LanguageModel wanted) {
        boolean isOfTheChat = wanted != null && wanted.provider().equals(LanguageModel.CUSTOM);
        URI url = wanted != null && isOfTheChat ? URI.create(wanted.resource().strip()) : settings.url();
        boolean isWhole = url == null || !Endpoints.isWebSocket(url);
        return new Heeded(isWhole, isOfTheChat, isOfTheChat, isWhole, isWhole ? null : Set.of());
    }

    private ThinkingHabit habit(Conversation conversation) {
        LanguageModel wanted = conversation.model().wanted();
        String url = wanted != null && wanted.provider().equals(LanguageModel.CUSTOM) ? wanted.resource() : "";
        if (habits.size() >= MAX_HABITS) {
            habits.clear(); // they are learned again
        }
        return habits.computeIfAbsent(url, unused -> new ThinkingHabit(settings.model()));
    }

    private Connection connection(Conversation conversation) {
        LanguageModel wanted = conversation.model().wanted();
        String ofChat = conversation.model().apiKey();
        String key = ofChat == null || ofChat.isEmpty() ? null : ofChat;
        try {
            if (wanted != null && wanted.provider().equals(LanguageModel.CUSTOM)) {
                URI url = URI.create(wanted.resource().strip());
                return Endpoints.isWebSocket(url)
                        ? socket(ofChats, conversation, url, key)
                        : Clients.post(ofChats, address(conversation, url), key, body(conversation), settings.limits());
            }
            URI url = settings.url();
            if (url == null) {
                return Clients.refused("no custom language model is set");
            }
            String bearer = key == null ? settings.apiKey() : key;
            return Endpoints.isWebSocket(url)
                    ? socket(ownSockets, conversation, url, bearer)
                    : Clients.post(
                            client,
                            address(conversation, url),
                            bearer,
                            body(conversation),
                            settings.limits().answerBytes());
        } catch (IllegalArgumentException e) {
            return Clients.refused("the custom language model's URL cannot be used");
        }
    }

    private Connection socket(OutgoingHttp out, Conversation conversation, URI url, @Nullable String key) {
        if (key != null && !Endpoints.isKey(key)) {
            return Clients.refused("the language model's API key holds characters that no HTTP header may hold");
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.set("messages", ClmMessages.forSocket(conversation, settings.history()));
        message.put(SESSION_ID, conversation.model().customSessionId());
        Map<String, String> headers = key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
        WebSocketClient.Target target = new WebSocketClient.Target(
                url, headers, settings.limits().answerBytes(), settings.limits().connectMillis());
        return new SocketConnection(out, target, message.toString());
    }

    private static URI address(Conversation conversation, URI url) {
        String sessionId = conversation.model().customSessionId();
        return sessionId == null || sessionId.isEmpty() ? url : Endpoints.withParameter(url, SESSION_ID, sessionId);
    }

    private ObjectNode body(Conversation conversation) {
        LanguageModel wanted = conversation.model().wanted();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", settings.model()).put("stream", true);
        if (wanted != null && wanted.temperature() != null) {
            body.put("temperature", wanted.temperature());
        }
        body.set("messages", ClmMessages.forHttp(conversation, settings.history()));
        ArrayNode tools = Functions.offered(conversation);
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        return body;
    }
}
