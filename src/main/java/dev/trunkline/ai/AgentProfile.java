package dev.trunkline.ai;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which agent a call wants, and how. Immutable.
 *
 * @param sessionId our name of the conversation: the call sid
 * @param configId the AI's configuration, or null for its default
 * @param configVersion its version, or null for the newest
 * @param resumedChatGroupId the conversation to go on with, or null for a new one
 * @param inputSampleRateHz of the linear16 mono that the AI will hear
 * @param variables for the prompt: caller, called, route and the operator's own
 * @param context something the model should know from the start, or null
 * @param tools what the model may ask for
 */
public record AgentProfile(
        String sessionId,
        @Nullable String configId,
        @Nullable Integer configVersion,
        @Nullable String resumedChatGroupId,
        int inputSampleRateHz,
        Map<String, String> variables,
        @Nullable String context,
        List<ToolSpec> tools) {

    public AgentProfile {
        variables = Map.copyOf(variables);
        tools = List.copyOf(tools);
    }

    /** The same agent, going on with an earlier conversation. */
    public AgentProfile resuming(@Nullable String chatGroupId, @Nullable String newContext) {
        return new AgentProfile(
                sessionId, configId, configVersion, chatGroupId, inputSampleRateHz, variables, newContext, tools);
    }

    /**
     * A tool as the model sees it.
     *
     * @param name lower-case with underscores
     * @param description when to use it
     * @param parametersSchemaJson JSON schema of its arguments, as text
     * @param fallbackContent what the model may say when it fails
     */
    public record ToolSpec(String name, String description, String parametersSchemaJson, String fallbackContent) {}
}
