package dev.trunkline.engine.wire;

import org.jspecify.annotations.Nullable;

/**
 * What a client can send, or what became of it. Immutable. The bridge writes the same messages by code of its own: a fault that both
 * shared would never be seen.
 */
public sealed interface ClientMessage {

    void deliverTo(Receiver receiver);

    /**
     * The caller's sound.
     *
     * @param audio the bytes, decoded from base64 or a whole binary frame; not written to
     * @param customSessionId names the session, see {@link Named}; null when it does not
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record AudioInput(byte[] audio, @Nullable String customSessionId) implements ClientMessage {

        /** Sound and nothing else. */
        public AudioInput(byte[] audio) {
            this(audio, null);
        }

        @Override
        public void deliverTo(Receiver receiver) {
            if (customSessionId != null) {
                receiver.onSessionNamed(customSessionId);
            }
            receiver.onAudioInput(this);
        }
    }

    /**
     * Changes of the session.
     *
     * @param json the message as it may be kept: without the client's key, and with variables as text
     */
    record SettingsChange(SessionSettings settings, String json) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSettingsChange(this);
        }
    }

    /** Text that counts as said by the caller. */
    record UserInput(String text) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUserInput(this);
        }
    }

    /** Text that the agent says word for word. */
    record AssistantInput(String text) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAssistantInput(this);
        }
    }

    /**
     * A tool's answer.
     *
     * @param toolName as the client says, or null
     */
    record ToolResponse(
            String toolCallId, String content, @Nullable String toolName) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolResponse(this);
        }
    }

    /**
     * A tool's failure.
     *
     * @param error not for the caller
     * @param content what may be said about it
     * @param code the client's own
     */
    record ToolError(
            String toolCallId,
            String error,
            @Nullable String content,
            @Nullable String code) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolError(this);
        }
    }

    /** The agent is to stop answering. */
    record PauseAssistant() implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onPause();
        }
    }

    /** The agent is to answer again. */
    record ResumeAssistant() implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onResume();
        }
    }

    /**
     * A message that names the session: every type may carry {@code custom_session_id}.
     *
     * @param message well-formed, and neither sound nor settings, which name the session themselves
     * @param customSessionId put on every message of the server from now on
     */
    record Named(ClientMessage message, String customSessionId) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSessionNamed(customSessionId);
            message.deliverTo(receiver);
        }
    }

    /**
     * Something that is none of the others.
     *
     * @param problem what is wrong
     * @param detail for the client's developer
     */
    record Malformed(Problem problem, String detail) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onMalformed(this);
        }
    }

    /** Takes each kind. */
    interface Receiver {
        void onAudioInput(AudioInput message);

        void onSettingsChange(SettingsChange message);

        void onUserInput(UserInput message);

        void onAssistantInput(AssistantInput message);

        void onToolResponse(ToolResponse message);

        void onToolError(ToolError message);

        void onPause();

        void onResume();

        void onSessionNamed(String customSessionId);

        void onMalformed(Malformed message);
    }
}
