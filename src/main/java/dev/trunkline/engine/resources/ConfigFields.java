package dev.trunkline.engine.resources;

import static dev.trunkline.engine.resources.AgentConfig.isEmpty;

import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.resources.AgentConfig.BuiltinTool;
import dev.trunkline.engine.resources.AgentConfig.EventMessages;
import dev.trunkline.engine.resources.AgentConfig.Interruption;
import dev.trunkline.engine.resources.AgentConfig.Message;
import dev.trunkline.engine.resources.AgentConfig.ModelChoice;
import dev.trunkline.engine.resources.AgentConfig.Nudges;
import dev.trunkline.engine.resources.AgentConfig.PromptMention;
import dev.trunkline.engine.resources.AgentConfig.ShortResponses;
import dev.trunkline.engine.resources.AgentConfig.Timeout;
import dev.trunkline.engine.resources.AgentConfig.Timeouts;
import dev.trunkline.engine.resources.AgentConfig.ToolMention;
import dev.trunkline.engine.resources.AgentConfig.TurnDetection;
import dev.trunkline.engine.resources.AgentConfig.VoiceChoice;
import dev.trunkline.engine.resources.AgentConfig.Webhook;
import dev.trunkline.engine.rest.FieldReader;
import dev.trunkline.engine.tools.WebSearch;
import dev.trunkline.engine.webhook.Webhooks;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a posted config and checks its fields, each by the bounds that EVI documents. Immutable.
 *
 * @param allowances what it may ask for
 */
record ConfigFields(Allowances allowances) {

    private static final int MIN_TIMEOUT_SECONDS = 30;
    private static final int MAX_TOOLS = 32;
    private static final int MAX_WEBHOOKS = 16;
    private static final int MAX_NAME_CHARS = 500;
    private static final int MAX_SPOKEN_CHARS = 10_000;
    private static final List<String> EVI_VERSIONS = List.of(AgentConfig.EVI_3, "4-mini");
    private static final List<String> VOICE_PROVIDERS = List.of("HUME_AI", "CUSTOM_VOICE");
    private static final List<String> MODEL_PROVIDERS = List.of(
            "GROQ",
            "OPEN_AI",
            "FIREWORKS",
            "ANTHROPIC",
            LanguageModel.CUSTOM,
            "GOOGLE",
            "HUME_AI",
            "AMAZON_BEDROCK",
            "PERPLEXITY",
            "SAMBANOVA",
            "CEREBRAS",
            "X_AI");
    private static final List<String> BUILTIN_TOOLS = List.of("web_search", "hang_up");
    private static final List<String> WEBHOOK_EVENTS = List.of("chat_started", "chat_ended", "tool_call");
    private static final Optional<String> NO_URL = Optional.of("is no URL, which must begin with https or wss");

    AgentConfig read(FieldReader config) {
        AgentConfig read = new AgentConfig(
                config.requiredOneOf("evi_version", EVI_VERSIONS),
                config.object("prompt", ConfigFields::prompt),
                config.object("voice", ConfigFields::voice),
                config.section("language_model", this::model),
                config.section("ellm_model", model -> new ShortResponses(model.flag("allow_short_responses"))),
                config.objects(
                        "tools",
                        MAX_TOOLS,
                        tool -> new ToolMention(tool.requiredText("id", MAX_NAME_CHARS), version(tool))),
                config.objects("builtin_tools", MAX_TOOLS, this::builtinTool),
                config.section(
                        "event_messages",
                        messages -> new EventMessages(
                                messages.object("on_new_chat", ConfigFields::message),
                                messages.object("on_inactivity_timeout", ConfigFields::message),
                                messages.object("on_max_duration_timeout", ConfigFields::message))),
                config.section(
                        "timeouts",
                        timeouts -> new Timeouts(
                                timeouts.object("inactivity", ConfigFields::timeout),
                                timeouts.object("max_duration", ConfigFields::timeout))),
                config.section(
                        "nudges",
                        nudges -> new Nudges(
                                nudges.flag("enabled"), nudges.integer("interval_secs", 1, AgentConfig.MAX_SECONDS))),
                config.section(
                        "turn_detection",
                        turns -> new TurnDetection(
                                turns.integer("end_of_turn_silence_ms", 500, 3_000),
                                turns.fraction("speech_detection_threshold"),
                                turns.integer("prefix_padding_ms", 0, 1_000))),
                config.section(
                        "interruption",
                        interruption -> new Interruption(interruption.integer("min_interruption_ms", 50, 2_000))),
                config.objects("webhooks", MAX_WEBHOOKS, this::webhook));
        if (!read.eviVersion().equals(AgentConfig.EVI_3)) {
            checkMini(config, read);
        }
        return read;
    }

