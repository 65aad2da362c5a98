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
 * @param inputSampleRateHz of the linear16 mono that an AI hears that lets us choose
 * @param variables for the prompt: caller, called, route and the operator's own
 * @param context something the model should know from the start, or null
 * @param tools what the model may ask for
 * @param description the agent itself
 * @param heard what was said in this call before, the newest last, for an AI that has no memory of it
 */
public record AgentProfile(
        String sessionId,
        @Nullable String configId,
        @Nullable Integer configVersion,
        @Nullable String resumedChatGroupId,
        int inputSampleRateHz,
        Map<String, String> variables,
        @Nullable String context,
        List<ToolSpec> tools,
        AgentDescription description,
        List<HeardLine> heard) {

    public AgentProfile {
        variables = Map.copyOf(variables);
        tools = List.copyOf(tools);
        heard = List.copyOf(heard);
    }

    /** An agent of which the far end knows everything else, in a new call. */
    public AgentProfile(
            String sessionId,
            @Nullable String configId,
            @Nullable Integer configVersion,
            @Nullable String resumedChatGroupId,
            int inputSampleRateHz,
            Map<String, String> variables,
            @Nullable String context,
            List<ToolSpec> tools) {
        this(
                sessionId,
                configId,
                configVersion,
                resumedChatGroupId,
                inputSampleRateHz,
                variables,
                context,
                tools,
                AgentDescription.NONE,
                List.of());
    }

    /** The same agent, going on with an earlier conversation. */
    public AgentProfile resuming(@Nullable String chatGroupId, @Nullable String newContext) {
        return with(chatGroupId, variables, newContext, description, heard);
    }

    /** The same agent, after so much was said. */
    public AgentProfile after(List<HeardLine> lines) {
        return with(resumedChatGroupId, variables, context, description, lines);
    }

    public AgentProfile withVariables(Map<String, String> others) {
        return with(resumedChatGroupId, others, context, description, heard);
    }

    public AgentProfile described(AgentDescription as) {
        return with(resumedChatGroupId, variables, context, as, heard);
    }

    private AgentProfile with(
            @Nullable String newGroupId,
            Map<String, String> newVariables,
            @Nullable String newContext,
            AgentDescription newDescription,
            List<HeardLine> newHeard) {
        return new AgentProfile(
                sessionId,
                configId,
                configVersion,
                newGroupId,
                inputSampleRateHz,
                newVariables,
                newContext,
                tools,
                newDescription,
                newHeard);
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
