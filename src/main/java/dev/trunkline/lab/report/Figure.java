package dev.trunkline.lab.report;

import java.util.Locale;

/**
 * One of the few numbers by which a call or a fleet is judged. Immutable.
 *
 * @param name what it is
 * @param value with its unit
 * @param note how it was come by
 * @param grade what to think of it
 */
public record Figure(String name, String value, String note, Grade grade) {

    /** What to think of a number. */
    public enum Grade {
        /** Just a number. */
        PLAIN,
        /** As it has to be. */
        GOOD,
        /** Something went wrong. */
        BAD;

        public String cssClass() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** As a part of a sentence. */
    public String sentence() {
        return name.toLowerCase(Locale.ROOT) + " " + value;
    }
}
