package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What one kind of resource looks like: as it is posted, kept, and shown. Immutable. */
sealed interface Shape permits PromptShape, ToolShape, ConfigShape {

    Kind kind();

    /** Keeps the fields of a version, without looking anything up. */
    void check(Posted posted);

    /**
     * What is stored in the end: others are looked up or made, and what is handed down from version to version is.
     *
     * @param name of the resource
     * @param newest the version before; null for the first
     */
    default ObjectNode settle(ObjectNode body, String name, @Nullable Resource newest, Shelf shelf) {
        return body;
    }

    /** What clients see. */
    ObjectNode show(Resource stored, Shelf shelf);

    /**
     * What whoever has posted {@code stored} should know about it; null for nothing.
     *
     * @param shown what clients see of it
     */
    default @Nullable String warning(Resource stored, ObjectNode shown) {
        return null;
    }
}
