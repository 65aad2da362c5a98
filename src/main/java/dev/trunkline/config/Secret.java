package dev.trunkline.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Text that must not be printed. Immutable. */
public final class Secret {

    static final int MAX_HEADER_CHARS = 4_096;
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

    /** In a time that says nothing about the texts. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
