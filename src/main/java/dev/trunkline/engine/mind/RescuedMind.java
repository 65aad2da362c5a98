package dev.trunkline.engine.mind;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that nobody is held on the line by a mind that does not work: when a thought fails before it has said anything,
 * callers who ask for a person or say goodbye are obeyed all the same, and after the second failure in a row they are handed
 * on to a person, or the call ends with an apology where nobody can be reached. The failure itself is told as ever.
 * Thread-safe.
 */
public final class RescuedMind implements Mind {

    private final Mind mind;
    private final String apology;
    private final ScriptedMind script = ScriptedMind.demonstration();

    /**
     * Listens to {@code mind}.
     *
     * @param apology what the chat says when a mind has failed: by it the second time is known
     */
    public RescuedMind(Mind mind, String apology) {
        this.mind = mind;
        this.apology = apology;
    }

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        return mind.think(conversation, new Rescuer(conversation, listener));
    }

    @Override
    public List<String> foresee(Conversation conversation) {
        return mind.foresee(conversation);
    }

    @Override
    public List<String> openings() {
        return mind.openings();
    }

    /** Confined to one thought. */
    private final class Rescuer implements Listener {

        private final Conversation conversation;
        private final Listener listener;
        private boolean begun;

        Rescuer(Conversation conversation, Listener listener) {
            this.conversation = conversation;
            this.listener = listener;
        }

        @Override
        public void onSentence(String text) {
            begun = true;
            listener.onSentence(text);
        }

        @Override
        public void onTool(ToolRequest request) {
            begun = true;
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
            ScriptedReply.@Nullable Answer rescue = begun ? null : script.rescue(conversation, apology);
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
            }
            listener.onFailed(failure, reason);
        }
    }
}
