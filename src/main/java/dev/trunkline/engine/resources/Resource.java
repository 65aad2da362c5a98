package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One version of a config, prompt or tool. Immutable.
 *
 * @param id a UUID; all versions share it
 * @param version from 0, counted up and never used twice
 * @param name of all versions; no other resource of its type has it
 * @param description of this version
 * @param createdMillis when the first version came, in Unix time
 * @param modifiedMillis when this version came or was last renamed or described, in Unix time
 * @param body what was posted and is understood
 */
public record Resource<T>(
        String id,
        int version,
        String name,
        @Nullable String description,
        long createdMillis,
        long modifiedMillis,
        T body) {

    private static final JsonMapper SHOWN = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** The fields that the answers of all types begin with, and those of {@code shown}. */
    ObjectNode json(Object shown) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("version", version)
                .put("version_description", description)
                .put("name", name)
                .put("created_on", createdMillis)
                .put("modified_on", modifiedMillis);
        return json.setAll(SHOWN.<ObjectNode>valueToTree(shown));
    }
}
