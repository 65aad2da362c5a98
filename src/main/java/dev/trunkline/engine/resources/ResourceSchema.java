package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.rest.FieldReader;
import org.jspecify.annotations.Nullable;

/** What one type of resource looks like: as it is posted, kept, and shown. Immutable. */
sealed interface ResourceSchema<T> permits PromptSchema, ToolSchema, ConfigSchema {

    ResourceType<T> type();

    /** Reads and checks the fields of a version, without looking anything up. */
    T read(FieldReader fields);

    /**
     * What is stored in the end: others are looked up or made, and what is handed down from version to version is.
     *
     * @param name of the resource
     * @param newest the version before; null for the first
     */
    default T settle(T body, String name, @Nullable T newest, ResourceTransaction transaction) {
        return body;
    }

    /** What clients see. */
    ObjectNode show(Resource<T> stored, ResourceTransaction transaction);

    /**
     * What whoever has posted {@code stored} should know about it; null for nothing.
     *
     * @param shown what clients see of it
     */
    default @Nullable String warning(Resource<T> stored, ObjectNode shown) {
        return null;
    }
}
