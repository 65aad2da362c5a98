package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.rest.FieldReader;

/** Tools over REST. Immutable. */
record ToolSchema() implements ResourceSchema<Tool> {

    static final int MAX_TEXT_CHARS = 5_000;
    private static final int MAX_SCHEMA_CHARS = 20_000;

    @Override
    public ResourceType<Tool> type() {
        return ResourceType.TOOL;
    }

    @Override
    public Tool read(FieldReader fields) {
        String parameters = fields.requiredText("parameters", MAX_SCHEMA_CHARS);
        if (!FieldReader.isJsonObject(parameters)) {
            throw fields.wrong("parameters", "must be the text of a JSON schema, which is a JSON object");
        }
        return new Tool(
                parameters,
                fields.text("description", MAX_TEXT_CHARS),
                fields.text("fallback_content", MAX_TEXT_CHARS));
    }

    @Override
    public ObjectNode show(Resource<Tool> stored, ResourceTransaction transaction) {
        return show(stored, true);
    }

    /**
     * As a config shows it.
     *
     * @param isFixed whether the config has this version for good, and not always the newest
     */
    static ObjectNode show(Resource<Tool> stored, boolean isFixed) {
        return stored.json(stored.body())
                .put("tool_type", "FUNCTION")
                .put("version_type", PromptSchema.versionType(isFixed));
    }
}
