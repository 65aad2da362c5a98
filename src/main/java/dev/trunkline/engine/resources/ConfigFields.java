package dev.trunkline.engine.resources;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the fields of a config, each by the bounds that EVI documents. */
final class ConfigFields {

    static final int MAX_SECONDS = 1_800; // EVI ends every chat then
    private static final int MIN_TIMEOUT_SECONDS = 30;
    private static final int MAX_TOOLS = 32;
    private static final int MAX_WEBHOOKS = 16;
    private static final int MAX_NAME_CHARS = 500;
    private static final int MAX_SPOKEN_CHARS = 10_000;
    private static final List<String> EVI_VERSIONS = List.of("3", "4-mini");
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
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private ConfigFields() {}

    static void check(Posted config) {
        if (config.keepOneOf("evi_version", EVI_VERSIONS) == null) {
            throw config.wrong("evi_version", "is missing: one of " + String.join(", ", EVI_VERSIONS));
        }
        config.keepObject("prompt", ConfigFields::checkPrompt);
        config.keepObject("voice", ConfigFields::checkVoice);
        config.keepObject("language_model", ConfigFields::checkModel);
        config.keepObject("ellm_model", model -> model.keepFlag("allow_short_responses"));
        config.keepObjects("tools", MAX_TOOLS, ConfigFields::checkTool);
        config.keepObjects("builtin_tools", MAX_TOOLS, ConfigFields::checkBuiltinTool);
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
        config.keepObjects("webhooks", MAX_WEBHOOKS, ConfigFields::checkWebhook);
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

    private static void checkModel(Posted model) {
        String provider = model.keepOneOf("model_provider", MODEL_PROVIDERS);
        String resource = model.keepText("model_resource", MAX_NAME_CHARS);
        if (provider != null && isEmpty(resource)) {
            throw model.wrong("model_resource", "is missing; a provider needs a model");
        }
        if (provider == null && !isEmpty(resource)) {
            throw model.wrong("model_provider", "is missing; a model needs a provider");
        }
        model.keepFraction("temperature");
    }

    private static void checkTool(Posted tool) {
        tool.keepRequiredText("id", MAX_NAME_CHARS);
        tool.keepInteger("version", 0, Integer.MAX_VALUE);
    }

    private static void checkBuiltinTool(Posted tool) {
        if (tool.keepOneOf("name", BUILTIN_TOOLS) == null) {
            throw tool.wrong("name", "is missing: one of " + String.join(", ", BUILTIN_TOOLS));
        }
        tool.keepText("fallback_content", ToolShape.MAX_TEXT_CHARS);
    }

    private static void checkTimeout(Posted timeout) {
        timeout.keepRequiredFlag("enabled");
        timeout.keepInteger("duration_secs", MIN_TIMEOUT_SECONDS, MAX_SECONDS);
    }

    private static void checkWebhook(Posted webhook) {
        String url = webhook.keepRequiredText("url", 2_000);
        if (!isAllowed(url)) {
            throw webhook.wrong(
                    "url", "must be an https URL (http is for this machine alone, such as http://127.0.0.1)");
        }
        webhook.keepRequiredWords("events", WEBHOOK_EVENTS);
    }

    private static boolean isAllowed(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            String host = uri.getHost();
            return host != null
                    && uri.getUserInfo() == null
                    && (scheme.equals("https")
                            || (scheme.equals("http") && LOOPBACK.contains(host.toLowerCase(Locale.ROOT))));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isEmpty(@Nullable String text) {
        return text == null || text.isEmpty();
    }
}
