package dev.trunkline.ops;

import java.util.Locale;

/** What an operator may do; each may what those before it may. */
public enum Role {
    /** See calls, records and metrics. */
    VIEWER,
    /** Act on calls. */
    OPERATOR,
    /** Act on the process. */
    ADMIN;

    /** Whether it is enough where {@code least} is needed. */
    public boolean may(Role least) {
        return compareTo(least) >= 0;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
