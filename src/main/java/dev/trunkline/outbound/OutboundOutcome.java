package dev.trunkline.outbound;

import java.util.Locale;

/** Every way a call that we were to place can end. Labels are metric tags: never rename, never reuse. */
public enum OutboundOutcome {
    /** A person answered, and there was a conversation. */
    HUMAN,
    /** It was answered, and nobody said a word. */
    SILENT,
    /** Somebody answered and hung up before the agent's first sentence was heard. */
    HUNG_UP,
    /** A machine answered, and the call was ended. */
    MACHINE,
    /** A machine answered, and the message was said after its beep. */
    MESSAGE_LEFT,
    /** A fax answered, and the call was ended. */
    FAX,
    /** It was answered; who that was got lost with an earlier process. */
    ANSWERED,
    BUSY,
    NO_ANSWER,
    /** The network could not put it through. */
    FAILED,
    /** The carrier says that nobody can have this number. */
    INVALID,
    /** The carrier does not place this call, whatever the number: a country that is not allowed, a caller id that is not ours. */
    REFUSED,
    /** Somebody called it off. */
    CANCELED,
    /** Somebody has said meanwhile that this number is not to be called. */
    DO_NOT_CALL,
    /** The number was called as often as it may be. */
    NUMBER_LIMIT,
    /** The configuration does not allow it any more. */
    NOT_ALLOWED,
    /** There was no time at which it could be placed. */
    EXPIRED,
    /** Nobody can tell whether it was placed; it is not placed again. */
    UNKNOWN;

    /** The metric tag. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
