package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One chunk of a chat completion, in whichever dialect a server writes it; a completion as a whole is one, too. Immutable.
 *
 * @param fingerprint {@code system_fingerprint}; empty when there is none
 * @param choices those with index 0, or without one
 */
record CompletionChunk(String fingerprint, List<Choice> choices) {

    private static final Set<String> SPEECH = Set.of("text", "output_text", "refusal");
    private static final List<String> REASONING =
            List.of("reasoning_content", "reasoning", "reasoning_text", "reasoning_details", "thinking");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    // Python's servers write NaN and Infinity, in log probabilities for example.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /**
     * What one choice adds.
     *
     * @param text to be spoken; may be empty
     * @param isReasoned whether a field of its own holds reasoning: the server tells it apart by itself
     * @param toolCalls pieces of calls
     * @param finishReason empty when there is none
     */
    record Choice(String text, boolean isReasoned, List<JsonNode> toolCalls, String finishReason) {

        private static Choice of(JsonNode choice) {
            JsonNode delta = choice.hasNonNull("delta") ? choice.path("delta") : choice.path("message");
            String reason = choice.path("finish_reason").asText("");
            return new Choice(
                    textOf(delta.path("content")) + textOf(delta.path("refusal")),
                    REASONING.stream()
                            .anyMatch(field -> delta.hasNonNull(field)
                                    && !delta.path(field).asText("-").isEmpty()),
                    toolCallsOf(delta),
                    reason.equals("null") ? "" : reason);
        }
    }

    /**
     * What {@code text} says.
     *
     * @throws ModelFailure when it is not JSON, or an error
     */
    static CompletionChunk of(String text) {
        JsonNode chunk = parse(text);
        if (isError(chunk.path("error"))) {
            throw ModelFailure.broken("the model reported an error" + codeOf(chunk.path("error")));
        }
        List<Choice> choices = new ArrayList<>();
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                choices.add(Choice.of(choice));
            }
        }
        return new CompletionChunk(chunk.path("system_fingerprint").asText(""), choices);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw ModelFailure.broken("the model sent a chunk that is not JSON");
        }
    }

    /** Some servers send the field with every chunk: empty, zero and false mean that nothing has failed. */
    private static boolean isError(JsonNode error) {
        if (error.isTextual()) {
            String text = error.textValue().strip();
            return !text.isEmpty() && !text.equals("0");
        }
        if (error.isContainerNode()) {
            for (JsonNode part : error) {
                if (isError(part)) {
                    return true;
                }
            }
            return false;
        }
        return error.asBoolean(false);
    }

    /**
     * Text, or a part, or a list of them, as Mistral and OpenAI's newer interface send them; parts that are not speech are what
     * the model thinks.
     */
    private static String textOf(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        if (content.isArray()) {
            StringBuilder text = new StringBuilder();
            for (JsonNode part : content) {
                text.append(part.isArray() ? "" : textOf(part));
            }
            return text.toString();
        }
        boolean isSpeech = !content.hasNonNull("type")
                || SPEECH.contains(content.path("type").asText());
        boolean isThought = content.path("thought").asBoolean(false); // Gemini's parts
        if (!isSpeech || isThought) {
            return "";
        }
        String text = content.path("text").asText("");
        return text.isEmpty() ? content.path("refusal").asText("") : text;
    }

    private static List<JsonNode> toolCallsOf(JsonNode delta) {
        List<JsonNode> pieces = new ArrayList<>();
        JsonNode calls = delta.path("tool_calls");
        (calls.isObject() ? List.of(calls) : calls).forEach(pieces::add);
        pieces.add(delta.path("function_call")); // before there were tools
        pieces.removeIf(piece -> !piece.isObject());
        return pieces;
    }

    /** What kind of error, when it is a mere code: messages may repeat keys and words. */
    static String codeOf(JsonNode error) {
        for (String field : new String[] {"code", "type"}) {
            String code = error.path(field).asText("");
            if (isCode(code)) {
                return ": " + code;
            }
        }
        return "";
    }

    /** Whether it may be repeated in a log. */
    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }
}
