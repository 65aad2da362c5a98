package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.Occasion;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thinks with a custom language model: an endpoint that speaks EVI's protocol for them. It is the one that the chat's config
 * names, or else the engine's own. What a client tells without the caller saying anything ({@link Occasion.Told})
 * makes it say nothing, as by EVI's rules: the model reads it with the caller's next words. Thread-safe; needs no closing.
 */
public final class ClmMind implements Mind {

    private static final String SESSION_ID = "custom_session_id";

    private final ClmSettings settings;
    private final ModelReach reach;
    private final MindMeter meter;
    private final LongSupplier nanoClock;
    private final HttpClient client;

    /**
     * A mind without any connection yet.
     *
     * @param reach where chats may send it; the engine's own endpoint is its operator's to choose
     * @param nanoClock monotonic, such as {@code System::nanoTime}
     */
    public ClmMind(ClmSettings settings, ModelReach reach, MindMeter meter, LongSupplier nanoClock) {
        this.settings = settings;
        this.reach = reach;
        this.meter = meter;
        this.nanoClock = nanoClock;
        this.client = Clients.open("engine-clm", settings.limits().connectMillis());
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        if (conversation.occasion() instanceof Occasion.Told) {
            listener.onDone();
            return () -> {};
        }
        Stopwatch watch = new Stopwatch(meter, nanoClock);
        Thought thought = new Thought(
                new Thought.Task(conversation, listener, settings.limits(), watch, true, Clients.executorOf(client)),
                connection(conversation));
        thought.start();
        return thought;
    }

    private Connection connection(Conversation conversation) {
        LanguageModel wanted = conversation.model().wanted();
        String key = conversation.model().apiKey();
        try {
            if (wanted != null && wanted.provider().equals(LanguageModel.CUSTOM)) {
                URI url = URI.create(wanted.resource().strip());
                Endpoints.checkUrl(url, "URL of the custom language model");
                Connection checked = connection(conversation, url, key);
                return new CheckedConnection(Clients.executorOf(client), () -> reach.objection(url), checked);
            }
            return settings.url() == null
                    ? Clients.refused("no custom language model is set")
                    : connection(conversation, settings.url(), key == null || key.isEmpty() ? settings.apiKey() : key);
        } catch (IllegalArgumentException e) {
            return Clients.refused("the custom language model's URL cannot be used");
        }
    }

    private Connection connection(Conversation conversation, URI url, @Nullable String key) {
        String bearer = key == null || key.isEmpty() ? null : key;
        if (bearer != null && !Endpoints.isKey(bearer)) {
            return Clients.refused("the language model's API key holds characters that no HTTP header may hold");
        }
        String sessionId = conversation.model().customSessionId();
        if (Endpoints.isWebSocket(url)) {
            ObjectNode message = JsonNodeFactory.instance.objectNode();
            message.set("messages", ClmMessages.forSocket(conversation, settings.history()));
            message.put(SESSION_ID, sessionId);
            return new SocketConnection(client, url, bearer, message.toString(), settings.limits());
        }
        URI address =
                sessionId == null || sessionId.isEmpty() ? url : Endpoints.withParameter(url, SESSION_ID, sessionId);
        return Clients.post(
                client, address, bearer, body(conversation), settings.limits().answerBytes());
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
