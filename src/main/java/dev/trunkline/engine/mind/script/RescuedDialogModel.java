package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.LanguageModel;
import dev.trunkline.engine.mind.ModelCapabilities;
import dev.trunkline.engine.mind.SentenceCutter;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that nobody is held on the line by a model that does not work: when a generation fails, at its beginning or in the
 * middle of an answer, callers who ask for a person or say goodbye are obeyed all the same, and after the second failure in a
 * row they are handed on to a person, or the call ends with an apology where nobody can be reached. The failure itself is told
 * as ever. Nor by a model that works with ears that do not: callers whom nobody has understood twice in a row are offered a
 * person, and the third time handed on likewise. Thread-safe.
 */
public final class RescuedDialogModel implements DialogModel {

    private final DialogModel model;
    private final String apology;
    private final ScriptedDialogModel script = ScriptedDialogModel.demonstration();

    /**
     * Listens to {@code model}.
     *
     * @param apology what the chat says when a model has failed before it said anything, and this one in the middle of an answer:
     *     by it the second time is known
     */
    public RescuedDialogModel(DialogModel model, String apology) {
        this.model = model;
        this.apology = apology;
    }

    @Override
    public PendingReply generate(DialogRequest request, Listener listener) {
        ScriptAnswer instead = script.rescue(request).ofBadHearing();
        if (instead != null) {
            instead.tell(listener, () -> true);
            return () -> {};
        }
        Rescuer rescuer = new Rescuer(request, listener);
        try {
            return model.generate(request, rescuer);
        } catch (RuntimeException e) {
            rescuer.onFailed(Failure.BROKEN, e.getClass().getName()); // its message may repeat what was said
            return () -> {};
        }
    }

    @Override
    public List<String> speculate(DialogRequest request) {
        return model.speculate(request);
    }

    @Override
    public List<String> openings() {
        return model.openings();
    }

    @Override
    public ModelCapabilities capabilities(@Nullable LanguageModel wanted) {
        return model.capabilities(wanted);
    }

    /** Confined to one generation. */
    private final class Rescuer implements Listener {

        private final DialogRequest request;
        private final Listener listener;
        private boolean spoken;
        private boolean acted;

        Rescuer(DialogRequest request, Listener listener) {
            this.request = request;
            this.listener = listener;
        }

        @Override
        public void onSentence(String text) {
            spoken = true;
            listener.onSentence(text);
        }

        @Override
        public void onTool(ToolRequest request) {
            acted = true;
            listener.onTool(request);
        }

        @Override
        public void onCustomSessionId(String customSessionId) {
            listener.onCustomSessionId(customSessionId);
        }

        @Override
        public void onExpectedAnswer(ExpectedAnswer expected) {
            listener.onExpectedAnswer(expected);
        }

        @Override
        public void onDone() {
            listener.onDone();
        }

        @Override
        public void onFailed(Failure failure, String reason) {
            // What was asked for is under way, or these were the last words: nothing is lost that the caller waits for.
            boolean isEnough = acted || (spoken && request.trigger() instanceof Trigger.Ending);
            if (!isEnough) {
                ScriptAnswer rescue = script.rescue(request).ofFailure(apology);
                if (ScriptAnswer.NOTHING.equals(rescue)) {
                    listener.onDone(); // the call is ending: an apology would be its last words
                    return;
                }
                if (rescue != null) {
                    rescue.says().forEach(listener::onSentence);
                    ToolRequest does = rescue.does();
                    if (does != null) {
                        listener.onTool(does);
                    }
                } else if (spoken) {
                    SentenceCutter.split(apology).forEach(listener::onSentence);
                }
            }
            listener.onFailed(failure, reason);
        }
    }
}
