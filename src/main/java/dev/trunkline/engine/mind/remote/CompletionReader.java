package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.mind.Trigger;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Understands the chunks of one chat completion, streamed or whole, and tells a listener what they say: sentences as soon as
 * they are over, tools at the end. Confined to its generation's lock.
 */
final class CompletionReader {

    private static final Logger LOG = LoggerFactory.getLogger(CompletionReader.class);
    private static final Set<String> SPEECH = Set.of("text", "output_text", "refusal");
    // Python's servers write NaN and Infinity, in log probabilities for example.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final String DONE = "[DONE]";
    private static final Pattern OPENAIS_FINGERPRINT = Pattern.compile("fp_.*");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MAX_SESSION_ID_CHARS = 255;
    private static final List<String> REASONING =
            List.of("reasoning_content", "reasoning", "reasoning_text", "reasoning_details", "thinking");

    private final DialogRequest request;
    private final Consumer<Consumer<DialogModel.Listener>> listener;
    private final GenerationTimer watch;
    private final boolean namesTheSession;
    private final ReasoningHabit habit;
    private final ReasoningFilter reasoning;
    private SentenceCutter cutter = new SentenceCutter(this::speak);
    private final SpokenText spokenText = new SpokenText();
    private final ToolCallAssembler tools;
    private long tokens;
    private boolean saidSomething;
    private boolean named;
    private boolean finished;
    private String finishReason = "";
    private long tokensAtHint = -1;
    private boolean hintWasWrong;

    /**
     * Nothing has come yet.
     *
     * @param listener takes what its listener is to be told
     * @param namesTheSession true when {@code system_fingerprint} is the chat's {@code custom_session_id}
     * @param habit of the model that answers
     */
    CompletionReader(
            DialogRequest request,
            Consumer<Consumer<DialogModel.Listener>> listener,
            GenerationTimer watch,
            boolean namesTheSession,
            ReasoningHabit habit) {
        this.request = request;
        this.listener = listener;
        this.watch = watch;
        this.namesTheSession = namesTheSession;
        this.habit = habit;
        this.reasoning = new ReasoningFilter(habit.hold());
        this.tools = new ToolCallAssembler(Functions.names(request));
    }

    /** How many pieces have come, spoken or not. */
    long tokens() {
        return tokens;
    }

    /** Whether the model has said all it wanted to; what still comes is of no interest. */
    boolean isFinished() {
        return finished;
    }

    /**
     * Whether the model seems to have finished: it has said something and given a reason to stop, in a chunk without words.
     * It is a hint only, for there are servers that give a reason with every chunk, and what follows one counts as well.
     */
    boolean isHinted() {
        return tokensAtHint > 0 && tokensAtHint == tokens && !hintWasWrong;
    }

    /** Whether any reason to stop was given. */
    boolean hasReason() {
        return !finishReason.isEmpty();
    }

    /** Whether sentences wait only because it is not known yet whether they are private. */
    boolean isHeldBriefly() {
        return reasoning.isHeldBriefly();
    }

    /** They have waited long enough. */
    void endBriefHold() {
        cutter.add(reasoning.endBriefHold());
    }

    /**
     * Reads what one event carries: a chunk, or the end.
     *
     * @throws ModelFailure when it is neither
     */
    void onData(String data) {
        String text = data.strip();
        if (finished || text.isEmpty()) {
            return;
        }
        if (text.equals(DONE)) {
            finished = true;
            return;
        }
        onChunk(parse(text));
    }

    /** Words of a model that sends nothing but words. */
    void onText(String text) {
        token();
        pass(text);
    }

    private void pass(String text) {
        String passed = reasoning.pass(text);
        if (reasoning.takesBack()) {
            cutter = new SentenceCutter(this::speak);
        }
        cutter.add(passed);
    }

    /** The model calls the session so. */
    void onSessionId(String id) {
        boolean isNew = !id.isBlank() && !id.equals(request.model().customSessionId());
        if (!named && isNew && id.length() <= MAX_SESSION_ID_CHARS) {
            named = true;
            listener.accept(to -> to.onCustomSessionId(id));
        }
    }

    /** No more tokens will come. */
    void finish() {
        finished = true;
    }

    /**
     * Tells the rest. The listener's end is left to the caller.
     *
     * @throws ModelFailure when nothing was said that should have been
     */
    void tellTheRest() {
        cutter.add(reasoning.end());
        cutter.end();
        habit.learn(reasoning.hasClosedAlone());
        if (reasoning.isOpen() && saidSomething) {
            LOG.warn("reasoning was never closed: the rest of the answer was not spoken");
        }
        tools.requests(request).forEach(tool -> listener.accept(to -> to.onTool(tool)));
        boolean isCut = !finishReason.isEmpty() && !finishReason.equals("stop");
        if (!saidSomething && tools.isEmpty() && (isCut || isWaitedFor())) {
            String why = CODE.matcher(finishReason).matches() ? finishReason : "no reason given";
            throw ModelFailure.broken("the model said nothing (" + why + ")");
        }
    }

    private boolean isWaitedFor() {
        return request.trigger() instanceof Trigger.CallerSpoke;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw ModelFailure.broken("the model sent a chunk that is not JSON");
        }
    }

    private void onChunk(JsonNode chunk) {
        if (isError(chunk.path("error"))) {
            throw ModelFailure.broken("the model reported an error" + codeOf(chunk.path("error")));
        }
        String fingerprint = chunk.path("system_fingerprint").asText("");
        // A model behind OpenAI's may pass on what is OpenAI's, against the docs.
        if (namesTheSession && !OPENAIS_FINGERPRINT.matcher(fingerprint).matches()) {
            onSessionId(fingerprint);
        }
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt(0) == 0) {
                onChoice(choice);
            }
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

    private void onChoice(JsonNode choice) {
        JsonNode delta = choice.hasNonNull("delta") ? choice.path("delta") : choice.path("message");
        long before = tokens;
        String text = textOf(delta.path("content")) + textOf(delta.path("refusal"));
        if (!text.isEmpty()) {
            onText(text);
        }
        for (String field : REASONING) {
            if (delta.hasNonNull(field) && !delta.path(field).asText("-").isEmpty()) {
                token();
                reasoning.trust();
            }
        }
        onTools(delta);
        String reason = choice.path("finish_reason").asText("");
        hintWasWrong |= tokensAtHint > 0 && tokens > before;
        if (!reason.isEmpty() && !reason.equals("null")) {
            finishReason = reason;
            tokensAtHint = tokens > before ? -1 : tokens;
        }
    }

    private void onTools(JsonNode delta) {
        JsonNode pieces = delta.path("tool_calls");
        tools.nextChunk();
        for (JsonNode piece : pieces.isObject() ? List.of(pieces) : pieces) {
            if (piece.isObject()) {
                token();
                tools.add(piece);
            }
        }
        if (delta.path("function_call").isObject()) { // before there were tools
            token();
            tools.add(delta.path("function_call"));
        }
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

    /** What kind of error, when it is a mere code: messages may repeat keys and words. */
    static String codeOf(JsonNode error) {
        for (String field : new String[] {"code", "type"}) {
            String code = error.path(field).asText("");
            if (CODE.matcher(code).matches()) {
                return ": " + code;
            }
        }
        return "";
    }

    private void token() {
        tokens++;
        watch.token();
    }

    private void speak(String sentence) {
        String text = spokenText.of(sentence);
        if (!text.isEmpty()) {
            saidSomething = true;
            watch.sentence();
            listener.accept(to -> to.onSentence(text));
        }
    }
}
