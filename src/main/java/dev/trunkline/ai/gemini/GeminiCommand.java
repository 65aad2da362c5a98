package dev.trunkline.ai.gemini;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we send, as Jackson writes it: {@code LiveClientMessage} of {@code @google/genai}, an object with one field, but for the
 * caller's sound, which {@link AudioWriter} writes. An absent field must be absent: newer models refuse a null or an empty one.
 * Immutable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonInclude(Include.NON_NULL)
sealed interface GeminiCommand {

    /** What a connection begins with, and what cannot be changed any more. */
    @JsonTypeName("setup")
    @JsonInclude(Include.NON_NULL)
    record Setup(
            String model,
            GenerationConfig generationConfig,
            @Nullable Content systemInstruction,
            @JsonInclude(Include.NON_EMPTY) List<Tool> tools,
            @Nullable RealtimeInputConfig realtimeInputConfig,
            SessionResumption sessionResumption,
            Compression contextWindowCompression,
            Transcription inputAudioTranscription,
            Transcription outputAudioTranscription,
            @Nullable HistoryConfig historyConfig)
            implements GeminiCommand {

        /** The handle names a conversation, and the instructions may name its caller. */
        @Override
        public String toString() {
            return "Setup[model=" + model + "]";
        }
    }

    /**
     * What was said before, or what should be known; Gemini breaks off what it is saying.
     *
     * @param turnComplete false: nothing is said to it
     */
    @JsonTypeName("clientContent")
    record ClientContent(List<Content> turns, boolean turnComplete) implements GeminiCommand {}

    /** Words, taken as if the caller had said them. The same message as that with the caller's sound. */
    @JsonTypeName("realtimeInput")
    record RealtimeText(String text) implements GeminiCommand {}

    /** What tools have brought. */
    @JsonTypeName("toolResponse")
    record ToolResponse(List<FunctionResponse> functionResponses) implements GeminiCommand {}

    /** How to answer. */
    @JsonInclude(Include.NON_NULL)
    record GenerationConfig(
            List<String> responseModalities,
            @Nullable Double temperature,
            @Nullable SpeechConfig speechConfig) {}

    /** How to speak. */
    @JsonInclude(Include.NON_NULL)
    record SpeechConfig(
            @Nullable VoiceConfig voiceConfig, @Nullable String languageCode) {}

    /** With whose voice. */
    record VoiceConfig(PrebuiltVoice prebuiltVoiceConfig) {}

    /** One of Gemini's. */
    record PrebuiltVoice(String voiceName) {}

    /** Paragraphs. */
    @JsonInclude(Include.NON_NULL)
    record Content(@Nullable String role, List<Part> parts) {

        static Content of(@Nullable String role, List<String> paragraphs) {
            return new Content(role, paragraphs.stream().map(Part::new).toList());
        }
    }

    /** A paragraph. */
    record Part(String text) {}

    /** Tools of one kind: ours. */
    record Tool(List<FunctionDeclaration> functionDeclarations) {}

    /**
     * A tool of ours.
     *
     * @param parametersJsonSchema absent for one without parameters
     */
    @JsonInclude(Include.NON_NULL)
    record FunctionDeclaration(
            String name, String description, @Nullable JsonNode parametersJsonSchema) {}

    /** How it finds out that the caller speaks, and what it does then. */
    @JsonInclude(Include.NON_NULL)
    record RealtimeInputConfig(
            @Nullable ActivityDetection automaticActivityDetection,
            @Nullable String activityHandling) {}

    /** Silence and speech. */
    @JsonInclude(Include.NON_NULL)
    record ActivityDetection(
            @Nullable String startOfSpeechSensitivity,
            @Nullable String endOfSpeechSensitivity,
            @Nullable Integer silenceDurationMs) {}

    /** Asks for handles, and goes on by one. */
    @JsonInclude(Include.NON_NULL)
    record SessionResumption(@Nullable String handle) {}

    /** Without it a session ends after a quarter of an hour. */
    record Compression(SlidingWindow slidingWindow) {}

    /** As Gemini has it. */
    @JsonInclude
    record SlidingWindow() {}

    /** Asks for the words. */
    @JsonInclude
    record Transcription() {}

    /** The first content is what was said before, and nothing to answer. */
    record HistoryConfig(boolean initialHistoryInClientContent) {}

    /** One tool's. */
    record FunctionResponse(String id, String name, Map<String, String> response) {}
}
