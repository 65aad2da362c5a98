package dev.trunkline.engine.mind.remote;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reply of a remote model, in the making: watches the time, and sees to it that its listener hears one end, or nothing
 * more once it is called off. Thread-safe; the listener is called under its lock.
 */
final class Generation implements DialogModel.PendingReply {

    /** After a reason to stop: a response that has an end ends sooner. */
    private static final long HINT_NANOS = 500_000_000L;

    /** After the first token, of a model that is not known yet. */
    private static final long BRIEF_HOLD_NANOS = 400_000_000L;

    /** A complete response leaves its connection to the next one. */
    private static final long DRAIN_NANOS = 2_000_000_000L;

    private final GenerationRules rules;
    private final DialogModel.Listener listener;
    private final GenerationTimer watch;
    private final CompletionReader answer;
    private State state = State.GENERATING;
    private Runnable callOff = () -> {};
    private long tokensSeen;
    private long progressNanos;
    private long firstNanos;
    private boolean wasHinted;
    private @Nullable CompletableFuture<?> timer;

    private enum State {
        GENERATING,
        /** The listener has heard all, the response is not complete yet. */
        TOLD,
        OVER
    }

    Generation(GenerationRules rules, DialogRequest request, DialogModel.Listener listener, ReasoningHabit habit) {
        this.rules = rules;
        this.listener = listener;
        this.watch = new GenerationTimer(rules.meter(), rules.nanoClock());
        this.answer = new CompletionReader(request, this::pass, watch, rules.isCustom(), habit);
    }

    synchronized void start(ModelConnection connection) {
        arm();
        callOff = connection.open(this);
    }

    @Override
    public synchronized void cancel() {
        end();
    }

    /** Whether nothing has come yet and something is still wanted: it may be asked for again. */
    synchronized boolean isUnanswered() {
        return state == State.GENERATING && answer.tokens() == 0;
    }

    /**
     * Something came.
     *
     * @return false when no more is wanted
     */
    synchronized boolean read(Consumer<CompletionReader> something) {
        if (state == State.OVER) {
            return false;
        }
        try {
            something.accept(answer);
            if (answer.tokens() > tokensSeen) {
                progress();
            }
            if (answer.isHinted() && !wasHinted) {
                progressNanos = watch.elapsedNanos();
                arm();
            }
            wasHinted = answer.isHinted();
            if (answer.isFinished() && state == State.GENERATING) {
                tell();
            }
        } catch (ModelFailure e) {
            onFailure(e);
        }
        return state != State.OVER;
    }

    /** The response is complete. */
    synchronized void onEnd() {
        try {
            if (state == State.GENERATING) {
                answer.finish();
                tell();
            }
            end();
        } catch (ModelFailure e) {
            onFailure(e);
        }
    }

    /** There will be no response, or no more of it. */
    synchronized void onFailure(ModelFailure problem) {
        boolean isNews = state == State.GENERATING;
        if (isNews && problem.failure() != DialogModel.Failure.BROKEN) {
            answer.endBriefHold();
        }
        end();
        if (isNews) {
            DialogModel.Failure failure = problem.failure();
            watch.failed(failure);
            listener.onFailed(rules.isCustom() ? failure : DialogModel.Failure.BROKEN, problem.reason());
        }
    }

    private void progress() {
        boolean isFirst = tokensSeen == 0;
        tokensSeen = answer.tokens();
        progressNanos = watch.elapsedNanos();
        if (isFirst) {
            firstNanos = progressNanos;
            arm();
        }
    }

    private void tell() {
        answer.tellTheRest();
        if (state == State.GENERATING) {
            state = State.TOLD;
            progressNanos = watch.elapsedNanos();
            arm();
            listener.onDone();
        }
    }

    private void end() {
        if (state != State.OVER) {
            state = State.OVER;
            if (timer != null) {
                timer.cancel(false);
            }
            callOff.run();
        }
    }

    /** When it is too late, since the generation was asked for. */
    private long deadlineNanos() {
        GenerationLimits limits = rules.limits();
        if (state == State.TOLD) {
            return progressNanos + DRAIN_NANOS;
        }
        if (answer.isHinted()) {
            return progressNanos + HINT_NANOS;
        }
        return tokensSeen == 0
                ? nanos(Math.min(limits.firstTokenMillis(), limits.totalMillis()))
                : Math.min(progressNanos + nanos(limits.stallMillis()), nanos(limits.totalMillis()));
    }

    private boolean isHeld() {
        return state == State.GENERATING && tokensSeen > 0 && answer.isHeldBriefly();
    }

    private void arm() {
        if (timer != null) {
            timer.cancel(false);
        }
        long nextNanos = isHeld() ? Math.min(deadlineNanos(), firstNanos + BRIEF_HOLD_NANOS) : deadlineNanos();
        long delayNanos = Math.max(1, nextNanos - watch.elapsedNanos());
        CompletableFuture<Boolean> alarm = new CompletableFuture<>();
        timer = alarm;
        alarm.completeOnTimeout(true, delayNanos, TimeUnit.NANOSECONDS).thenRunAsync(this::onTimer, rules.executor());
    }

    private synchronized void onTimer() {
        if (state == State.OVER) {
            return;
        }
        if (isHeld() && watch.elapsedNanos() >= firstNanos + BRIEF_HOLD_NANOS) {
            answer.endBriefHold();
        }
        if (watch.elapsedNanos() < deadlineNanos()) {
            arm();
        } else if (state == State.TOLD) {
            end();
        } else if (answer.hasReason()) {
            read(CompletionReader::finish); // it has said why it stopped, and then nothing more
        } else {
            onFailure(new ModelFailure(DialogModel.Failure.TIMED_OUT, tooLate()));
        }
    }

    private String tooLate() {
        GenerationLimits limits = rules.limits();
        if (tokensSeen == 0) {
            return "no token within " + limits.firstTokenMillis() + " ms";
        }
        boolean isTotal = watch.elapsedNanos() >= nanos(limits.totalMillis());
        return isTotal
                ? "no end within " + limits.totalMillis() + " ms"
                : "no further token within " + limits.stallMillis() + " ms";
    }

    private static long nanos(long millis) {
        return millis * 1_000_000;
    }

    /** To the listener, as long as it listens: it may call this off while it hears of it. */
    private void pass(Consumer<DialogModel.Listener> event) {
        if (state != State.OVER) {
            event.accept(listener);
        }
    }
}
