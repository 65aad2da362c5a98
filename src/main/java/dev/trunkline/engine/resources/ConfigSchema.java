package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.rest.ApiException;
import dev.trunkline.engine.rest.FieldReader;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Configs over REST. What they say of prompts and tools is a mention of others. Immutable.
 *
 * @param defaults shown where a config says nothing; a whole config
 * @param allowances what they may ask for
 */
record ConfigSchema(AgentConfig defaults, Allowances allowances) implements ResourceSchema<AgentConfig> {

    ConfigSchema(ChatPlan defaults, Allowances allowances) {
        this(AgentConfig.of(defaults), allowances);
    }

    @Override
    public ResourceType<AgentConfig> type() {
        return ResourceType.CONFIG;
    }

    @Override
    public AgentConfig read(FieldReader fields) {
        return new ConfigFields(allowances).read(fields);
    }

    @Override
    public AgentConfig settle(
            AgentConfig body, String name, @Nullable AgentConfig newest, ResourceTransaction transaction) {
        for (AgentConfig.ToolMention tool :
                Objects.requireNonNullElse(body.tools(), List.<AgentConfig.ToolMention>of())) {
            existing(ResourceType.TOOL, tool.id(), tool.version(), "tools", transaction);
        }
        AgentConfig.PromptMention prompt = body.prompt();
        return body.settled(prompt == null ? null : settled(prompt, name, transaction), newest);
    }

    /** As it takes effect: with its prompt and tools, and the engine's own settings where it says nothing. */
    @Override
    public ObjectNode show(Resource<AgentConfig> stored, ResourceTransaction transaction) {
        AgentConfig config = stored.body();
        MentionedResources mentioned = MentionedResources.by(config, transaction);
        ObjectNode shown = stored.json(config.over(defaults));
        if (config.prompt() != null && mentioned.prompt() != null) {
            shown.set(
                    "prompt",
                    PromptSchema.show(
                            mentioned.prompt(),
                            config.prompt().version() != null,
                            config.prompt().promptExpansion()));
        }
        var tools = shown.putArray("tools");
        for (int i = 0; i < mentioned.tools().size(); i++) {
            boolean isFixed = Objects.requireNonNull(config.tools()).get(i).version() != null;
            tools.add(ToolSchema.show(mentioned.tools().get(i), isFixed));
        }
        for (JsonNode tool : shown.path("builtin_tools")) {
            ((ObjectNode) tool).put("tool_type", "BUILTIN");
        }
        return shown;
    }

    @Override
    public @Nullable String warning(Resource<AgentConfig> stored, ObjectNode shown) {
        AgentConfig config = stored.body();
        return new Nominal(allowances)
                .warning(
                        config,
                        config.over(defaults).languageModel(),
                        shown.path("tools").findValuesAsText("name"));
    }

    /** A prompt that exists stays a mention; a text becomes a prompt of its own. */
    private static AgentConfig.PromptMention settled(
            AgentConfig.PromptMention prompt, String configName, ResourceTransaction transaction) {
        String text = prompt.text();
        if (prompt.id() != null) {
            Resource<Prompt> found =
                    existing(ResourceType.PROMPT, prompt.id(), prompt.version(), "prompt", transaction);
            // A config that was read and is posted again has the text, too; a changed one must not be lost silently.
            if (text != null && !text.equals(found.body().text())) {
                throw ApiException.badRequest("the field 'prompt.text' is not the text of that prompt: add a version to"
                        + " the prompt, or leave 'prompt.id' out to make a new prompt");
            }
            return new AgentConfig.PromptMention(prompt.id(), null, prompt.version(), prompt.promptExpansion());
        }
        String unique = UUID.randomUUID().toString().substring(0, 8);
        Resource<Prompt> made = transaction.create(
                ResourceType.PROMPT,
                configName + " (prompt " + unique + ")",
                null,
                new Prompt(Objects.requireNonNull(text), prompt.promptExpansion()));
        return new AgentConfig.PromptMention(made.id(), null, made.version(), prompt.promptExpansion());
    }

    private static <T> Resource<T> existing(
            ResourceType<T> type, String id, @Nullable Integer version, String field, ResourceTransaction transaction) {
        Resource<T> found = transaction.find(type, id, version);
        if (found == null) {
            throw ApiException.badRequest("the field '" + field + "' mentions a " + type.label()
                    + " that does not exist: " + id + (version == null ? "" : ", version " + version));
        }
        return found;
    }
}
