package dev.trunkline.engine.resources;

import org.jspecify.annotations.Nullable;

/**
 * A function that the client of a chat runs, as EVI names its fields. Immutable.
 *
 * @param parameters the text of a JSON schema
 * @param description when to use it
 * @param fallbackContent what may be said when it fails
 */
record Tool(
        String parameters,
        @Nullable String description,
        @Nullable String fallbackContent) {}
