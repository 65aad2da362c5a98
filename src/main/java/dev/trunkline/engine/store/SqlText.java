package dev.trunkline.engine.store;

import dev.trunkline.store.StorableText;
import org.jspecify.annotations.Nullable;

/** Text as every database takes it, cut to a length. */
final class SqlText {

    /** Of one field: many times what anybody says in a breath, and less than the bound of H2. */
    static final int MAX_CHARACTERS = 100_000;

    private SqlText() {}

    static @Nullable String storable(@Nullable String text) {
        return StorableText.ofNullable(text, MAX_CHARACTERS);
    }

    static String plain(String text) {
        return StorableText.of(text, MAX_CHARACTERS);
    }
}
