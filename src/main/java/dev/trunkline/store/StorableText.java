package dev.trunkline.store;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text as every database takes it: without NUL and halves of surrogate pairs, which PostgreSQL refuses. */
public final class StorableText {

    private StorableText() {}

    /** The text, of which so many characters are kept at most. */
    public static String of(String text, int most) {
        String cut = text.length() > most ? text.substring(0, most) : text;
        boolean plain = cut.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c));
        return plain
                ? cut
                : new String(cut.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    public static @Nullable String ofNullable(@Nullable String text, int most) {
        return text == null ? null : of(text, most);
    }
}
