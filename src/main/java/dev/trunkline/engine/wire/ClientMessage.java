package dev.trunkline.engine.wire;

import org.jspecify.annotations.Nullable;

/** What a client can send, or what became of it. Immutable. */
public sealed interface ClientMessage {

    void deliverTo(Receiver receiver);

    /**
     * The caller's sound.
     *
     * @param audio the bytes, decoded from base64 or a whole binary frame; not written to
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record AudioInput(byte[] audio) implements ClientMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAudioInput(this);
        }
    }

    /** Changes of the session. */
    record SettingsChange(SessionSettings settings) implements ClientMessage {
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

    /** A tool's answer. */
    record ToolResponse(String toolCallId, String content) implements ClientMessage {
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
     */
    record ToolError(
            String toolCallId, String error, @Nullable String content) implements ClientMessage {
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

        void onMalformed(Malformed message);
    }
}
