package dev.trunkline.engine.resources;

import static dev.trunkline.engine.resources.AgentConfig.isEmpty;

import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ModelCapabilities;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.speech.tts.HouseVoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells what of a config is kept and shown and changes nothing, because the engine's mind or voice is none that heeds it.
 * Immutable.
 */
record Nominal(Allowances allowances) {

    /**
     * The fields, and what is to be configured so that they take effect; null when all do.
     *
     * @param config as it was posted
     * @param model what it comes to
     * @param toolNames of the tools it mentions
     */
    @Nullable
    String warning(AgentConfig config, AgentConfig.ModelChoice model, List<String> toolNames) {
        ModelCapabilities capabilities = allowances.mind().capabilities(model.model());
        List<String> sentences = new ArrayList<>();
        List<String> unheeded = unheeded(config, toolNames, capabilities);
        if (!unheeded.isEmpty()) {
            sentences.add("Without effect here: " + String.join(", ", unheeded)
                    + ". Set mind.kind of the engine to openai, or name a CUSTOM_LANGUAGE_MODEL with an https URL.");
        }
        if (capabilities.model() && !capabilities.provider() && isForeign(config)) {
            sentences.add(
                    "Without effect here: language_model.model_provider. The model is asked of the engine's mind.url;"
                            + " only a CUSTOM_LANGUAGE_MODEL is asked elsewhere.");
        }
        AgentConfig.VoiceChoice voice = config.voice();
        String name = voice == null ? null : voice.filled().name();
        if (voice != null && name != null && !allowances.voice().knows(name)) {
            sentences.add("Without effect here: voice." + (isEmpty(voice.name()) ? "id" : "name")
                    + ". The engine's voices are " + String.join(", ", HouseVoice.labels())
                    + "; set voice.kind of the engine to openai or command for others.");
        }
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private static List<String> unheeded(AgentConfig config, List<String> toolNames, ModelCapabilities capabilities) {
        List<String> fields = new ArrayList<>();
        if (config.prompt() != null && !capabilities.prompt()) {
            fields.add("prompt");
        }
        if (isForeign(config) && !capabilities.model()) {
            fields.add("language_model.model_provider");
            fields.add("language_model.model_resource");
        }
        if (config.languageModel().temperature() != null && !capabilities.temperature()) {
            fields.add("language_model.temperature");
        }
        addTools(fields, "tools", toolNames, capabilities);
        addTools(
                fields,
                "builtin_tools",
                Objects.requireNonNullElse(config.builtinTools(), List.<AgentConfig.BuiltinTool>of()).stream()
                        .map(AgentConfig.BuiltinTool::name)
                        .toList(),
                capabilities);
        return fields;
    }

    /** EVI's own model stands for the engine's, whatever that is. */
    private static boolean isForeign(AgentConfig config) {
        String provider = config.languageModel().modelProvider();
        return provider != null && !provider.equals(LanguageModel.DEFAULT.provider());
    }

    /** Hanging up is also done for a model that does not know how. */
    private static void addTools(
            List<String> fields, String field, List<String> names, ModelCapabilities capabilities) {
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).equals(ToolRequest.HANG_UP) && !capabilities.tool(names.get(i))) {
                fields.add(field + "[" + i + "]");
            }
        }
    }
}
