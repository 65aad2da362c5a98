package dev.trunkline.outbound;

import java.util.Locale;

/** What becomes of a request to call somebody. */
public sealed interface Submission {

    /** It will be placed as soon as it may be. */
    record Taken(OrderEntry entry) implements Submission {}

    /**
     * It will not.
     *
     * @param reason a metric label
     * @param words for whoever asked: the field, and what to do
     */
    record Refused(Reason reason, String words) implements Submission {}

    /** Why not. */
    enum Reason {
        /** Something in the request makes no sense. */
        BAD_REQUEST,
        /** Nobody can have that number. */
        INVALID_NUMBER,
        /** A country, or a kind of number, that is not called. */
        NOT_ALLOWED,
        /** Whoever has it does not want to be called. */
        DO_NOT_CALL,
        /** It was called as often as it may be. */
        NUMBER_LIMIT,
        /** There is no hour at which all clocks that it may have allow it. */
        NO_HOUR,
        /** As many orders wait as are kept. */
        FULL,
        /** Nothing can be written down now, and what is not written down is not dialled. */
        NO_JOURNAL;

        /** The metric tag. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
