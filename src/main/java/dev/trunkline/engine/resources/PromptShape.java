package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Prompts: the instructions of a mind. Immutable. */
record PromptShape() implements Shape {

    static final int MAX_CHARS = 100_000; // far over what any mind heeds; a page of a hundred still fits into memory

    @Override
    public Kind kind() {
        return Kind.PROMPT;
    }

    @Override
    public void check(Posted posted) {
        posted.keepRequiredText("text", MAX_CHARS);
        keepExpansion(posted);
    }

    static void keepExpansion(Posted posted) {
        posted.keepObject("prompt_expansion", expansion -> expansion.keepFlag("enabled"));
    }

    @Override
    public ObjectNode show(Resource stored, Shelf shelf) {
        return show(stored, true);
    }

    /** As a config shows it: it has either this version for good or always the newest. */
    static ObjectNode show(Resource stored, boolean fixed) {
        ObjectNode shown = stored.head().put("version_type", versionType(fixed));
        shown.putObject("prompt_expansion").put("enabled", true); // EVI's default
        return shown.setAll(stored.body());
    }

    static String versionType(boolean fixed) {
        return fixed ? "FIXED" : "LATEST";
    }
}
