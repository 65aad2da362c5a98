package dev.trunkline.ai.gemini;

import java.util.Locale;

/** Why something that Gemini sent could not be used. A closed set, because each is a metric label. */
enum GeminiRejection {
    /** Not one JSON object, or nested too deeply. */
    BAD_JSON,
    MISSING_FIELD,
    WRONG_TYPE,
    BAD_BASE64,
    /** An id that is none: it would have to be remembered. */
    TOO_LONG,
    /** A message of none of the kinds that this version of the protocol knows. */
    UNKNOWN_TYPE,
    /** Sound that is no linear16 of a usual rate. */
    UNKNOWN_FORMAT,
    /** Anything but {@code setupComplete} before it. */
    BEFORE_SETUP;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
