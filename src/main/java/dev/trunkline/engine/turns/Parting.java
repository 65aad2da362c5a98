package dev.trunkline.engine.turns;

import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.turns.TurnState.LastWords;
import dev.trunkline.engine.turns.TurnState.Open;
import dev.trunkline.engine.turns.TurnState.Speaking;
import dev.trunkline.time.Scheduler;
import java.util.function.Consumer;

/**
 * How a chat ends: with last words, after which it is over. Where the agent hangs up, they must have been heard, and a caller who
 * speaks into them may keep it. Confined to the chat's loop.
 */
public final class Parting {

    private static final long LAST_WORDS_PATIENCE_NANOS = 10_000_000_000L;
    private static final long CALLER_PATIENCE_NANOS = 100_000_000L;

    private final ChatContext context;
    private final CurrentState state;
    private final AgentOutput output;
    private final AgentTurns turns;
    private final CallerState caller;
    private final AgentTurn.Listener listener;

    Parting(
            ChatContext context,
            CurrentState state,
            AgentOutput output,
            AgentTurns turns,
            CallerState caller,
            AgentTurn.Listener listener) {
        this.context = context;
        this.state = state;
        this.output = output;
        this.turns = turns;
        this.caller = caller;
        this.listener = listener;
    }

    /** The chat ends: says {@code words} first, whatever was to be said otherwise, and does {@code last} when they are sent. */
    public void leave(String words, Runnable last) {
        if (!words.isBlank()) {
            leave(turn -> turns.recite(turn, new Verbatim(words, false)), last);
        } else if (state.now() instanceof Open open) {
            state.become(open.toClosed());
            last.run();
        }
    }

    /** The same, with the model's own words. */
    public void leave(Trigger.Ending trigger, Runnable last) {
        leave(turn -> turns.think(turn, trigger), last);
    }

    private void leave(Consumer<AgentTurn> words, Runnable last) {
        if (state.now() instanceof Open open) {
            open.abandon();
            AgentTurn turn = turns.next(listener);
            state.become(open.toLastWords(turn, patience(), last));
            words.accept(turn);
        }
    }

    /** The agent has hung up: what it says in this turn are its last words. */
    void hangUp() {
        if (state.now() instanceof Speaking speaking) {
            LastWords words = speaking.toLastWords(speaking.turn(), patience(), context.client()::close);
            state.become(isCancellable() ? words.revocable(speaking.before()) : words);
        }
    }

    private boolean isCancellable() {
        return context.agent().phrases().goodbye().cancellable()
                && context.plan().turns().playbackAware();
    }

    /** A model or a voice may fail in many ways: the chat ends all the same. */
    private Scheduler.Timer patience() {
        return context.scheduler().after(LAST_WORDS_PATIENCE_NANOS, this::end);
    }

    /** The last words are sent: where the caller can speak into them, they must have been heard as well. */
    void endWhenHeard() {
        if (state.now() instanceof LastWords words && words.before() != null) {
            endWhenHeard(words);
        } else {
            end();
        }
    }

    private void endWhenHeard(LastWords words) {
        if (!words.equals(state.now())) {
            return;
        }
        long leftNanos = -output.quietNanos();
        if (leftNanos > 0 || caller.isBusy()) {
            context.scheduler().after(leftNanos > 0 ? leftNanos : CALLER_PATIENCE_NANOS, () -> endWhenHeard(words));
        } else {
            end();
        }
    }

    private void end() {
        if (state.now() instanceof LastWords words) {
            state.become(words.toClosed());
            words.then().run();
        }
    }

    /** The caller said this into the last words: unless it is a goodbye, the agent stays. */
    void takeBack(String text) {
        if (state.now() instanceof LastWords words
                && words.before() != null
                && context.agent().phrases().goodbye().isCancelledBy(text)) {
            words.abandon();
            state.become(words.before());
            if (output.isAudible()) {
                output.interrupt();
            }
        }
    }
}
