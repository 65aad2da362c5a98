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
        this.habit = new ThinkingHabit(settings.model().name());
        this.completions = Endpoints.completions(settings.endpoint().baseUrl());
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
        String key = ownKey == null || ownKey.isEmpty() ? settings.endpoint().apiKey() : ownKey;
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
        OpenAiSettings.ModelChoice own = settings.model();
        body.put("model", modelFor(wanted)).put("stream", true).put(own.maxTokensField(), own.maxTokens());
        Double temperature = wanted == null || wanted.temperature() == null ? own.temperature() : wanted.temperature();
        if (temperature != null) {
            body.put("temperature", temperature);
        }
        body.set("messages", ChatMessages.of(conversation, settings.prompting()));
        ArrayNode tools = Functions.offered(conversation);
        if (!tools.isEmpty()) {
            body.set("tools", tools);
        }
        return body;
    }

    private String modelFor(@Nullable LanguageModel wanted) {
        OpenAiSettings.ModelChoice own = settings.model();
        if (wanted == null
                || wanted.resource().isBlank()
                || wanted.provider().equals(LanguageModel.CUSTOM)
                || wanted.provider().equals(HUMES_OWN)) {
            return own.name();
        }
        boolean isOffered = own.wanted().isEmpty() || own.wanted().contains(wanted.resource());
        return isOffered ? wanted.resource() : own.name();
    }
}
