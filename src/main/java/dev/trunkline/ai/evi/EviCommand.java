package dev.trunkline.ai.evi;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.trunkline.ai.AgentDescription;
import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import dev.trunkline.ai.FilledPrompt;
import dev.trunkline.ai.HeardLine;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What we send, as Jackson writes it: all messages of EVI's {@code PublishEvent} schema but {@code audio_input}, which
 * {@link EviCodec} writes by itself. There is none to cancel, truncate or report playback. Immutable. The engine reads the same
 * messages by code of its own: a fault that both shared would never be seen.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonNaming(SnakeCaseStrategy.class)
@JsonInclude(Include.NON_NULL)
sealed interface EviCommand {

    /**
     * What this chat should know; null and empty fields are not sent and stay as they are.
     *
     * @param builtinTools of EVI: {@code web_search}, {@code hang_up}
     */
    @JsonTypeName("session_settings")
    record SessionSettings(
            @Nullable String customSessionId,
            @Nullable Audio audio,
            @Nullable String systemPrompt,
            @JsonInclude(Include.NON_EMPTY) Map<String, String> variables,
            @Nullable Context context,
            @JsonInclude(Include.NON_EMPTY) List<Tool> tools,
            @JsonInclude(Include.NON_EMPTY) List<BuiltinTool> builtinTools,
            @Nullable String voiceId,
            @Nullable String languageModelApiKey,
            @JsonInclude(Include.NON_EMPTY) Map<String, String> metadata)
            implements EviCommand {

        private static final Pattern UUID = Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

        /** What every chat begins with. */
        static SessionSettings opening(AgentProfile profile) {
            String text = contextOf(profile);
            AgentDescription agent = profile.description();
            // Persistent: a temporary one is gone after the next thing the caller says, whatever that is.
            Context context = text == null ? null : new Context(text, true);
            Audio audio = new Audio("linear16", profile.inputSampleRateHz(), 1);
            List<Tool> tools = profile.tools().stream().map(Tool::of).toList();
            return new SessionSettings(
                    profile.sessionId(),
                    audio,
                    agent.instructions(),
                    profile.variables(),
                    context,
                    tools,
                    List.of(),
                    voiceId(agent),
                    null,
                    Map.of());
        }

        /** How a new call is to begin, for which EVI has no field; null for as its configuration says. */
        private static @Nullable String welcome(AgentProfile profile) {
            AgentDescription agent = profile.description();
            if (profile.resumedChatGroupId() != null || !profile.heard().isEmpty()) {
                return null;
            }
            String greeting = agent.greeting();
            String begin = greeting == null
                    ? ""
                    : "Greet the caller with exactly these words: \"" + FilledPrompt.fill(greeting, profile.variables())
                            + "\".";
            String speak =
                    agent.language() == null ? "" : "Speak this language with the caller: " + agent.language() + ".";
            String both = (begin + " " + speak).strip();
            return both.isEmpty() ? null : both;
        }

        /** EVI's are UUIDs; what stands there for another vendor would be refused. */
        private static @Nullable String voiceId(AgentDescription agent) {
            String voice = agent.voice();
            return voice != null && UUID.matcher(voice).matches() ? voice : null;
        }

        /** How the chat begins: one that resumes another knows what was said there; a new one of an old call is told. */
        private static @Nullable String contextOf(AgentProfile profile) {
            String context = profile.context() == null ? welcome(profile) : profile.context();
            if (profile.resumedChatGroupId() != null || profile.heard().isEmpty()) {
                return context;
            }
            String before = "This was said before:\n" + HeardLine.text(profile.heard());
            return context == null ? before : context + " " + before;
        }

        /** Changes nothing but the context. */
        static SessionSettings context(String text, boolean persistent) {
            Context context = new Context(text, persistent);
            return new SessionSettings(null, null, null, Map.of(), context, List.of(), List.of(), null, null, Map.of());
        }

        /** The key of somebody's language model is none of a log's business. */
        @Override
        public String toString() {
            return "SessionSettings[customSessionId=" + customSessionId + "]";
        }
    }

    /**
     * How the sound that follows is written.
     *
     * @param sampleRate in hertz
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Audio(String encoding, int sampleRate, int channels) {}

    /**
     * Words for the model, appended to what the caller says.
     *
     * @param persistent to everything from now on, else to the next thing only
     */
    record Context(String text, @JsonIgnore boolean persistent) {
        @JsonProperty
        String type() {
            return persistent ? "persistent" : "temporary";
        }
    }

    /**
     * A tool of ours.
     *
     * @param parameters a string that holds JSON, not JSON: EVI's schema of tools
     */
    @JsonNaming(SnakeCaseStrategy.class)
    record Tool(String type, String name, String description, String parameters, String fallbackContent) {
        static Tool of(ToolSpec tool) {
            return new Tool(
                    "function", tool.name(), tool.description(), tool.parametersSchemaJson(), tool.fallbackContent());
        }
    }

    /** A tool of EVI. */
    record BuiltinTool(String name) {}

    /** Taken as if the caller had said it. */
    @JsonTypeName("user_input")
    record UserInput(String text) implements EviCommand {}

    /** Spoken by the agent word for word. */
    @JsonTypeName("assistant_input")
    record AssistantInput(String text) implements EviCommand {}

    /** A tool worked. */
    @JsonTypeName("tool_response")
    record ToolResponse(
            String toolCallId, String content, @Nullable String toolName) implements EviCommand {
        @JsonProperty
        String toolType() {
            return "function";
        }
    }

    /**
     * A tool failed.
     *
     * @param error hidden from the model and the caller
     * @param content what the model is given instead, or null for the tool's own fallback
     */
    @JsonTypeName("tool_error")
    @JsonPropertyOrder({"toolCallId", "error", "content", "code", "level", "toolType"})
    record ToolError(
            String toolCallId,
            String error,
            @Nullable String content,
            @Nullable String code) implements EviCommand {
        @JsonProperty
        String level() {
            return "warn";
        }

        @JsonProperty
        String toolType() {
            return "function";
        }
    }

    /** The agent stops answering and goes on transcribing. */
    @JsonTypeName("pause_assistant_message")
    record PauseAssistant() implements EviCommand {}

    /** The agent answers the last thing that was said meanwhile. */
    @JsonTypeName("resume_assistant_message")
    record ResumeAssistant() implements EviCommand {}
}
