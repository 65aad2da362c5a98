package dev.trunkline.ai.evi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What EVI sends. Fields and their meaning: EVI's {@code SubscribeEvent} schema. Immutable, except {@link AudioOutput}. The engine
 * writes the same messages by code of its own: a fault that both shared would never be seen.
 */
sealed interface EviMessage {

    /** {@code audio_output} without an {@code index}, as old servers send it. */
    int NO_INDEX = -1;

    void deliverTo(Receiver receiver);

    /** The chat is open; always the first message. */
    record ChatMetadata(
            String chatId, String chatGroupId, @Nullable String requestId) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onChatMetadata(this);
        }
    }

    /**
     * What the caller said, or what we said in the caller's name.
     *
     * @param interim the text may still change
     * @param fromText it came from a {@code user_input}
     * @param beginMillis where in the caller's sound it begins, or -1
     * @param endMillis where it ends, or -1
     * @param scores expression by name, slightly negative values occur; empty when not measured
     */
    record UserMessage(
            String text,
            boolean interim,
            boolean fromText,
            long beginMillis,
            long endMillis,
            @Nullable String language,
            Map<String, Double> scores)
            implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUserMessage(this);
        }
    }

    /**
     * One sentence that the agent says.
     *
     * @param id the same as that of its sound; "" when there is none
     * @param text "" when the message only carries a tool call
     */
    record AssistantMessage(
            String id,
            String text,
            boolean fromText,
            boolean quickResponse,
            @Nullable String language,
            Map<String, Double> scores)
            implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAssistantMessage(this);
        }
    }

    /** How a sentence of the agent sounds, about half a second after it. */
    record AssistantProsody(String id, Map<String, Double> scores) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAssistantProsody(this);
        }
    }

    /** A piece of a sentence's sound: a complete WAV file. Reused, so valid only until the codec's next message. */
    final class AudioOutput implements EviMessage {
        private String id = "";
        private int index = NO_INDEX;
        private byte[] wav = {};
        private int lengthBytes;

        AudioOutput holding(String sentence, int chunk, byte[] sound, int soundBytes) {
            id = sentence;
            index = chunk;
            wav = sound;
            lengthBytes = soundBytes;
            return this;
        }

        /** Of the sentence; "" when there is none. */
        String id() {
            return id;
        }

        /** Within the sentence, or {@link #NO_INDEX}. */
        int index() {
            return index;
        }

        byte[] wav() {
            return wav;
        }

        /** How many bytes of {@link #wav} are the file, from index 0. */
        int lengthBytes() {
            return lengthBytes;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAudioOutput(this);
        }
    }

    /** All of the agent's turn has been sent. */
    record AssistantEnd() implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAssistantEnd(this);
        }
    }

    /**
     * The caller spoke over the agent.
     *
     * @param time a Unix time whose unit the documentation does not say; 0 when absent
     */
    record UserInterruption(long time) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUserInterruption(this);
        }
    }

    /**
     * Our engine's own, which only who asks for it is sent: the sound is to stop where it is until it is known whether the caller
     * interrupts, or to go on.
     */
    record PlaybackHold(boolean held) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onPlaybackHold(this);
        }
    }

    /**
     * The model wants something done.
     *
     * @param parametersJson as the model wrote it: may be anything
     * @param builtin EVI does it itself
     */
    record ToolCalled(String id, String name, String parametersJson, boolean builtin, boolean responseRequired)
            implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolCalled(this);
        }
    }

    /** A tool has answered: one of EVI's own, or ours mirrored. */
    record ToolAnswered(String id, String content, @Nullable String name, boolean builtin) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolAnswered(this);
        }
    }

    /** A tool has failed: one of EVI's own, or ours mirrored. */
    record ToolFailed(
            String id,
            String error,
            @Nullable String content,
            @Nullable String code,
            boolean builtin) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onToolFailed(this);
        }
    }

    /** Session settings mirrored. */
    record SettingsEcho(@Nullable String customSessionId) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSettingsEcho(this);
        }
    }

    /** EVI's {@code error}: may or may not be followed by a close. */
    record Failed(
            String code,
            String slug,
            String message,
            @Nullable String requestId) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onFailed(this);
        }
    }

    /** A message of a type that we do not know. */
    record Unknown(String type) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUnknown(this);
        }
    }

    /** Not a message at all. */
    record Rejected(Rejection reason) implements EviMessage {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRejected(this);
        }
    }

    /** One method per message, so that the compiler finds what a reader forgot. */
    interface Receiver {
        void onChatMetadata(ChatMetadata message);

        void onUserMessage(UserMessage message);

        void onAssistantMessage(AssistantMessage message);

        void onAssistantProsody(AssistantProsody message);

        void onAudioOutput(AudioOutput message);

        void onAssistantEnd(AssistantEnd message);

        void onUserInterruption(UserInterruption message);

        void onPlaybackHold(PlaybackHold message);

        void onToolCalled(ToolCalled message);

        void onToolAnswered(ToolAnswered message);

        void onToolFailed(ToolFailed message);

        void onSettingsEcho(SettingsEcho message);

        void onFailed(Failed message);

        void onUnknown(Unknown message);

        void onRejected(Rejected message);
    }
}
