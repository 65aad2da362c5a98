package dev.trunkline.engine.store;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text as every database takes it. */
final class SqlText {

    /** Of one field: many times what anybody says in a breath, and less than the bound of H2. */
    static final int MAX_CHARACTERS = 100_000;

    private SqlText() {}

    /** Without what PostgreSQL refuses (NUL, halves of surrogate pairs), cut to {@link #MAX_CHARACTERS}. */
    static @Nullable String storable(@Nullable String text) {
        return text == null ? null : plain(text);
    }

    /** The same for text that is there. */
    static String plain(String text) {
        String cut = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
        boolean plain = cut.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
        return plain
                ? cut
                : new String(cut.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
