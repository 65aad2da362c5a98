package dev.trunkline.call;

import java.util.Map;

/**
 * What the caller says: whether it may interrupt the agent, and whether it takes back an end that was decided. Confined to the call's
 * loop.
 */
record CallersWords(
        Conversation conversation, CallLifecycle lifecycle, Keypad keypad, Lull lull, CallSupervision supervision) {

    /** The AI has understood him: see {@link dev.trunkline.ai.AiEvents#onUserMessage}. */
    void onUserMessage(String text, boolean interim, Map<String, Double> scores) {
        lull.onCallerSaid(interim);
        boolean parting = lifecycle.isParting(text);
        conversation.onCallerSaid(text, interim, scores, mayInterrupt() && !parting);
        if (!interim) {
            keypad.callerSpoke();
        }
        if (parting && !interim) {
            lifecycle.confirm();
        } else if (!parting && conversation.isInterruption(text, interim)) {
            takeBack();
        }
    }

    private boolean mayInterrupt() {
        return !lifecycle.state().isProtected()
                && !keypad.isHeard()
                && !conversation.ours().isAnnouncing();
    }

    private void takeBack() {
        boolean wasEnding = lifecycle.isEndDecided();
        lifecycle.takeBack();
        if (wasEnding && !lifecycle.isEndDecided() && !lifecycle.isOver()) {
            supervision.onTookBack();
        }
    }

    /** The AI says that he interrupts. */
    void onInterrupted() {
        if (mayInterrupt()) {
            conversation.onInterrupted();
            lifecycle.doubt();
        }
    }

    /** The AI does not know yet. */
    void onAgentHeld() {
        if (!lifecycle.state().isProtected()) {
            conversation.onAgentHeld();
        }
    }
}
