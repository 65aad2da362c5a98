package dev.trunkline.ai.gemini;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Gemini sends, read. Immutable, except {@link Sound}. */
sealed interface GeminiMessage {

    /** The agent's sound and nothing else: nearly all that comes. Reused, so valid only until the codec's next message. */
    final class Sound implements GeminiMessage {
        private int sampleRateHz;
        private byte[] linear16 = {};
        private int lengthBytes;

        Sound holding(int rateHz, byte[] sound, int soundBytes) {
            sampleRateHz = rateHz;
            linear16 = sound;
            lengthBytes = soundBytes;
            return this;
        }

        int sampleRateHz() {
            return sampleRateHz;
        }

        byte[] linear16() {
            return linear16;
        }

        int lengthBytes() {
            return lengthBytes;
        }
    }

    /** What a list holds that may be absent, or have holes. */
    private static <T> List<T> given(@Nullable List<@Nullable T> list) {
        List<T> given = new ArrayList<>();
        for (T each : list == null ? List.<T>of() : list) {
            if (each != null) {
                given.add(each);
            }
        }
        return List.copyOf(given);
    }

    /** It cannot be used. */
    record Rejected(GeminiRejection reason) implements GeminiMessage {}

    /**
     * {@code LiveServerMessage}: one of these fields by the reference, and several in what newer models send. What we have no use for
     * (tokens used, voice activity, grounding) is not read.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Told(
            @Nullable SetupComplete setupComplete,
            @Nullable Content serverContent,
            @Nullable ToolCalls toolCall,
            @Nullable Cancellation toolCallCancellation,
            @Nullable GoAway goAway,
            @Nullable Resumption sessionResumptionUpdate,
            @Nullable JsonNode usageMetadata,
            @Nullable JsonNode voiceActivity,
            @Nullable JsonNode voiceActivityDetectionSignal)
            implements GeminiMessage {

        /** Whether it is of a kind that we know. */
        boolean isKnown() {
            return setupComplete != null
                    || serverContent != null
                    || toolCall != null
                    || toolCallCancellation != null
                    || goAway != null
                    || sessionResumptionUpdate != null
                    || usageMetadata != null
                    || voiceActivity != null
                    || voiceActivityDetectionSignal != null;
        }
    }

    /** The session is open. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record SetupComplete(@Nullable String sessionId) {}

    /**
     * What both say. The transcriptions are pieces that are added to each other, in no order with the sound.
     *
     * @param interrupted the caller interrupts; then comes {@code turnComplete} and no {@code generationComplete}
     * @param generationComplete all of the turn has been sent
     * @param turnComplete and has been played, as Gemini reckons
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Content(
            @Nullable ModelTurn modelTurn,
            boolean interrupted,
            boolean generationComplete,
            boolean turnComplete,
            @Nullable String turnCompleteReason,
            @Nullable Transcription inputTranscription,
            @Nullable Transcription outputTranscription) {}

    /** A piece of the agent's turn. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ModelTurn(List<Part> parts) {
        public ModelTurn {
            parts = given(parts);
        }
    }

    /** Sound, or what is not for the caller: text, thoughts, code. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Part(@Nullable Blob inlineData) {}

    /** Base64 of what the type says, such as {@code audio/pcm;rate=24000}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Blob(@Nullable String mimeType, @Nullable String data) {}

    /**
     * More of what is said.
     *
     * @param finished the utterance is over
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Transcription(@Nullable String text, boolean finished) {}

    /** Tools to be run. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record ToolCalls(List<FunctionCall> functionCalls) {
        public ToolCalls {
            functionCalls = given(functionCalls);
        }
    }

    /** One of them. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record FunctionCall(
            @Nullable String id,
            @Nullable String name,
            @Nullable JsonNode args) {}

    /** Tools that nobody needs any more, mostly because the caller has spoken. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Cancellation(List<String> ids) {
        public Cancellation {
            ids = given(ids);
        }
    }

    /**
     * The connection will be ended.
     *
     * @param timeLeft as protobuf writes a duration: {@code "50s"}, {@code "9.5s"}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record GoAway(@Nullable String timeLeft) {

        private static final Pattern SECONDS = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,9})?)s");

        /** 0 when it does not say: then it may come at once. */
        long timeLeftNanos() {
            Matcher seconds = SECONDS.matcher(timeLeft == null ? "" : timeLeft);
            return seconds.matches() ? (long) (Double.parseDouble(seconds.group(1)) * 1e9) : 0;
        }
    }

    /** By what another connection can go on, if {@code resumable}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Resumption(@Nullable String newHandle, boolean resumable) {}
}
