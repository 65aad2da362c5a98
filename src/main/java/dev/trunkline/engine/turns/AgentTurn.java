package dev.trunkline.engine.turns;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.speaking.CachedSynthesizer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One turn of the agent, from the model's first thought to the last sentence sent: sentences are spoken one by one, each
 * while the one before plays, and tools are called when everything before them has been sent. It ends once, by itself or by
 * {@link #cancel()}. Confined to the chat's loop; the model may call from anywhere.
 */
public final class AgentTurn implements DialogModel.Listener {

    private static final int MAX_STEPS = 500;
    private static final int MAX_SENTENCE_CHARS = 300; // half a minute

    /** What the turn brings, in the order in which it is to happen. */
    public interface Outcome {

        /** The sentence is spoken, and is heard next. */
        void onSpoken(Sentence sentence, CachedSynthesizer.Spoken sound);

        /** Everything before it has been sent. */
        void onTool(ToolRequest request);

        /** The model has a name of its own for the chat. */
        void onSessionNamed(String customSessionId);

        /** What the words of this turn ask for. */
        void onExpectedAnswer(ExpectedAnswer expected);

        /** The model failed; what {@code turn} has or is given now is still said, then it ends. */
        void onModelFailed(AgentTurn turn, DialogModel.Failure failure, String reason);

        /** The voice failed; the turn goes on without this sentence. */
        void onVoiceFailed(AgentTurn turn, String reason);
    }

    /** Hears where the turn stands. */
    public interface Listener {

        /** There is something to say or to do, besides bridging. */
        void onTurnBegun();

        /** Everything has been sent. */
        void onTurnEnded(AgentTurn turn);
    }

    /** Speaks sentences; never blocks. */
    @FunctionalInterface
    public interface Mouth {

        CompletableFuture<CachedSynthesizer.Spoken> say(String sentence);
    }

    /** A step of a turn. */
    private sealed interface Step {}

    /**
     * Something to be said.
     *
     * @param fromText true when a client gave the words
     * @param quick true when it only bridges the time until the model has an answer
     */
    public record Sentence(String text, boolean fromText, boolean quick) implements Step {
        public static Sentence of(String text) {
            return new Sentence(text, false, false);
        }
    }

    private record ToolDefinition(ToolRequest request) implements Step {}

    private final Executor loop;
    private final Mouth mouth;
    private final Outcome outcome;
    private final Listener listener;
    private final Deque<Step> steps = new ArrayDeque<>();
    private DialogModel.@Nullable PendingReply thinking;
    private List<String> volunteered = List.of();
    private boolean begun;
    private boolean complete;
    private @Nullable CompletableFuture<CachedSynthesizer.Spoken> voicing;
    private boolean audible;
    private boolean over;

    /**
     * A turn in which nothing is said yet.
     *
     * @param loop runs tasks on the chat's loop, later
     */
    public AgentTurn(Executor loop, Mouth mouth, Outcome outcome, Listener listener) {
        this.loop = loop;
        this.mouth = mouth;
        this.outcome = outcome;
        this.listener = listener;
    }

    /** The model is asked. */
    public void think(DialogModel model, DialogRequest about) {
        try {
            thinking = model.generate(about, this);
        } catch (RuntimeException e) {
            onFailed(DialogModel.Failure.BROKEN, e.getClass().getName()); // its message may repeat what was said
        }
    }

    /** The model speaks about these contexts without having been asked. */
    void volunteer(List<String> contexts) {
        volunteered = contexts;
    }

    /** Contexts that it speaks about without having been asked; they are done with once it is over. */
    List<String> volunteered() {
        return volunteered;
    }

    /** Says this as well. */
    public void say(Sentence sentence) {
        add(sentence);
    }

    /** The model takes long: says this if there is nothing else to say. */
    void bridge(Sentence sentence) {
        if (!over && !complete && !begun) {
            steps.add(sentence);
            proceed();
        }
    }

    /** Whether there was anything to say or to do, besides bridging. */
    public boolean hasBegun() {
        return begun;
    }

    /** Whether anything of it was sent to be heard. */
    public boolean isAudible() {
        return audible;
    }

    /** Sends what is spoken already. */
    public void deliver(Sentence sentence, CachedSynthesizer.Spoken sound) {
        audible = true;
        outcome.onSpoken(sentence, sound);
    }

    /** No more steps will come. */
    public void complete() {
        complete = true;
        proceed();
    }

    /** Nothing more is sent, and the listener hears no more. */
    public void cancel() {
        over = true;
        steps.clear();
        if (voicing != null) {
            voicing.cancel(false);
        }
        if (thinking != null) {
            thinking.cancel();
        }
    }

    @Override
    public void onSentence(String text) {
        if (!text.isBlank()) {
            // While it is spoken a sentence is in memory as a whole, and others wait for the voice: it must have an
            // end.
            List<String> sentences =
                    text.length() > MAX_SENTENCE_CHARS ? SentenceCutter.split(text) : List.of(text.strip());
            loop.execute(() -> sentences.forEach(sentence -> add(Sentence.of(sentence))));
        }
    }

    @Override
    public void onTool(ToolRequest request) {
        loop.execute(() -> add(new ToolDefinition(request)));
    }

    @Override
    public void onCustomSessionId(String customSessionId) {
        loop.execute(() -> {
            if (!over && !complete) {
                outcome.onSessionNamed(customSessionId);
            }
        });
    }

    @Override
    public void onExpectedAnswer(ExpectedAnswer expected) {
        loop.execute(() -> {
            if (!over && !complete) {
                outcome.onExpectedAnswer(expected);
            }
        });
    }

    @Override
    public void onDone() {
        loop.execute(this::complete);
    }

    @Override
    public void onFailed(DialogModel.Failure failure, String reason) {
        loop.execute(() -> {
            if (!over && !complete) {
                outcome.onModelFailed(this, failure, reason);
                complete();
            }
        });
    }

    private void add(Step step) {
        if (!over && !complete && steps.size() < MAX_STEPS) {
            steps.add(step);
            if (!begun) {
                begun = true;
                listener.onTurnBegun();
            }
            proceed();
        }
    }

    private void proceed() {
        while (!over && voicing == null) {
            Step step = steps.poll();
            if (step instanceof Sentence sentence) {
                CompletableFuture<CachedSynthesizer.Spoken> sound = mouth.say(sentence.text);
                voicing = sound;
                sound.whenCompleteAsync((spoken, failure) -> onVoiced(sentence, spoken, failure), loop);
            } else if (step instanceof ToolDefinition tool) {
                outcome.onTool(tool.request);
            } else {
                if (complete) {
                    over = true;
                    listener.onTurnEnded(this);
                }
                return;
            }
        }
    }

    private void onVoiced(Sentence sentence, CachedSynthesizer.@Nullable Spoken sound, @Nullable Throwable failure) {
        if (over) {
            return;
        }
        voicing = null;
        if (sound != null) {
            deliver(sentence, sound);
        } else {
            outcome.onVoiceFailed(this, String.valueOf(failure));
        }
        proceed();
    }
}
