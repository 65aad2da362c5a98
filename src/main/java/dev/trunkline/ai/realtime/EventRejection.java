package dev.trunkline.ai.realtime;

import java.util.Locale;

/** Why something that the far end sent could not be used. A closed set, because each is a metric label. */
enum EventRejection {
    /** Not one JSON object, or nested too deeply. */
    BAD_JSON,
    MISSING_FIELD,
    WRONG_TYPE,
    BAD_BASE64,
    /** An id that is none: it would have to be remembered. */
    TOO_LONG,
    /** An event that we do not know. */
    UNKNOWN_TYPE,
    /** The dialect is text only. */
    BINARY_FRAME,
    /** Anything of a conversation before the session was ready. */
    BEFORE_SESSION;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
