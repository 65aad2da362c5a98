package dev.trunkline.engine;

import dev.trunkline.engine.mind.Conversation;
import dev.trunkline.engine.mind.Mind;
import dev.trunkline.engine.mind.Occasion;

/** Says what was said. */
final class EchoMind implements Mind {

    @Override
    public Thinking think(Conversation conversation, Listener listener) {
        if (conversation.occasion() instanceof Occasion.CallerSpoke spoken) {
            listener.onSentence("You said.");
            listener.onSentence(spoken.text() + ".");
        }
        listener.onDone();
        return () -> {};
    }
}
