package dev.trunkline.engine.mind;

/**
 * A function that the client of a chat offers to run. Immutable.
 *
 * @param name as the client knows it
 * @param description when to use it; may be empty
 * @param parametersSchemaJson JSON schema of its arguments, as text; whatever the client sent
 * @param fallbackContent what may be said when it fails; may be empty
 */
public record ToolDefinition(String name, String description, String parametersSchemaJson, String fallbackContent) {}
