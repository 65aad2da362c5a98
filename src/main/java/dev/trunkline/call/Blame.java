package dev.trunkline.call;

import java.util.Locale;

/** Whose doing the end of a call was; with it an objective for our own share can be computed. */
public enum Blame {
    NOBODY,
    CALLER,
    CARRIER,
    AI,
    US;

    /** The metric tag. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
