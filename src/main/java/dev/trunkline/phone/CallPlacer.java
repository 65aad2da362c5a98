package dev.trunkline.phone;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the bridge asks of a carrier that is to call somebody. Thread-safe; nothing here blocks. */
public interface CallPlacer {

    /** Has somebody called, once: what came to nothing is told, and never tried again here. */
    CompletionStage<Placing> place(Placement placement);

    /** Asks for the calls from one number to another that were asked for at {@code sinceMillis} (Unix time) or later. */
    CompletionStage<Answer> find(String to, String from, long sinceMillis);

    /** Asks how a call stands. */
    CompletionStage<Answer> standing(String callSid);

    /** Ends a call, whether it rings or is answered. */
    void end(String callSid);

    /**
     * Whom to call. Immutable.
     *
     * @param orderId comes back with everything that the carrier says of the call
     * @param to E.164; personal data
     * @param from what the telephone there shows, E.164
     * @param ringSeconds how long it may ring
     * @param detectsMachines whether the carrier listens for answering machines as well
     */
    record Placement(String orderId, String to, String from, int ringSeconds, boolean detectsMachines) {}

    /** What became of asking for a call. */
    sealed interface Placing {

        /** There is one. */
        record Accepted(String callSid) implements Placing {}

        /**
         * There is none, and there will be none.
         *
         * @param code the carrier's word for why
         * @param isNumberInvalid whether nobody can have that number
         */
        record Refused(int code, boolean isNumberInvalid) implements Placing {}

        /** There is none; later there may be. */
        record NotNow() implements Placing {}

        /** Nobody knows: there may be one. */
        record Unknown(String why) implements Placing {}
    }

    /** What the carrier knows. */
    sealed interface Answer {

        /** These, and no others. */
        record Known(List<CallProgress> calls) implements Answer {
            public Known {
                calls = List.copyOf(calls);
            }
        }

        /** It does not say. */
        record Silent(String why) implements Answer {}
    }
}
