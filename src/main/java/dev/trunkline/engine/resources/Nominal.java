package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ModelCapabilities;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.speech.tts.HouseVoice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells what of a config is kept and shown and changes nothing, because the engine's mind or voice is none that heeds it.
 * Immutable.
 */
final class Nominal {

    private static final String MODEL = "language_model";
    private static final String PROVIDER = "model_provider";

    private final Allowances allowances;

    Nominal(Allowances allowances) {
        this.allowances = allowances;
    }

    /**
     * The fields, and what is to be configured so that they take effect; null when all do.
     *
     * @param posted the config as it is stored
     * @param shown the same with its prompt and tools
     */
    @Nullable
    String warning(ObjectNode posted, ObjectNode shown) {
        LanguageModel wanted = ConfigPlans.model(shown.path(MODEL));
        ModelCapabilities capabilities = allowances.mind().capabilities(wanted);
        List<String> sentences = new ArrayList<>();
        List<String> unheeded = unheeded(posted, shown, capabilities);
        if (!unheeded.isEmpty()) {
            sentences.add("Without effect here: " + String.join(", ", unheeded)
                    + ". Set mind.kind of the engine to openai, or name a CUSTOM_LANGUAGE_MODEL with an https URL.");
        }
        if (capabilities.model() && !capabilities.provider() && isForeign(posted)) {
            sentences.add(
                    "Without effect here: language_model.model_provider. The model is asked of the engine's mind.url;"
                            + " only a CUSTOM_LANGUAGE_MODEL is asked elsewhere.");
        }
        JsonNode voice = posted.path("voice");
        String field = voice.path("name").asText().isEmpty() ? "id" : "name";
        String name = voice.path(field).asText();
        if (!name.isEmpty() && !allowances.voice().knows(name)) {
            sentences.add("Without effect here: voice." + field + ". The engine's voices are "
                    + String.join(", ", HouseVoice.labels())
                    + "; set voice.kind of the engine to openai or command for others.");
        }
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private static List<String> unheeded(ObjectNode posted, ObjectNode shown, ModelCapabilities capabilities) {
        List<String> fields = new ArrayList<>();
        if (posted.has("prompt") && !capabilities.prompt()) {
            fields.add("prompt");
        }
        if (isForeign(posted) && !capabilities.model()) {
            fields.add("language_model.model_provider");
            fields.add("language_model.model_resource");
        }
        if (posted.path(MODEL).has("temperature") && !capabilities.temperature()) {
            fields.add("language_model.temperature");
        }
        addTools(fields, "tools", posted, shown, capabilities);
        addTools(fields, "builtin_tools", posted, shown, capabilities);
        return fields;
    }

    /** EVI's own model stands for the engine's mind, whatever that is. */
    private static boolean isForeign(ObjectNode posted) {
        String provider = posted.path(MODEL).path(PROVIDER).asText();
        return !provider.isEmpty() && !provider.equals(LanguageModel.DEFAULT.provider());
    }

    /** Hanging up is also done for a mind that does not know how. */
    private static void addTools(
            List<String> fields, String field, ObjectNode posted, ObjectNode shown, ModelCapabilities capabilities) {
        for (int i = 0; i < posted.path(field).size(); i++) {
            String name = shown.path(field).path(i).path("name").asText();
            if (!name.equals(ToolRequest.HANG_UP) && !capabilities.tool(name)) {
                fields.add(field + "[" + i + "]");
            }
        }
    }
}