    /** What EVI's documents say of versions that have no language model of their own. */
    private static void checkMini(FieldReader config, AgentConfig read) {
        if (read.languageModel().modelProvider() == null) {
            throw config.wrong("language_model", "is missing: EVI 4-mini needs a model_provider and a model_resource");
        }
        if (Boolean.TRUE.equals(read.ellmModel().allowShortResponses())) {
            throw config.wrong("ellm_model.allow_short_responses", "must not be true: only EVI 3 has short responses");
        }
    }

    private static PromptMention prompt(FieldReader prompt) {
        String id = prompt.text("id", MAX_NAME_CHARS);
        return isEmpty(id)
                ? new PromptMention(
                        null, prompt.requiredText("text", Prompt.MAX_CHARS), null, Prompt.Expansion.read(prompt))
                : new PromptMention(
                        id, prompt.text("text", Prompt.MAX_CHARS), version(prompt), Prompt.Expansion.read(prompt));
    }

    private static @Nullable Integer version(FieldReader mention) {
        return mention.integer("version", 0, Integer.MAX_VALUE);
    }

    private static VoiceChoice voice(FieldReader voice) {
        String id = voice.text("id", MAX_NAME_CHARS);
        String name = voice.text("name", MAX_NAME_CHARS);
        if (isEmpty(id) && isEmpty(name)) {
            throw voice.wrong("name", "is missing; give a name or an id");
        }
        return new VoiceChoice(voice.oneOf("provider", VOICE_PROVIDERS), name, id);
    }

    private ModelChoice model(FieldReader model) {
        String provider = model.oneOf("model_provider", MODEL_PROVIDERS);
        String resource = model.text("model_resource", MAX_NAME_CHARS);
        if (provider != null && isEmpty(resource)) {
            throw model.wrong("model_resource", "is missing; a provider needs a model");
        }
        if (provider == null && !isEmpty(resource)) {
            throw model.wrong("model_provider", "is missing; a model needs a provider");
        }
        Double temperature = model.fraction("temperature");
        if (resource != null && LanguageModel.CUSTOM.equals(provider)) {
            Optional<String> objection =
                    url(resource).map(allowances.egress()::objectionTo).orElse(NO_URL);
            if (objection.isPresent()) {
                throw model.wrong("model_resource", "is a URL that " + objection.get());
            }
        }
        return new ModelChoice(provider, resource, temperature);
    }

    private BuiltinTool builtinTool(FieldReader tool) {
        String name = tool.requiredOneOf("name", BUILTIN_TOOLS);
        if (name.equals(WebSearch.TOOL) && !allowances.webSearch()) {
            throw tool.wrong("name", "must not be web_search: this engine has no search endpoint (tools.webSearch)");
        }
        return new BuiltinTool(name, tool.text("fallback_content", ToolSchema.MAX_TEXT_CHARS));
    }

    private static Message message(FieldReader message) {
        return new Message(message.requiredFlag("enabled"), message.text("text", MAX_SPOKEN_CHARS));
    }

    private static Timeout timeout(FieldReader timeout) {
        return new Timeout(
                timeout.requiredFlag("enabled"),
                timeout.integer("duration_secs", MIN_TIMEOUT_SECONDS, AgentConfig.MAX_SECONDS));
    }

    private Webhook webhook(FieldReader webhook) {
        String url = webhook.requiredText("url", 2_000).strip();
        Optional<String> objection = url(url).map(known -> Webhooks.objection(known, allowances.egress()))
                .orElse(NO_URL);
        if (objection.isPresent()) {
            throw webhook.wrong("url", objection.get() + " (an https URL on the internet is asked for)");
        }
        return new Webhook(url, webhook.requiredWords("events", WEBHOOK_EVENTS));
    }

    private static Optional<URI> url(String text) {
        try {
            return Optional.of(new URI(text.strip()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
