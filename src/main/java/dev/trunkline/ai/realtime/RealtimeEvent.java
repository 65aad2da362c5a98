package dev.trunkline.ai.realtime;

import org.jspecify.annotations.Nullable;

/**
 * What the far end says, of all server events those that concern a call: OpenAI's reference of the Realtime API, with the names of
 * its beta (and of Azure Voice Live) where they differ. Immutable, but for {@link AudioDelta}.
 */
sealed interface RealtimeEvent {

    /** Tells {@code receiver} by the method of this kind. */
    void deliverTo(Receiver receiver);

    /** One method for each kind. */
    interface Receiver {
        void onSessionOpened(SessionOpened event);

        void onSessionUpdated(SessionUpdated event);

        void onSpeechStarted(SpeechStarted event);

        void onSpeechStopped(SpeechStopped event);

        void onCallerCommitted(CallerCommitted event);

        void onCallerText(CallerText event);

        void onCallerNotUnderstood(CallerNotUnderstood event);

        void onResponseCreated(ResponseCreated event);

        void onAgentText(AgentText event);

        void onAudioDelta(AudioDelta event);

        void onFunctionCalled(FunctionCalled event);

        void onResponseDone(ResponseDone event);

        void onFailed(Failed event);

        void onOfNoUse(OfNoUse event);

        void onUnknown(Unknown event);

        void onRejected(Rejected event);
    }

    /**
     * {@code session.created}, or {@code conversation.created}, which is the first that xAI sends.
     *
     * @param sessionId "" when it is not said
     * @param expiresAtSeconds of the epoch; 0 when it is not said
     */
    record SessionOpened(String sessionId, long expiresAtSeconds) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSessionOpened(this);
        }
    }

    /**
     * {@code session.updated}: our settings are taken.
     *
     * @param hears the format of the caller's sound as the far end has it now, null when it does not say
     * @param speaks that of the agent's
     */
    record SessionUpdated(
            String sessionId,
            long expiresAtSeconds,
            @Nullable WireFormat hears,
            @Nullable WireFormat speaks) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSessionUpdated(this);
        }
    }

    /**
     * How sound is written, in the far end's words.
     *
     * @param name {@code audio/pcmu}, {@code audio/pcm}, or the beta's {@code g711_ulaw}, {@code pcm16}
     * @param rateHz 0 when it is not said
     */
    record WireFormat(String name, int rateHz) {}

    /** {@code input_audio_buffer.speech_started}; {@code itemId} is the item that the caller's turn will be. */
    record SpeechStarted(String itemId) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSpeechStarted(this);
        }
    }

    /**
     * {@code input_audio_buffer.speech_stopped}.
     *
     * @param audioEndMillis where, in all the sound that the far end has had in this session; 0 when it is not said
     */
    record SpeechStopped(String itemId, long audioEndMillis) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSpeechStopped(this);
        }
    }

    /** {@code input_audio_buffer.committed}: the caller's turn is an item now. */
    record CallerCommitted(String itemId) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onCallerCommitted(this);
        }
    }

    /**
     * {@code conversation.item.input_audio_transcription.delta}, {@code .updated} (xAI: all words so far) and {@code .completed}.
     *
     * @param text what is new of it, or all of it
     */
    record CallerText(String itemId, String text, Extent extent) implements RealtimeEvent {

        /** How much of the transcript it is. */
        enum Extent {
            MORE,
            SO_FAR,
            WHOLE
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onCallerText(this);
        }
    }

    /** {@code conversation.item.input_audio_transcription.failed}. */
    record CallerNotUnderstood(String itemId, String code, String message) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onCallerNotUnderstood(this);
        }
    }

    /** {@code response.created}. */
    record ResponseCreated(String responseId) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onResponseCreated(this);
        }
    }

    /** {@code response.output_audio_transcript.delta}: words of sound that is sent beside them. */
    record AgentText(String responseId, String itemId, String more) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAgentText(this);
        }
    }

    /** {@code response.output_audio.delta}: a piece of sound. Reused: valid until the next is read. */
    final class AudioDelta implements RealtimeEvent {
        private String responseId = "";
        private String itemId = "";
        private int contentIndex;
        private byte[] sound = {};
        private int lengthBytes;

        AudioDelta holding(String ofResponse, String ofItem, int ofContent, byte[] bytes, int length) {
            responseId = ofResponse;
            itemId = ofItem;
            contentIndex = ofContent;
            sound = bytes;
            lengthBytes = length;
            return this;
        }

        String responseId() {
            return responseId;
        }

        String itemId() {
            return itemId;
        }

        /** Which of the item's parts it belongs to: 0 in all that was ever seen. */
        int contentIndex() {
            return contentIndex;
        }

        /** From index 0, in the session's output format. */
        byte[] sound() {
            return sound;
        }

        int lengthBytes() {
            return lengthBytes;
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onAudioDelta(this);
        }
    }

    /**
     * A function call: {@code response.function_call_arguments.done}, or {@code response.output_item.done} with such an item.
     *
     * @param name null where the far end says it in the other event only
     * @param isWhole whether it is certain that the arguments were not cut off: {@code .arguments.done} comes of a call that was, too
     */
    record FunctionCalled(
            String responseId, String callId, @Nullable String name, String argumentsJson, boolean isWhole)
            implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onFunctionCalled(this);
        }
    }

    /**
     * {@code response.done}.
     *
     * @param status {@code completed}, {@code cancelled}, {@code failed} or {@code incomplete}
     * @param reason {@code turn_detected}, {@code client_cancelled}, {@code max_output_tokens}, {@code content_filter}; or ""
     * @param code of the error of a failed one, or ""
     * @param message of the same
     */
    record ResponseDone(String responseId, String status, String reason, String code, String message)
            implements RealtimeEvent {
        boolean isCompleted() {
            return status.equals("completed");
        }

        boolean isFailed() {
            return status.equals("failed");
        }

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onResponseDone(this);
        }
    }

    /**
     * {@code error}.
     *
     * @param causeId the {@code event_id} of our event that is to blame, or ""
     */
    record Failed(String type, String code, String message, String causeId) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onFailed(this);
        }
    }

    /** An event of the reference that tells a call nothing new. */
    record OfNoUse(String type) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onOfNoUse(this);
        }
    }

    /** An event that we do not know. */
    record Unknown(String type) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onUnknown(this);
        }
    }

    /** Not usable. */
    record Rejected(EventRejection reason) implements RealtimeEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onRejected(this);
        }
    }
}
