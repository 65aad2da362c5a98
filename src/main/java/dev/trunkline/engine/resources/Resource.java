package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One version of a config, prompt or tool. Immutable: nobody writes to {@code body}.
 *
 * @param id a UUID; all versions share it
 * @param version from 0, counted up and never used twice
 * @param name of all versions; no other resource of its kind has it
 * @param description of this version
 * @param createdMillis when the first version came, in Unix time
 * @param modifiedMillis when this version came or was last renamed or described, in Unix time
 * @param body what was posted and is understood
 */
public record Resource(
        Kind kind,
        String id,
        int version,
        String name,
        @Nullable String description,
        long createdMillis,
        long modifiedMillis,
        ObjectNode body) {

    /** The fields that the answers of all kinds begin with. */
    ObjectNode head() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("version", version)
                .put("version_description", description)
                .put("name", name)
                .put("created_on", createdMillis)
                .put("modified_on", modifiedMillis);
    }
}
