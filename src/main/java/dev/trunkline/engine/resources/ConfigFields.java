package dev.trunkline.engine.resources;

import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.engine.webhook.Webhooks;
import dev.trunkline.net.reach.Reach;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a config, each by the bounds that EVI documents. */
final class ConfigFields {

    static final int MAX_SECONDS = 1_800; // EVI ends every chat then
    private static final int MIN_TIMEOUT_SECONDS = 30;
    private static final int MAX_TOOLS = 32;
    private static final int MAX_WEBHOOKS = 16;
    private static final int MAX_NAME_CHARS = 500;
    private static final int MAX_SPOKEN_CHARS = 10_000;
    static final String EVI_3 = "3";
    static final String SHORT_RESPONSES = "allow_short_responses";
    private static final List<String> EVI_VERSIONS = List.of(EVI_3, "4-mini");
    private static final List<String> VOICE_PROVIDERS = List.of("HUME_AI", "CUSTOM_VOICE");
    private static final List<String> MODEL_PROVIDERS = List.of(
            "GROQ",
            "OPEN_AI",
            "FIREWORKS",
            "ANTHROPIC",
            "CUSTOM_LANGUAGE_MODEL",
            "GOOGLE",
            "HUME_AI",
            "AMAZON_BEDROCK",
            "PERPLEXITY",
            "SAMBANOVA",
            "CEREBRAS",
            "X_AI");
    private static final List<String> BUILTIN_TOOLS = List.of("web_search", "hang_up");
    private static final List<String> WEBHOOK_EVENTS = List.of("chat_started", "chat_ended", "tool_call");
    private static final List<String> OCCASIONS =
            List.of("on_new_chat", "on_inactivity_timeout", "on_max_duration_timeout");
    private static final Optional<String> NO_URL = Optional.of("is no URL, which must begin with https or wss");

    private ConfigFields() {}

    static void check(Posted config, Allowances allowances) {
        String version = config.keepOneOf("evi_version", EVI_VERSIONS);
        if (version == null) {
            throw config.wrong("evi_version", "is missing: one of " + String.join(", ", EVI_VERSIONS));
        }
        config.keepObject("prompt", ConfigFields::checkPrompt);
        config.keepObject("voice", ConfigFields::checkVoice);
        config.keepObject("language_model", model -> checkModel(model, allowances.reach()));
        config.keepObject("ellm_model", model -> model.keepFlag(SHORT_RESPONSES));
        config.keepObjects("tools", MAX_TOOLS, ConfigFields::checkTool);
        config.keepObjects("builtin_tools", MAX_TOOLS, tool -> checkBuiltinTool(tool, allowances));
        config.keepObject(
                "event_messages",
                messages -> OCCASIONS.forEach(name -> messages.keepObject(name, message -> {
                    message.keepRequiredFlag("enabled");
                    message.keepText("text", MAX_SPOKEN_CHARS);
                })));
        config.keepObject("timeouts", timeouts -> {
            timeouts.keepObject("inactivity", ConfigFields::checkTimeout);
            timeouts.keepObject("max_duration", ConfigFields::checkTimeout);
        });
        config.keepObject("nudges", nudges -> {
            nudges.keepFlag("enabled");
            nudges.keepInteger("interval_secs", 1, MAX_SECONDS);
        });
        config.keepObject("turn_detection", turns -> {
            turns.keepInteger("end_of_turn_silence_ms", 500, 3_000);
            turns.keepFraction("speech_detection_threshold");
            turns.keepInteger("prefix_padding_ms", 0, 1_000);
        });
        config.keepObject("interruption", interruption -> interruption.keepInteger("min_interruption_ms", 50, 2_000));
        config.keepObjects("webhooks", MAX_WEBHOOKS, webhook -> checkWebhook(webhook, allowances.reach()));
        if (!version.equals(EVI_3)) {
            checkMini(config);
        }
    }

    /** What EVI's documents say of versions that have no language model of their own. */
    private static void checkMini(Posted config) {
        if (!config.kept().path("language_model").has("model_provider")) {
            throw config.wrong("language_model", "is missing: EVI 4-mini needs a model_provider and a model_resource");
        }
        if (config.kept().path("ellm_model").path(SHORT_RESPONSES).asBoolean()) {
            throw config.wrong("ellm_model." + SHORT_RESPONSES, "must not be true: only EVI 3 has short responses");
        }
    }

    private static void checkPrompt(Posted prompt) {
        String id = prompt.keepText("id", MAX_NAME_CHARS);
        if (id == null || id.isEmpty()) {
            prompt.kept().remove("id");
            prompt.keepRequiredText("text", PromptShape.MAX_CHARS);
        } else {
            prompt.keepText("text", PromptShape.MAX_CHARS);
            prompt.keepInteger("version", 0, Integer.MAX_VALUE);
        }
        PromptShape.keepExpansion(prompt);
    }

    private static void checkVoice(Posted voice) {
        String id = voice.keepText("id", MAX_NAME_CHARS);
        String name = voice.keepText("name", MAX_NAME_CHARS);
        if (isEmpty(id) && isEmpty(name)) {
            throw voice.wrong("name", "is missing; give a name or an id");
        }
        voice.keepOneOf("provider", VOICE_PROVIDERS);
    }

    private static void checkModel(Posted model, Reach reach) {
        String provider = model.keepOneOf("model_provider", MODEL_PROVIDERS);
        String resource = model.keepText("model_resource", MAX_NAME_CHARS);
        if (provider != null && isEmpty(resource)) {
            throw model.wrong("model_resource", "is missing; a provider needs a model");
        }
        if (provider == null && !isEmpty(resource)) {
            throw model.wrong("model_provider", "is missing; a model needs a provider");
        }
        model.keepFraction("temperature");
        if (resource != null && LanguageModel.CUSTOM.equals(provider)) {
            Optional<String> objection = url(resource).map(reach::objectionTo).orElse(NO_URL);
            if (objection.isPresent()) {
                throw model.wrong("model_resource", "is a URL that " + objection.get());
            }
        }
    }

    private static void checkTool(Posted tool) {
        tool.keepRequiredText("id", MAX_NAME_CHARS);
        tool.keepInteger("version", 0, Integer.MAX_VALUE);
    }

    private static void checkBuiltinTool(Posted tool, Allowances allowances) {
        String name = tool.keepOneOf("name", BUILTIN_TOOLS);
        if (name == null) {
            throw tool.wrong("name", "is missing: one of " + String.join(", ", BUILTIN_TOOLS));
        }
        if (name.equals(WebSearch.TOOL) && !allowances.webSearch()) {
            throw tool.wrong("name", "must not be web_search: this engine has no search endpoint (tools.webSearch)");
        }
        tool.keepText("fallback_content", ToolShape.MAX_TEXT_CHARS);
    }

    private static void checkTimeout(Posted timeout) {
        timeout.keepRequiredFlag("enabled");
        timeout.keepInteger("duration_secs", MIN_TIMEOUT_SECONDS, MAX_SECONDS);
    }

    private static void checkWebhook(Posted webhook, Reach reach) {
        String url = webhook.keepRequiredText("url", 2_000);
        Optional<String> objection =
                url(url).map(known -> Webhooks.objection(known, reach)).orElse(NO_URL);
        if (objection.isPresent()) {
            throw webhook.wrong("url", objection.get() + " (an https URL on the internet is asked for)");
        }
        webhook.keepRequiredWords("events", WEBHOOK_EVENTS);
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(new URI(text.strip()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
