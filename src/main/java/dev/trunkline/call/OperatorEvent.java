package dev.trunkline.call;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators do, or should know of. Immutable. */
public sealed interface OperatorEvent extends CallEvent {

    /**
     * An operator did something to the call.
     *
     * @param operator who, by the name of the token
     * @param detail what was said, or the name of a destination; "" for nothing; personal data
     */
    record Supervised(String operator, Action action, String detail) implements OperatorEvent {
        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onSupervised(this);
        }

        public enum Action {
            /** The agent was made to say something word for word. */
            SAY,
            /** The agent was told something. */
            CONTEXT,
            /** The agent was told something for its next answer only. */
            WHISPER,
            /** Something was written down. */
            NOTE,
            /** The agent fell silent. */
            PAUSE,
            /** The agent may speak again. */
            RESUME,
            /** A person speaks in the agent's place. */
            TAKE_OVER,
            /** The agent has the caller again. */
            RELEASE,
            /** The same, because the person's connection was lost. */
            HAND_BACK,
            /** The caller is put through to somebody. */
            TRANSFER;

            /** The metric tag. */
            public String label() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    /**
     * A person should know of this call: a rule of the operator's says so, or a person is about to be dialled.
     *
     * @param cause the rule's name, or {@link #TRANSFER}: a metric label
     * @param destination the name of who is dialled, or null for nobody
     * @param words what there is to know; personal data
     * @param mood how the caller sounded lately: the strongest expressions, 0..1
     */
    record Escalated(String cause, @Nullable String destination, String words, Map<String, Double> mood)
            implements OperatorEvent {

        /** The cause of an event that no rule brought about. */
        public static final String TRANSFER = "transfer";

        @Override
        public void deliverTo(Receiver receiver) {
            receiver.onEscalated(this);
        }
    }
}
