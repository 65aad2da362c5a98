package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.resources.Prompt.Expansion;
import dev.trunkline.engine.rest.FieldReader;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Prompts over REST. Immutable. */
record PromptSchema() implements ResourceSchema<Prompt> {

    @Override
    public ResourceType<Prompt> type() {
        return ResourceType.PROMPT;
    }

    @Override
    public Prompt read(FieldReader fields) {
        return new Prompt(fields.requiredText("text", Prompt.MAX_CHARS), Expansion.read(fields));
    }

    @Override
    public ObjectNode show(Resource<Prompt> stored, ResourceTransaction transaction) {
        return show(stored, true, null);
    }

    /**
     * As a config shows it.
     *
     * @param isFixed whether the config has this version for good, and not always the newest
     * @param expansion the config's own; null for the prompt's
     */
    static ObjectNode show(Resource<Prompt> stored, boolean isFixed, @Nullable Expansion expansion) {
        Expansion own = Objects.requireNonNullElse(stored.body().promptExpansion(), Expansion.DEFAULT);
        return stored.json(new Prompt(stored.body().text(), expansion == null ? own : expansion))
                .put("version_type", versionType(isFixed));
    }

    static String versionType(boolean isFixed) {
        return isFixed ? "FIXED" : "LATEST";
    }
}
