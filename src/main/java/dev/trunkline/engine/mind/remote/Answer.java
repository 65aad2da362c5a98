package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.Occasion;
import dev.trunkline.engine.mind.SentenceCutter;
import java.util.regex.Pattern;

/**
 * Understands the chunks of one chat completion, streamed or whole, and tells a listener what they say: sentences as soon as
 * they are over, tools at the end. Confined to its thought's lock.
 */
final class Answer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DONE = "[DONE]";
    private static final Pattern OPENAIS_FINGERPRINT = Pattern.compile("fp_.*");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int MAX_SESSION_ID_CHARS = 255;

    private final Conversation conversation;
    private final Mind.Listener listener;
    private final Stopwatch watch;
    private final boolean namesTheSession;
    private final ReasoningFilter reasoning = new ReasoningFilter();
    private final SentenceCutter cutter = new SentenceCutter(this::speak);
    private final SpokenText spokenText = new SpokenText();
    private final ToolCalls tools = new ToolCalls();
    private long tokens;
    private boolean saidSomething;
    private boolean named;
    private boolean finished;
    private String finishReason = "";

    /** @param namesTheSession true when {@code system_fingerprint} is the chat's {@code custom_session_id} */
    Answer(Conversation conversation, Mind.Listener listener, Stopwatch watch, boolean namesTheSession) {
        this.conversation = conversation;
        this.listener = listener;
        this.watch = watch;
        this.namesTheSession = namesTheSession;
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
     * Hears what one event carries: a chunk, or the end.
     *
     * @throws NoAnswer when it is neither
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
        cutter.add(reasoning.pass(text));
    }

    /** The model calls the session so. */
    void onSessionId(String id) {
        boolean isNew = !id.isBlank() && !id.equals(conversation.model().customSessionId());
        if (!named && isNew && id.length() <= MAX_SESSION_ID_CHARS) {
            named = true;
            listener.onCustomSessionId(id);
        }
    }

    /** No more tokens will come. */
    void finish() {
        finished = true;
    }

    /**
     * Tells the rest. The listener's end is left to the caller.
     *
     * @throws NoAnswer when nothing was said that should have been
     */
    void tellTheRest() {
        cutter.add(reasoning.end());
        cutter.end();
        tools.requests(conversation).forEach(listener::onTool);
        boolean isCut = !finishReason.isEmpty() && !finishReason.equals("stop");
        if (!saidSomething && tools.isEmpty() && (isCut || isWaitedFor())) {
            String why = CODE.matcher(finishReason).matches() ? finishReason : "no reason given";
            throw NoAnswer.broken("the model said nothing (" + why + ")");
        }
    }

    private boolean isWaitedFor() {
        return conversation.occasion() instanceof Occasion.CallerSpoke;
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw NoAnswer.broken("the model sent a chunk that is not JSON");
        }
    }

    private void onChunk(JsonNode chunk) {
        if (chunk.hasNonNull("error")) {
            throw NoAnswer.broken("the model reported an error" + codeOf(chunk.path("error")));
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

    private void onChoice(JsonNode choice) {
        JsonNode delta = choice.has("delta") ? choice.path("delta") : choice.path("message");
        String text = textOf(delta.path("content")) + textOf(delta.path("refusal"));
        if (!text.isEmpty()) {
            onText(text);
        }
        if (!textOf(delta.path("reasoning_content")).isEmpty()
                || !textOf(delta.path("reasoning")).isEmpty()) {
            token();
        }
        for (JsonNode piece : delta.path("tool_calls")) {
            token();
            tools.add(piece);
        }
        String reason = choice.path("finish_reason").asText("");
        if (!reason.isEmpty() && !reason.equals("null")) {
            finishReason = reason;
            finished = true;
        }
    }

    /** Text, or a list of parts some of which are text, as Mistral sends them. */
    private static String textOf(JsonNode content) {
        if (!content.isArray()) {
            return content.isTextual() ? content.textValue() : "";
        }
        StringBuilder text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
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
            listener.onSentence(text);
        }
    }
}
