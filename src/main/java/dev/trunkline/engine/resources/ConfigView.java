package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.plan.ChatPlan;
import org.jspecify.annotations.Nullable;

/**
 * Shows a config as it takes effect: with its prompt and tools, and the engine's own settings where it says nothing.
 * Immutable.
 */
final class ConfigView {

    private static final long NUDGE_SECONDS = 10; // EVI's default is not documented

    private final ObjectNode defaults;

    ConfigView(ChatPlan plan) {
        this.defaults = JsonNodeFactory.instance.objectNode();
        defaults.putObject("ellm_model")
                .put("allow_short_responses", plan.agent().shortResponses());
        defaults.setAll(speech(plan));
        defaults.setAll(times(plan));
        defaults.setAll(company(plan));
    }

    ObjectNode show(Resource config, Shelf shelf) {
        ObjectNode body = config.body();
        ObjectNode shown = config.head();
        shown.set("prompt", prompt(body.get("prompt"), shelf));
        shown.set("tools", tools(body.path("tools"), shelf));
        shown.setAll(defaults.deepCopy());
        body.properties().forEach(field -> {
            if (!shown.has(field.getKey()) || defaults.has(field.getKey())) {
                shown.set(field.getKey(), merged(defaults.get(field.getKey()), field.getValue()));
            }
        });
        // Without a text of its own a message leaves the words to the mind.
        body.path("event_messages")
                .properties()
                .forEach(message ->
                        ((ObjectNode) shown.path("event_messages")).set(message.getKey(), message.getValue()));
        if (body.path("language_model").has("model_provider")) {
            shown.set("language_model", body.get("language_model")); // another model has a temperature of its own
        }
        if (!body.path("evi_version").asText().equals(ConfigFields.EVI_3)) {
            shown.putObject("ellm_model").put(ConfigFields.SHORT_RESPONSES, false);
        }
        if (body.path("voice") instanceof ObjectNode voice) {
            shown.set("voice", voice(voice));
        }
        for (JsonNode tool : shown.path("builtin_tools")) {
            ((ObjectNode) tool).putIfAbsent("fallback_content", NullNode.getInstance());
            ((ObjectNode) tool).put("tool_type", "BUILTIN");
        }
        return shown;
    }

    private static JsonNode merged(@Nullable JsonNode under, JsonNode over) {
        if (!(under instanceof ObjectNode) || !over.isObject()) {
            return over.deepCopy();
        }
        ObjectNode merged = under.deepCopy();
        over.properties()
                .forEach(field -> merged.set(field.getKey(), merged(under.get(field.getKey()), field.getValue())));
        return merged;
    }

    private static @Nullable ObjectNode prompt(@Nullable JsonNode mention, Shelf shelf) {
        if (mention == null) {
            return null;
        }
        Integer version = ConfigShape.version(mention);
        Resource prompt = shelf.mentioned(Kind.PROMPT, mention.path("id").asText(), version);
        if (prompt == null) {
            throw new IllegalStateException("a config mentions a prompt that never existed");
        }
        ObjectNode shown = PromptShape.show(prompt, version != null);
        return mention.has("prompt_expansion") ? shown.set("prompt_expansion", mention.get("prompt_expansion")) : shown;
    }

    private static ArrayNode tools(JsonNode mentions, Shelf shelf) {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        for (JsonNode mention : mentions) {
            Integer version = ConfigShape.version(mention);
            Resource tool = shelf.mentioned(Kind.TOOL, mention.path("id").asText(), version);
            if (tool == null) {
                throw new IllegalStateException("a config mentions a tool that never existed");
            }
            tools.add(ToolShape.show(tool, version != null));
        }
        return tools;
    }

    /** There is no library of voices here: a voice's name is its id, and the other way round. */
    private static ObjectNode voice(ObjectNode posted) {
        String id = posted.path("id").asText();
        String name = posted.path("name").asText();
        return JsonNodeFactory.instance
                .objectNode()
                .put("provider", posted.path("provider").asText("CUSTOM_VOICE"))
                .put("name", name.isEmpty() ? id : name)
                .put("id", id.isEmpty() ? name : id);
    }

    private static ObjectNode speech(ChatPlan plan) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        LanguageModel model = plan.agent().model() == null
                ? LanguageModel.DEFAULT
                : plan.agent().model();
        fields.putObject("language_model")
                .put("model_provider", model.provider())
                .put("model_resource", model.resource())
                .put("temperature", model.temperature());
        if (plan.agent().voice() == null) {
            fields.putNull("voice");
        } else {
            fields.set(
                    "voice",
                    voice(JsonNodeFactory.instance
                            .objectNode()
                            .put("name", plan.agent().voice())));
        }
        ObjectNode messages = fields.putObject("event_messages");
        message(messages.putObject("on_new_chat"), plan.announcements().onNewChat());
        message(
                messages.putObject("on_inactivity_timeout"),
                plan.announcements().onInactivity());
        message(
                messages.putObject("on_max_duration_timeout"),
                plan.announcements().onMaxDuration());
        return fields;
    }

    private static void message(ObjectNode shown, ChatPlan.Announcement message) {
        shown.put("enabled", message.enabled()).put("text", message.text());
    }

    private static ObjectNode times(ChatPlan plan) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        ObjectNode timeouts = fields.putObject("timeouts");
        seconds(
                timeouts.putObject("inactivity").put("enabled", true),
                "duration_secs",
                plan.limits().inactivityMillis());
        seconds(
                timeouts.putObject("max_duration").put("enabled", true),
                "duration_secs",
                plan.limits().maxDurationMillis());
        long nudgeMillis = plan.limits().nudgeAfterMillis();
        seconds(
                fields.putObject("nudges").put("enabled", nudgeMillis > 0),
                "interval_secs",
                nudgeMillis > 0 ? nudgeMillis : NUDGE_SECONDS * 1_000);
        fields.putObject("turn_detection")
                .put("end_of_turn_silence_ms", plan.turns().endOfTurnSilenceMillis())
                .put("speech_detection_threshold", plan.turns().speechDetectionThreshold())
                .put("prefix_padding_ms", plan.turns().prefixPaddingMillis());
        fields.putObject("interruption").put("min_interruption_ms", plan.turns().minInterruptionMillis());
        return fields;
    }

    /** Whole seconds as EVI has them, but an engine may be set more finely. */
    private static void seconds(ObjectNode object, String field, long millis) {
        if (millis % 1_000 == 0) {
            object.put(field, millis / 1_000);
        } else {
            object.put(field, millis / 1_000.0);
        }
    }

    private static ObjectNode company(ChatPlan plan) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        ArrayNode builtinTools = fields.putArray("builtin_tools");
        plan.tools()
                .builtin()
                .forEach((name, fallback) -> builtinTools
                        .addObject()
                        .put("name", name)
                        .put("fallback_content", fallback.isEmpty() ? null : fallback));
        ArrayNode webhooks = fields.putArray("webhooks");
        plan.webhooks().forEach(webhook -> {
            ObjectNode shown = webhooks.addObject().put("url", webhook.url().toString());
            webhook.events().stream().sorted().forEach(shown.putArray("events")::add);
        });
        return fields;
    }
}
