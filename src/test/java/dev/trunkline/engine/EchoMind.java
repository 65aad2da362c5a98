package dev.trunkline.engine;

import dev.trunkline.engine.mind.DialogModel;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.Trigger;

/** Says what was said. */
public final class EchoMind implements DialogModel {

    @Override
    public PendingReply generate(DialogRequest conversation, Listener listener) {
        if (conversation.trigger() instanceof Trigger.CallerSpoke spoken) {
            listener.onSentence("You said.");
            listener.onSentence(spoken.text() + ".");
        }
        listener.onDone();
        return () -> {};
    }
}
