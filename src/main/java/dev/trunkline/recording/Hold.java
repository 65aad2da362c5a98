package dev.trunkline.recording;

import java.util.Locale;

/** Why nothing of a call is recorded for a while. It goes on when nobody holds it any more. */
public enum Hold {
    /** The caller has not been told yet that he is recorded. */
    CONSENT,
    /** He has pressed the keys for it. */
    CALLER,
    /** The model has asked for it. */
    AGENT,
    /** An operator has. */
    OPERATOR,
    /** He enters masked digits, or the goodbye is protected. */
    SECRET;

    /** As indexes name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
