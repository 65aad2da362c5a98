package dev.trunkline.ai.evi;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.AgentProfile.ToolSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we send: all eight messages of EVI's {@code PublishEvent} schema. There is none to cancel, truncate or report
 * playback. Immutable, except the bytes of {@link AudioInput}.
 */
sealed interface EviCommand {

    void deliverTo(Receiver receiver);

    /**
     * The caller's sound.
     *
     * @param linear16 in the format that {@link SessionSettings} declared
     * @param lengthBytes how many bytes of it, from index 0
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of the caller's buffer, never compared
    record AudioInput(byte[] linear16, int lengthBytes) implements EviCommand {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAudioInput(this);
        }
    }

    /**
     * What this chat should know; null and empty fields are not sent and stay as they are.
     *
     * @param sampleRateHz of the linear16 mono that follows
     * @param builtinTools of EVI: {@code web_search}, {@code hang_up}
     */
    record SessionSettings(
            @Nullable String customSessionId,
            @Nullable Integer sampleRateHz,
            Map<String, String> variables,
            @Nullable Context context,
            List<ToolSpec> tools,
            List<String> builtinTools,
            @Nullable String systemPrompt,
            @Nullable String voiceId,
            @Nullable String languageModelApiKey,
            Map<String, String> metadata)
            implements EviCommand {

        /** What every chat begins with. */
        static SessionSettings opening(AgentProfile profile) {
            String context = profile.context();
            return new SessionSettings(
                    profile.sessionId(),
                    profile.inputSampleRateHz(),
                    profile.variables(),
                    // Persistent: a temporary one is gone after the next thing the caller says, whatever that is.
                    context == null ? null : new Context(context, true),
                    profile.tools(),
                    List.of(),
                    null,
                    null,
                    null,
                    Map.of());
        }

        /** Changes nothing but the context. */
        static SessionSettings context(String text, boolean persistent) {
            return new SessionSettings(
                    null,
                    null,
                    Map.of(),
                    new Context(text, persistent),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    null,
                    Map.of());
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSessionSettings(this);
        }

        /** The key of somebody's language model is none of a log's business. */
        @Override
        public String toString() {
            return "SessionSettings[customSessionId=" + customSessionId + "]";
        }
    }

    /**
     * Words for the model, appended to what the caller says.
     *
     * @param persistent to everything from now on, else to the next thing only
     */
    record Context(String text, boolean persistent) {}

    /** Taken as if the caller had said it. */
    record UserInput(String text) implements EviCommand {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUserInput(this);
        }
    }

    /** Spoken by the agent word for word. */
    record AssistantInput(String text) implements EviCommand {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAssistantInput(this);
        }
    }

    /** A tool worked. */
    record ToolResponse(
            String toolCallId, String content, @Nullable String toolName) implements EviCommand {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolResponse(this);
        }
    }

    /**
     * A tool failed.
     *
     * @param error hidden from the model and the caller
     * @param content what the model is given instead, or null for the tool's own fallback
     */
    record ToolError(
            String toolCallId,
            String error,
            @Nullable String content,
            @Nullable String code) implements EviCommand {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolError(this);
        }
    }

    /** The agent stops answering and goes on transcribing. */
    record PauseAssistant() implements EviCommand {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onPauseAssistant(this);
        }
    }

    /** The agent answers the last thing that was said meanwhile. */
    record ResumeAssistant() implements EviCommand {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onResumeAssistant(this);
        }
    }

    /** One method per command, so that the compiler finds what a writer forgot. */
    interface Receiver {
        void onAudioInput(AudioInput command);

        void onSessionSettings(SessionSettings command);

        void onUserInput(UserInput command);

        void onAssistantInput(AssistantInput command);

        void onToolResponse(ToolResponse command);

        void onToolError(ToolError command);

        void onPauseAssistant(PauseAssistant command);

        void onResumeAssistant(ResumeAssistant command);
    }
}
