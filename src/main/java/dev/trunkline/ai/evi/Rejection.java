package dev.trunkline.ai.evi;

import java.util.Locale;

/** Why something that EVI sent could not be used. A closed set, because each is a metric label. */
enum Rejection {
    /** Not one JSON object, or nested too deeply. */
    BAD_JSON,
    MISSING_FIELD,
    WRONG_TYPE,
    BAD_BASE64,
    /** An id that is none: it would have to be remembered. */
    TOO_LONG,
    /** A message that this version of the protocol does not know. */
    UNKNOWN_TYPE,
    /** EVI speaks text only. */
    BINARY_FRAME,
    /** Anything but an error before {@code chat_metadata}. */
    BEFORE_METADATA,
    /** A chunk of a sentence that was already played or given up. */
    DUPLICATE_AUDIO,
    /** A chunk of a sentence never came; what follows it is played without it. */
    MISSING_AUDIO;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
