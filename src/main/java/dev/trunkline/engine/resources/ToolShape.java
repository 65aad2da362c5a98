package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tools: functions that the client of a chat runs. Immutable. */
record ToolShape() implements Shape {

    static final int MAX_TEXT_CHARS = 5_000;
    private static final int MAX_SCHEMA_CHARS = 20_000;

    @Override
    public Kind kind() {
        return Kind.TOOL;
    }

    @Override
    public void check(Posted posted) {
        String parameters = posted.keepRequiredText("parameters", MAX_SCHEMA_CHARS);
        if (!Posted.isJsonObject(parameters)) {
            throw posted.wrong("parameters", "must be the text of a JSON schema, which is a JSON object");
        }
        posted.keepText("description", MAX_TEXT_CHARS);
        posted.keepText("fallback_content", MAX_TEXT_CHARS);
    }

    @Override
    public ObjectNode show(Resource stored, Shelf shelf) {
        return show(stored, true);
    }

    /** As a config shows it: it has either this version for good or always the newest. */
    static ObjectNode show(Resource stored, boolean fixed) {
        ObjectNode shown = stored.head()
                .put("tool_type", "FUNCTION")
                .put("version_type", PromptShape.versionType(fixed))
                .putNull("description")
                .putNull("fallback_content");
        return shown.setAll(stored.body());
    }
}
