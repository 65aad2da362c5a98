package dev.trunkline.engine.resources;

import dev.trunkline.engine.mind.ToolDefinition;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The prompt and the tools that a config mentions. Immutable. */
record MentionedResources(@Nullable Resource<Prompt> prompt, List<Resource<Tool>> tools) {

    /** Looks them up, also what has been deleted since. */
    static MentionedResources by(AgentConfig config, ResourceTransaction transaction) {
        AgentConfig.PromptMention prompt = config.prompt();
        return new MentionedResources(
                prompt == null
                        ? null
                        : there(transaction.mentioned(
                                ResourceType.PROMPT, Objects.requireNonNull(prompt.id()), prompt.version())),
                Objects.requireNonNullElse(config.tools(), List.<AgentConfig.ToolMention>of()).stream()
                        .map(tool -> there(transaction.mentioned(ResourceType.TOOL, tool.id(), tool.version())))
                        .toList());
    }

    private static <T> Resource<T> there(@Nullable Resource<T> found) {
        if (found == null) {
            throw new IllegalStateException("a config mentions a prompt or a tool that never existed");
        }
        return found;
    }

    /** The tools as models are told of them. */
    List<ToolDefinition> definitions() {
        return tools.stream()
                .map(tool -> new ToolDefinition(
                        tool.name(),
                        Objects.requireNonNullElse(tool.body().description(), ""),
                        tool.body().parameters(),
                        Objects.requireNonNullElse(tool.body().fallbackContent(), "")))
                .toList();
    }
}
