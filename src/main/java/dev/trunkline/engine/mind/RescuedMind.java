package dev.trunkline.engine.mind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that nobody is held on the line by a mind that does not work: when a thought fails, at its beginning or in the
 * middle of an answer, callers who ask for a person or say goodbye are obeyed all the same, and after the second failure in a
 * row they are handed on to a person, or the call ends with an apology where nobody can be reached. The failure itself is told
 * as ever. Nor by a mind that works with ears that do not: callers whom nobody has understood twice in a row are offered a
 * person, and the third time handed on likewise. Thread-safe.
 */
public final class RescuedMind implements Mind {

    private final Mind mind;
    private final String apology;
    private final ScriptedMind script = ScriptedMind.demonstration();

    /**
     * Listens to {@code mind}.
     *
     * @param apology what the chat says when a mind has failed before it said anything, and this one in the middle of an answer:
     *     by it the second time is known
     */
    public RescuedMind(Mind mind, String apology) {
        this.mind = mind;
        this.apology = apology;
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        ScriptedReply.Answer instead = script.wayOut(conversation).ofBadHearing();
        if (instead != null) {
            instead.tell(listener);
            return () -> {};
        }
        Rescuer rescuer = new Rescuer(conversation, listener);
        try {
            return mind.think(conversation, rescuer);
        } catch (RuntimeException e) {
            rescuer.onFailed(Failure.BROKEN, e.getClass().getName()); // its message may repeat what was said
            return () -> {};
        }
    }

    @Override
    public List<String> foresee(Conversation conversation) {
        return mind.foresee(conversation);
    }

    @Override
    public List<String> openings() {
        return mind.openings();
    }

    @Override
    public Heeded heeds(@Nullable LanguageModel wanted) {
        return mind.heeds(wanted);
    }

    /** Confined to one thought. */
    private final class Rescuer implements Listener {

        private final Conversation conversation;
        private final Listener listener;
        private boolean spoken;
        private boolean acted;

        Rescuer(Conversation conversation, Listener listener) {
            this.conversation = conversation;
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
        public void onDone() {
            listener.onDone();
        }

        @Override
        public void onFailed(Failure failure, String reason) {
            // What was asked for is under way, or these were the last words: nothing is lost that the caller waits for.
            boolean isEnough = acted || (spoken && conversation.occasion() instanceof Occasion.Ending);
            if (!isEnough) {
                ScriptedReply.Answer rescue = script.wayOut(conversation).ofFailure(apology);
                if (ScriptedReply.Answer.NOTHING.equals(rescue)) {
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
