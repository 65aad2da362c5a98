package dev.trunkline.engine.measurement;

import java.util.Locale;

/**
 * Into which pieces a payload is cut. Text is cut at its own words and sentences; sound, whose words are not known, at its
 * pauses.
 */
enum Granularity {
    WORD(60),
    SENTENCE(600),
    UTTERANCE(300),
    CONVERSATIONAL_TURN(Integer.MAX_VALUE),
    /** All of a text; the older name of the SDKs. */
    PASSAGE(Integer.MAX_VALUE);

    private final int pauseMillis;

    Granularity(int pauseMillis) {
        this.pauseMillis = pauseMillis;
    }

    /** Its name on the wire. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Pauses of sound that are at least so long come between two pieces. */
    int pauseMillis() {
        return pauseMillis;
    }
}
