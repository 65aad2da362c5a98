package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Heeded;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.Occasion;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Thinks with any endpoint that speaks OpenAI's chat completions, local model servers included. Its failures are all
 * {@link Mind.Failure#BROKEN}, for the endpoint is not the client's own. What a client tells it without the caller saying
 * anything ({@link Occasion.Told}) makes it say nothing, as by EVI's rules: the model reads it with the caller's next words.
 * Thread-safe; needs no closing.
 */
public final class OpenAiMind implements Mind {

    private static final String HUMES_OWN = "HUME_AI";

    private final OpenAiSettings settings;
    private final MindMeter meter;
    private final LongSupplier nanoClock;
    private final HttpClient client;
    private final URI completions;
    private final ThinkingHabit habit;

    /** @param nanoClock monotonic, such as {@code System::nanoTime} */
    public OpenAiMind(OpenAiSettings settings, MindMeter meter, LongSupplier nanoClock) {
        this.settings = settings;
        this.meter = meter;
        this.nanoClock = nanoClock;
        this.client = Clients.open("engine-mind", settings.limits().connectMillis());
        this.habit = new ThinkingHabit(settings.model());
        this.completions = Endpoints.completions(settings.baseUrl());
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        if (conversation.occasion() instanceof Occasion.Told) {
            listener.onDone();
            return () -> {};
        }
        Stopwatch watch = new Stopwatch(meter, nanoClock);
        ThoughtLimits limits = settings.limits();
        String ownKey = conversation.model().apiKey();
        String key = ownKey == null || ownKey.isEmpty() ? settings.apiKey() : ownKey;
        Connection connection = Clients.post(client, completions, key, body(conversation), limits.answerBytes());
        Thought thought = new Thought(
                new Thought.Task(conversation, listener, limits, watch, false, habit, Clients.executorOf(client)),
                connection);
        thought.start();
        return thought;
    }

    /** The model is asked of the operator's endpoint, whoever should provide it. */
    @Override
    public Heeded heeds(@Nullable LanguageModel wanted) {
        return new Heeded(true, false, true, true, null);
    }

    private ObjectNode body(Conversation conversation) {
        LanguageModel wanted = conversation.model().wanted();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", modelFor(wanted)).put("stream", true).put(settings.maxTokensField(), settings.maxTokens());
        Double temperature =
                wanted == null || wanted.temperature() == null ? settings.temperature() : wanted.temperature();
        if (temperature != null) {
            body.put("temperature", temperature);
        }
        body.set("messages", ChatMessages.of(conversation, settings));
        ArrayNode tools = Functions.offered(conversation);
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        return body;
    }

    private String modelFor(@Nullable LanguageModel wanted) {
        if (wanted == null
                || wanted.resource().isBlank()
                || wanted.provider().equals(LanguageModel.CUSTOM)
                || wanted.provider().equals(HUMES_OWN)) {
            return settings.model();
        }
        boolean isOffered =
                settings.wantedModels().isEmpty() || settings.wantedModels().contains(wanted.resource());
        return isOffered ? wanted.resource() : settings.model();
    }
}
