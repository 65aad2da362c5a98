package dev.trunkline.config;

import org.jspecify.annotations.Nullable;

/** Text that must not be printed. Immutable. */
public final class Secret {

    private static final int MAX_HEADER_CHARS = 4_096;
    private static final char DELETE = 127;

    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** Whether a header can carry such a text: printable ASCII without spaces, and not too much of it. */
    public static boolean fitsHeader(String text) {
        return text.length() <= MAX_HEADER_CHARS && text.chars().allMatch(each -> each > ' ' && each < DELETE);
    }

    /** The text itself; not for logs, errors or URLs. */
    public String reveal() {
        return value;
    }

    /** The text of what may not be there. */
    public static @Nullable String revealed(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }

    @Override
    public String toString() {
        return "***";
    }
}
