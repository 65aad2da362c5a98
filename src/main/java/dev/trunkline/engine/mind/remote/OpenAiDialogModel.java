package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ModelCapabilities;
import dev.trunkline.engine.mind.Trigger;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks any endpoint that speaks OpenAI's chat completions, local model servers included. Its failures are all
 * {@link DialogModel.Failure#BROKEN}, for the endpoint is not the client's own. What a client tells it without the caller saying
 * anything ({@link Trigger.Told}) makes it say nothing, as by EVI's rules: the model reads it with the caller's next words.
 * Thread-safe; needs no closing.
 */
public final class OpenAiDialogModel implements DialogModel {

    private static final String HUMES_OWN = "HUME_AI";

    private final OpenAiSettings settings;
    private final HttpClient client;
    private final GenerationRules rules;
    private final URI completions;
    private final ReasoningHabit habit;

    /** @param nanoClock monotonic, such as {@code System::nanoTime} */
    public OpenAiDialogModel(OpenAiSettings settings, GenerationMeter meter, LongSupplier nanoClock) {
        this.settings = settings;
        Executor threads = ModelConnections.threads("engine-mind");
        this.client = ModelConnections.open(threads, settings.limits().connectMillis());
        this.rules = new GenerationRules(settings.limits(), false, meter, nanoClock, threads);
        this.habit = new ReasoningHabit(settings.model().name());
        this.completions = ModelEndpoints.completions(settings.endpoint().baseUrl());
    }

    @Override
    public PendingReply generate(DialogRequest request, Listener listener) {
        return rules.start(request, listener, habit, () -> connection(request));
    }

    private ModelConnection connection(DialogRequest request) {
        String ownKey = request.model().apiKey();
        String key = ownKey == null || ownKey.isEmpty() ? settings.endpoint().apiKey() : ownKey;
        return ModelConnections.post(
                client, completions, key, body(request), settings.limits().answerBytes());
    }

    /** The model is asked of the operator's endpoint, whoever should provide it. */
    @Override
    public ModelCapabilities capabilities(@Nullable LanguageModel wanted) {
        return new ModelCapabilities(true, false, true, true, null);
    }

    private ObjectNode body(DialogRequest request) {
        LanguageModel wanted = request.model().wanted();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        OpenAiSettings.ModelChoice own = settings.model();
        body.put("model", modelFor(wanted)).put("stream", true).put(own.maxTokensField(), own.maxTokens());
        Double temperature = wanted == null || wanted.temperature() == null ? own.temperature() : wanted.temperature();
        if (temperature != null) {
            body.put("temperature", temperature);
        }
        body.set("messages", OpenAiMessages.of(request, settings.prompting()));
        ArrayNode tools = Functions.offered(request);
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
