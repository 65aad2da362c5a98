package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ModelCapabilities;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.meaning.SentenceEncoder;
import dev.trunkline.engine.mind.script.DialogueState.Filling;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An agent that follows a {@link Script}: no language model, the same words for the same conversation. It remembers nothing but
 * what stands in the conversation itself, and what was looked up for it. It goes by words until it has {@link #learn learnt}
 * what the script's examples mean. Thread-safe.
 */
public final class ScriptedDialogModel implements DialogModel {

    private static final List<String> KEYS = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "*", "#");
    private static final int MAX_SPECULATIONS = 8; // callers who are still speaking must not keep others waiting

    private final Script script;
    private final boolean isDemonstration;
    private final Understanding understanding;
    private final Dialogue dialogue;
    private final Found found;
    private final Executor executor;
    private final AtomicInteger speculations = new AtomicInteger();
    private volatile CompletableFuture<Void> learning = CompletableFuture.completedFuture(null);

    private ScriptedDialogModel(
            Script script, boolean isDemonstration, LookUp lookUp, Executor executor, Supplier<LocalDate> today) {
        this.script = script;
        this.isDemonstration = isDemonstration;
        this.understanding = new Understanding(script);
        this.dialogue = new Dialogue(script, understanding, new SlotReader(today));
        this.found = new Found(lookUp);
        this.executor = executor;
    }

    /** Knows no facts, and says once that it is a demonstration: for callers who may be anybody. */
    public static ScriptedDialogModel demonstration() {
        return demonstration(Runnable::run);
    }

    /**
     * The same, thinking elsewhere.
     *
     * @param executor where it thinks about sentences that must be encoded
     */
    public static ScriptedDialogModel demonstration(Executor executor) {
        return new ScriptedDialogModel(Script.bundled(false), true, LookUp.none(), executor, LocalDate::now);
    }

    /** Works for a company that is made up, and knows balances and bills that are: for the lab alone. */
    public static ScriptedDialogModel ofTheLab() {
        return ofTheLab(Runnable::run);
    }

    /**
     * The same, thinking elsewhere.
     *
     * @param executor where it thinks about sentences that must be encoded
     */
    public static ScriptedDialogModel ofTheLab(Executor executor) {
        return new ScriptedDialogModel(Script.bundled(true), false, LookUp.none(), executor, LocalDate::now);
    }

    /**
     * Follows an operator's script.
     *
     * @param executor where it thinks about sentences that must be encoded
     * @param today seen from which "tomorrow" is meant
     */
    public static ScriptedDialogModel of(Script script, LookUp lookUp, Executor executor, Supplier<LocalDate> today) {
        return new ScriptedDialogModel(script, false, lookUp, executor, today);
    }

    /** From now on meaning counts. Encodes all examples, which takes a second or two, on this thread. */
    public void learn(SentenceEncoder encoder) {
        understanding.learn(encoder);
    }

    /**
     * Likewise, on the thread that thinks, when {@code encoder} is there. What is said meanwhile and is no phrase of the script waits
     * for it; when that fails, words alone count.
     */
    public void learn(CompletableFuture<SentenceEncoder> encoder) {
        understanding.learning(true);
        learning = encoder.thenAcceptAsync(understanding::learn, executor).handle((learnt, failure) -> {
            understanding.learning(false);
            return null;
        });
    }

    @Override
    public PendingReply generate(DialogRequest request, Listener listener) {
        AtomicBoolean isWanted = new AtomicBoolean(true);
        if (isAtHand(request)) {
            answer(request).tell(listener, isWanted::get);
            return () -> isWanted.set(false);
        }
        learning.thenRun(() -> queue(request, listener, isWanted));
        return () -> isWanted.set(false);
    }

    private void queue(DialogRequest request, Listener listener, AtomicBoolean isWanted) {
        try {
            executor.execute(() -> think(request, listener, isWanted));
        } catch (RejectedExecutionException e) {
            listener.onFailed(Failure.BROKEN, "there is no thread to think on");
        }
    }

    private void think(DialogRequest request, Listener listener, AtomicBoolean isWanted) {
        if (!isWanted.get()) {
            return;
        }
        ScriptAnswer answer;
        try {
            answer = answer(request);
        } catch (RuntimeException e) {
            listener.onFailed(Failure.BROKEN, e.getClass().getName()); // its message may repeat what was said
            return;
        }
        if (isWanted.get()) {
            answer.tell(listener, isWanted::get);
        }
    }

    private ExpectedAnswer expected(Filling filling) {
        return switch (filling.asking()) {
            case SLOT -> {
                Slot slot = script.named(filling.intent()).form().slot(filling.slot());
                yield slot == null ? ExpectedAnswer.ANYTHING : slot.expected();
            }
            case SLOT_RIGHT, ALL_RIGHT -> ExpectedAnswer.YES_OR_NO;
            case WHAT_IS_RIGHT -> ExpectedAnswer.ANYTHING;
        };
    }

    /** What the caller has said so far may have to be encoded: then that is begun, and nothing is known yet. */
    @Override
    public List<String> speculate(DialogRequest request) {
        if (isAtHand(request)) {
            return answer(request).says();
        }
        if (!learning.isDone()) {
            return List.of();
        }
        if (speculations.incrementAndGet() > MAX_SPECULATIONS) {
            speculations.decrementAndGet();
            return List.of();
        }
        try {
            executor.execute(() -> {
                try {
                    answer(request);
                } finally {
                    speculations.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            speculations.decrementAndGet(); // the process ends
        }
        return List.of();
    }

    private boolean isAtHand(DialogRequest request) {
        boolean isNew = request.trigger() instanceof Trigger.CallerSpoke spoke && !understanding.isAtHand(spoke.text());
        return !isNew
                && DialogueReplay.past(request).stream()
                        .filter(message -> message.role() == ChatMessage.Role.CALLER)
                        .allMatch(message -> understanding.isAtHand(message.text()));
    }

    private ScriptAnswer answer(DialogRequest request) {
        ScriptedReply reply = reply(request);
        ScriptAnswer answer = request.trigger().choose(reply);
        Filling filling = reply.filling();
        ScriptAnswer whole = filling == null ? answer : answer.expecting(expected(filling));
        return isDemonstration ? reply.introduced(whole) : whole;
    }

    /** Where the conversation stands before what {@code request} is about. */
    DialogueState stateBefore(DialogRequest request) {
        return new DialogueReplay(script, dialogue).before(request);
    }

    /** Where it stands once the caller's newest words are understood. */
    DialogueState stateAfter(DialogRequest request) {
        DialogueState before = stateBefore(request);
        return request.trigger() instanceof Trigger.CallerSpoke spoke
                ? dialogue.take(before, spoke.text()).next()
                : before;
    }

    Meaning meaningOf(String text, @Nullable String last) {
        return understanding.of(text, last);
    }

    private ScriptedReply reply(DialogRequest request) {
        return new ScriptedReply(script, understanding, dialogue, found, request);
    }

    /** Its script, and of tools those that the script names. */
    @Override
    public ModelCapabilities capabilities(@Nullable LanguageModel wanted) {
        return new ModelCapabilities(false, false, false, false, tools());
    }

    /** The names of all tools that it may ever call. */
    Set<String> tools() {
        Set<String> tools = new LinkedHashSet<>(List.of(ScriptedReply.TRANSFER, ToolRequest.HANG_UP));
        for (Intent intent : script.intents()) {
            Form.ToolStep tool = intent.form().tool();
            if (tool != null) {
                tools.add(tool.name());
            }
        }
        return tools;
    }

    /** For a caller whose own model lets them down; see {@link RescuedDialogModel}. */
    RescueReply rescue(DialogRequest request) {
        return new RescueReply(script, understanding, reply(request), request);
    }

    /** The first sentence of everything that the script has to say and that has no places. */
    @Override
    public List<String> openings() {
        Set<String> openings = new LinkedHashSet<>();
        script.intents().forEach(intent -> openings.addAll(intent.openings()));
        KEYS.forEach(key -> openings.add(script.pressed(key)));
        Phrase.OPENINGS.forEach(phrase -> openings.addAll(Wording.of(script.line(phrase))));
        openings.removeIf(sentence -> !Wording.places(sentence).isEmpty());
        return new ArrayList<>(openings);
    }
}
