package dev.trunkline.engine.mind.remote;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.mind.Trigger;
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
    private static final String DONE = "[DONE]";
    private static final Pattern OPENAIS_FINGERPRINT = Pattern.compile("fp_.*");
    private static final int MAX_SESSION_ID_CHARS = 255;

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
        CompletionChunk chunk = CompletionChunk.of(text);
        // A model behind OpenAI's may pass on what is OpenAI's, against the docs.
        if (namesTheSession && !OPENAIS_FINGERPRINT.matcher(chunk.fingerprint()).matches()) {
            onSessionId(chunk.fingerprint());
        }
        chunk.choices().forEach(this::onChoice);
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
            String why = CompletionChunk.isCode(finishReason) ? finishReason : "no reason given";
            throw ModelFailure.broken("the model said nothing (" + why + ")");
        }
    }

    private boolean isWaitedFor() {
        return request.trigger() instanceof Trigger.CallerSpoke;
    }

    private void onChoice(CompletionChunk.Choice choice) {
        long before = tokens;
        if (!choice.text().isEmpty()) {
            onText(choice.text());
        }
        if (choice.isReasoned()) {
            token();
            reasoning.trust();
        }
        tools.nextChunk();
        for (JsonNode piece : choice.toolCalls()) {
            token();
            tools.add(piece);
        }
        hintWasWrong |= tokensAtHint > 0 && tokens > before;
        if (!choice.finishReason().isEmpty()) {
            finishReason = choice.finishReason();
            tokensAtHint = tokens > before ? -1 : tokens;
        }
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
