package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ModelCapabilities;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.net.egress.EgressPolicy;
import dev.trunkline.net.outgoing.OutgoingHttp;
import dev.trunkline.net.websocket.WebSocketClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a custom language model: an endpoint that speaks EVI's protocol for them. It is the one that the chat's config
 * names, or else the engine's own. What a client tells without the caller saying anything ({@link Trigger.Told})
 * makes it say nothing, as by EVI's rules: the model reads it with the caller's next words. Thread-safe; needs no closing.
 */
public final class ClmDialogModel implements DialogModel {

    private static final int MAX_HABITS = 1_000; // endpoints of chats
    private static final String SESSION_ID = "custom_session_id";

    private final ClmSettings settings;
    private final @Nullable HttpClient client; // of the engine's own endpoint
    private final GenerationRules rules;
    private final OutgoingHttp ownSockets;
    private final OutgoingHttp ofChats;
    private final Map<String, ReasoningHabit> habits = new ConcurrentHashMap<>();

    /**
     * @param egress where chats may send it; the engine's own endpoint is its operator's to choose
     * @param nanoClock monotonic, such as {@code System::nanoTime}
     */
    public ClmDialogModel(ClmSettings settings, EgressPolicy egress, GenerationMeter meter, LongSupplier nanoClock) {
        this.settings = settings;
        Executor threads = ModelConnections.threads("engine-clm");
        this.client = settings.url() == null
                ? null
                : ModelConnections.open(threads, settings.limits().connectMillis());
        this.rules = new GenerationRules(settings.limits(), true, meter, nanoClock, threads);
        this.ownSockets = OutgoingHttp.anywhere("engine-clm-socket");
        this.ofChats = new OutgoingHttp("engine-clm-chats", egress);
    }

    @Override
    public PendingReply generate(DialogRequest request, Listener listener) {
        return rules.start(request, listener, habit(request), () -> connection(request));
    }

    /** Over a WebSocket EVI's protocol carries words alone; an operator's endpoint is the same for all models. */
    @Override
    public ModelCapabilities capabilities(@Nullable LanguageModel wanted) {
        boolean isOfTheChat = wanted != null && wanted.provider().equals(LanguageModel.CUSTOM);
        URI url = wanted != null && isOfTheChat ? URI.create(wanted.resource().strip()) : settings.url();
        boolean isWhole = url == null || !ModelEndpoints.isWebSocket(url);
        return new ModelCapabilities(isWhole, isOfTheChat, isOfTheChat, isWhole, isWhole ? null : Set.of());
    }

    private ReasoningHabit habit(DialogRequest request) {
        LanguageModel wanted = request.model().wanted();
        String url = wanted != null && wanted.provider().equals(LanguageModel.CUSTOM) ? wanted.resource() : "";
        if (habits.size() >= MAX_HABITS) {
            habits.clear(); // they are learned again
        }
        return habits.computeIfAbsent(url, unused -> new ReasoningHabit(settings.model()));
    }

    private ModelConnection connection(DialogRequest request) {
        LanguageModel wanted = request.model().wanted();
        String ofChat = request.model().apiKey();
        String key = ofChat == null || ofChat.isEmpty() ? null : ofChat;
        try {
            if (wanted != null && wanted.provider().equals(LanguageModel.CUSTOM)) {
                URI url = URI.create(wanted.resource().strip());
                return ModelEndpoints.isWebSocket(url)
                        ? socket(ofChats, request, url, key)
                        : ModelConnections.post(ofChats, address(request, url), key, body(request), settings.limits());
            }
            URI url = settings.url();
            if (url == null || client == null) {
                return ModelConnections.refused("no custom language model is set");
            }
            String bearer = key == null ? settings.apiKey() : key;
            return ModelEndpoints.isWebSocket(url)
                    ? socket(ownSockets, request, url, bearer)
                    : ModelConnections.post(
                            client,
                            address(request, url),
                            bearer,
                            body(request),
                            settings.limits().answerBytes());
        } catch (IllegalArgumentException e) {
            return ModelConnections.refused("the custom language model's URL cannot be used");
        }
    }

    private ModelConnection socket(OutgoingHttp out, DialogRequest request, URI url, @Nullable String key) {
        if (key != null && !ModelEndpoints.isKey(key)) {
            return ModelConnections.refused(ModelConnections.BAD_KEY);
        }
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.set("messages", ClmMessages.forSocket(request, settings.history()));
        message.put(SESSION_ID, request.model().customSessionId());
        Map<String, String> headers = key == null ? Map.of() : Map.of("Authorization", "Bearer " + key);
        WebSocketClient.Target target = new WebSocketClient.Target(
                url, headers, settings.limits().answerBytes(), settings.limits().connectMillis());
        return new SocketConnection(out, target, message.toString());
    }

    private static URI address(DialogRequest request, URI url) {
        String sessionId = request.model().customSessionId();
        return sessionId == null || sessionId.isEmpty()
                ? url
                : ModelEndpoints.withParameter(url, SESSION_ID, sessionId);
    }

    private ObjectNode body(DialogRequest request) {
        LanguageModel wanted = request.model().wanted();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", settings.model()).put("stream", true);
        if (wanted != null && wanted.temperature() != null) {
            body.put("temperature", wanted.temperature());
        }
        body.set("messages", ClmMessages.forHttp(request, settings.history()));
        ArrayNode tools = Functions.offered(request);
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        return body;
    }
}
