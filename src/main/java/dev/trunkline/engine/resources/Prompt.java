package dev.trunkline.engine.resources;

import dev.trunkline.engine.rest.FieldReader;
import org.jspecify.annotations.Nullable;

/**
 * The instructions of a dialog model, as EVI names their fields. Immutable.
 *
 * @param text with {@code {{variables}}}
 * @param promptExpansion whether EVI adds words of its own; null for EVI's default
 */
record Prompt(String text, @Nullable Expansion promptExpansion) {

    static final int MAX_CHARS = 100_000; // far over what any model heeds; a page of a hundred still fits into memory

    /** @param enabled null for EVI's default */
    record Expansion(@Nullable Boolean enabled) {
        static final Expansion DEFAULT = new Expansion(true);

        static @Nullable Expansion read(FieldReader prompt) {
            return prompt.object("prompt_expansion", expansion -> new Expansion(expansion.flag("enabled")));
        }
    }
}
