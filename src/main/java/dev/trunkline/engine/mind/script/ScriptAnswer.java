package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.ToolRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is said, then done, then said when somebody has been asked. Immutable.
 *
 * @param then asks, and never fails; null for nobody
 * @param expects what kind of answer it asks for; null when that is not known
 */
record ScriptAnswer(
        List<String> says,
        @Nullable ToolRequest does,
        @Nullable Supplier<CompletableFuture<ScriptAnswer>> then,
        @Nullable ExpectedAnswer expects) {

    static final ScriptAnswer NOTHING = of(List.of());

    /** That asks for nothing in particular. */
    ScriptAnswer(
            List<String> says, @Nullable ToolRequest does, @Nullable Supplier<CompletableFuture<ScriptAnswer>> then) {
        this(says, does, then, null);
    }

    static ScriptAnswer of(List<String> says) {
        return new ScriptAnswer(says, null, null);
    }

    static ScriptAnswer of(String... says) {
        return of(List.of(says));
    }

    ScriptAnswer expecting(ExpectedAnswer answer) {
        return new ScriptAnswer(says, does, then, answer);
    }

    ScriptAnswer after(String first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(says);
        return new ScriptAnswer(all, does, then, expects);
    }

    /**
     * Tells all of it.
     *
     * @param isWanted false from when on nothing more is to be told
     */
    void tell(DialogModel.Listener listener, BooleanSupplier isWanted) {
        if (expects != null) {
            listener.onExpectedAnswer(expects);
        }
        says.forEach(listener::onSentence);
        if (does != null) {
            listener.onTool(does);
        }
        if (then == null) {
            listener.onDone();
            return;
        }
        then.get().whenComplete((answer, failure) -> {
            if (!isWanted.getAsBoolean()) {
                return;
            }
            if (failure != null) {
                listener.onFailed(DialogModel.Failure.BROKEN, failure.getClass().getName());
            } else {
                answer.tell(listener, isWanted);
            }
        });
    }
}
