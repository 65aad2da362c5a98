package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.hearing.TurnSettings;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.ChatPlans;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes plans of stored configs. Thread-safe; never blocks. */
public final class ConfigPlans implements ChatPlans {

    private final Resources resources;
    private final ChatPlan defaults;
    private final ConfigView view;

    /**
     * Reads configs from {@code resources}.
     *
     * @param defaults for everything that a config leaves out
     */
    public ConfigPlans(Resources resources, ChatPlan defaults) {
        this.resources = resources;
        this.defaults = defaults;
        this.view = new ConfigView(defaults);
    }

    @Override
    public CompletableFuture<@Nullable ChatPlan> find(String configId, @Nullable Integer version) {
        String id = ResourceIds.parse(configId);
        if (id == null) {
            return CompletableFuture.completedFuture(null);
        }
        return resources.<@Nullable ChatPlan>with(shelf -> {
            Resource config = shelf.find(Kind.CONFIG, id, version);
            return config == null ? null : plan(config, view.show(config, shelf));
        });
    }

    private ChatPlan plan(Resource config, ObjectNode shown) {
        return new ChatPlan(
                new ChatPlan.ConfigRef(config.id(), config.version()),
                shown.path("prompt").path("text").asText(defaults.systemPrompt()),
                announcements(shown.path("event_messages")),
                turns(shown.path("turn_detection"), shown.path("interruption")),
                limits(shown.path("timeouts"), shown.path("nudges")),
                config.body().has("tools") ? tools(shown.path("tools")) : defaults.tools(),
                builtinTools(shown.path("builtin_tools")),
                shown.path("voice").path("name").asText(null),
                model(shown.path("language_model")),
                shown.path("ellm_model").path(ConfigFields.SHORT_RESPONSES).asBoolean(),
                webhooks(shown.path("webhooks")));
    }

    private static ChatPlan.Announcements announcements(JsonNode messages) {
        return new ChatPlan.Announcements(
                announcement(messages.path("on_new_chat")),
                announcement(messages.path("on_inactivity_timeout")),
                announcement(messages.path("on_max_duration_timeout")));
    }

    private static ChatPlan.Announcement announcement(JsonNode message) {
        return message.path("enabled").asBoolean()
                ? new ChatPlan.Announcement(true, message.path("text").asText(""))
                : ChatPlan.Announcement.of("");
    }

    private TurnSettings turns(JsonNode detection, JsonNode interruption) {
        return new TurnSettings(
                detection.path("end_of_turn_silence_ms").intValue(),
                detection.path("speech_detection_threshold").doubleValue(),
                detection.path("prefix_padding_ms").intValue(),
                interruption.path("min_interruption_ms").intValue(),
                defaults.turns().playbackAware());
    }

    private ChatLimits limits(JsonNode timeouts, JsonNode nudges) {
        boolean nudged = nudges.path("enabled").asBoolean();
        return new ChatLimits(
                timeoutMillis(timeouts.path("inactivity")),
                timeoutMillis(timeouts.path("max_duration")),
                nudged ? millis(nudges.path("interval_secs")) : 0,
                defaults.limits().maxNudges());
    }

    private static long timeoutMillis(JsonNode timeout) {
        return timeout.path("enabled").asBoolean()
                ? millis(timeout.path("duration_secs"))
                : ConfigFields.MAX_SECONDS * 1_000L;
    }

    private static long millis(JsonNode seconds) {
        return Math.round(seconds.doubleValue() * 1_000);
    }

    private static List<ToolDefinition> tools(JsonNode shown) {
        List<ToolDefinition> tools = new ArrayList<>();
        for (JsonNode tool : shown) {
            tools.add(new ToolDefinition(
                    tool.path("name").asText(),
                    tool.path("description").asText(""),
                    tool.path("parameters").asText(),
                    tool.path("fallback_content").asText("")));
        }
        return tools;
    }

    private static Map<String, String> builtinTools(JsonNode shown) {
        Map<String, String> tools = new HashMap<>();
        for (JsonNode tool : shown) {
            tools.put(tool.path("name").asText(), tool.path("fallback_content").asText(""));
        }
        return tools;
    }

    static @Nullable LanguageModel model(JsonNode shown) {
        if (!shown.hasNonNull("model_provider")) {
            return null;
        }
        return new LanguageModel(
                shown.path("model_provider").asText(),
                shown.path("model_resource").asText(),
                shown.hasNonNull("temperature") ? shown.path("temperature").doubleValue() : null);
    }

    private static List<ChatPlan.Webhook> webhooks(JsonNode shown) {
        List<ChatPlan.Webhook> webhooks = new ArrayList<>();
        for (JsonNode webhook : shown) {
            Set<String> events = new LinkedHashSet<>();
            webhook.path("events").forEach(event -> events.add(event.asText()));
            webhooks.add(new ChatPlan.Webhook(URI.create(webhook.path("url").asText()), events));
        }
        return webhooks;
    }
}
