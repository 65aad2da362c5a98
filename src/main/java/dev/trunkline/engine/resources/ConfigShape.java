package dev.trunkline.engine.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Configs: how a chat is to be held. What they say of prompts and tools is a mention of others. Immutable.
 *
 * @param view shows them
 * @param allowances what they may ask for
 */
record ConfigShape(ConfigView view, Allowances allowances) implements Shape {

    @Override
    public Kind kind() {
        return Kind.CONFIG;
    }

    @Override
    public void check(Posted posted) {
        ConfigFields.check(posted, allowances);
    }

    @Override
    public ObjectNode settle(ObjectNode body, String name, @Nullable Resource newest, Shelf shelf) {
        ObjectNode settled = body.deepCopy();
        if (body.get("prompt") instanceof ObjectNode prompt) {
            settled.set("prompt", settledPrompt(prompt, name, shelf));
        }
        body.path("tools").forEach(tool -> existing(Kind.TOOL, tool, "tools", shelf));
        boolean hasShortResponses = body.path("evi_version").asText().equals(ConfigFields.EVI_3);
        if (newest != null && hasShortResponses && !body.path("ellm_model").has(ConfigFields.SHORT_RESPONSES)) {
            // EVI documents that new versions inherit this one field when they leave it out.
            JsonNode inherited = newest.body().get("ellm_model");
            settled.setAll(nonNull("ellm_model", inherited));
        }
        return settled;
    }

    @Override
    public ObjectNode show(Resource stored, Shelf shelf) {
        return view.show(stored, shelf);
    }

    @Override
    public @Nullable String warning(Resource stored, ObjectNode shown) {
        return new Nominal(allowances).warning(stored.body(), shown);
    }

    /** A prompt that exists stays a mention; a text becomes a prompt of its own. */
    private static ObjectNode settledPrompt(ObjectNode prompt, String configName, Shelf shelf) {
        JsonNode text = prompt.get("text");
        ObjectNode mention = prompt.deepCopy();
        mention.remove("text");
        if (prompt.has("id")) {
            Resource found = existing(Kind.PROMPT, prompt, "prompt", shelf);
            // A config that was read and is posted again has the text, too; a changed one must not be lost silently.
            if (text != null && !text.equals(found.body().get("text"))) {
                throw Refusal.bad("the field 'prompt.text' is not the text of that prompt: add a version to the prompt,"
                        + " or leave 'prompt.id' out to make a new prompt");
            }
            return mention;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().set("text", text);
        body.setAll(nonNull("prompt_expansion", prompt.get("prompt_expansion")));
        String unique = UUID.randomUUID().toString().substring(0, 8);
        Resource made = shelf.create(Kind.PROMPT, configName + " (prompt " + unique + ")", null, body);
        return mention.put("id", made.id()).put("version", made.version());
    }

    private static Resource existing(Kind kind, JsonNode mention, String field, Shelf shelf) {
        String id = mention.path("id").asText();
        Integer version = version(mention);
        Resource found = shelf.find(kind, id, version);
        if (found == null) {
            throw Refusal.bad("the field '" + field + "' mentions a " + kind.label() + " that does not exist: " + id
                    + (version == null ? "" : ", version " + version));
        }
        return found;
    }

    /** Which version is mentioned; null for always the newest. */
    static @Nullable Integer version(JsonNode mention) {
        return mention.has("version") ? Integer.valueOf(mention.get("version").intValue()) : null;
    }

    private static ObjectNode nonNull(String field, @Nullable JsonNode value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        return value == null ? object : object.set(field, value);
    }
}
