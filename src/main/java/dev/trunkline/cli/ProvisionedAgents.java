package dev.trunkline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.config.RouteAgent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Agents of a configuration as prompts and configs of an EVI: each is looked up by its name, and made, or made anew as a version, where it
 * differs. Of a config that is there, what a trunkline.yaml says nothing of stays as it is. Confined to one thread, and blocks it.
 */
final class ProvisionedAgents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROMPTS = "prompts";
    private static final String CONFIGS = "configs";

    /** What a new version takes over from the last. */
    private static final List<String> KEPT = List.of(
            "language_model",
            "ellm_model",
            "builtin_tools",
            "timeouts",
            "nudges",
            "turn_detection",
            "interruption",
            "webhooks");

    private final EviRest rest;
    private final boolean isDry;

    /** Asks an EVI for its resources, and gives it others. */
    interface EviRest {

        /** The answer to {@code GET} of a path below the base, with its query. */
        JsonNode get(String path) throws IOException;

        /** The answer to {@code POST}. */
        JsonNode post(String path, JsonNode body) throws IOException;
    }

    /**
     * What became of one agent.
     *
     * @param configId "" where there is none yet
     * @param changes what was, or would be, different; empty when all is as it should be
     */
    record Provisioned(String name, String configId, int version, List<String> changes) {}

    /** @param isDry nothing is given to it: what would be, is told */
    ProvisionedAgents(EviRest rest, boolean isDry) {
        this.rest = rest;
        this.isDry = isDry;
    }

    /**
     * One agent.
     *
     * @param name of the config, and of its prompt
     * @throws IOException when the EVI does not do as it is asked; the message says why
     */
    Provisioned provision(String name, RouteAgent agent) throws IOException {
        List<String> changes = new ArrayList<>();
        JsonNode config = newest(CONFIGS, name);
        JsonNode prompt = prompt(name, agent.instructions(), changes);
        ObjectNode wanted = JsonNodeFactory.instance.objectNode();
        wanted.put("evi_version", config.path("evi_version").asText("3"));
        boolean isOther = config.isMissingNode();
        if (isOther) {
            changes.add("config " + name + ": new");
        }
        KEPT.stream().filter(config::hasNonNull).forEach(each -> wanted.set(each, config.get(each)));
        for (JsonNode tool : config.path("tools")) {
            mention(tool, wanted.withArray("tools").addObject());
        }
        JsonNode last = config.path("prompt");
        if (prompt == null) {
            prompt = last;
        } else if (!last.path("id").equals(prompt.path("id"))
                || !last.path("version").equals(prompt.path("version"))) {
            isOther = true;
            changes.add("config " + name + ": has another prompt");
        }
        if (prompt.hasNonNull("id")) {
            mention(prompt, wanted.putObject("prompt"));
        }
        isOther |= voice(agent.voice(), config.path("voice"), wanted, changes);
        isOther |= greeting(agent.greeting(), config.path("event_messages"), wanted, changes);
        if (!isOther || isDry) {
            return new Provisioned(
                    name, config.path("id").asText(), config.path("version").asInt(), changes);
        }
        JsonNode made = config.isMissingNode()
                ? rest.post(CONFIGS, wanted.put("name", name))
                : rest.post(CONFIGS + "/" + config.path("id").asText(), wanted);
        return new Provisioned(
                name, made.path("id").asText(), made.path("version").asInt(), changes);
    }

    /** The one that has these words now; null where the agent says nothing. */
    private @Nullable JsonNode prompt(String name, @Nullable String text, List<String> changes) throws IOException {
        if (text == null) {
            return null;
        }
        JsonNode newest = newest(PROMPTS, name);
        if (newest.path("text").asText().equals(text)) {
            return newest;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("text", text);
        if (newest.isMissingNode()) {
            changes.add("prompt " + name + ": new, " + text.length() + " characters");
            return isDry ? body : rest.post(PROMPTS, body.put("name", name));
        }
        changes.add("prompt " + name + ": " + newest.path("text").asText().length() + " characters become "
                + text.length());
        return isDry ? body : rest.post(PROMPTS + "/" + newest.path("id").asText(), body);
    }

    private static void mention(JsonNode resource, ObjectNode mention) {
        mention.set("id", resource.path("id"));
        if (resource.hasNonNull("version")) {
            mention.set("version", resource.get("version"));
        }
    }

    /** An id where it is a UUID, else a name of Hume's. */
    private static boolean voice(@Nullable String voice, JsonNode last, ObjectNode wanted, List<String> changes) {
        if (voice == null) {
            if (last.hasNonNull("id")) {
                wanted.putObject("voice").set("id", last.get("id"));
            } else if (last.hasNonNull("name")) {
                wanted.putObject("voice")
                        .put("provider", last.path("provider").asText("HUME_AI"))
                        .set("name", last.get("name"));
            }
            return false;
        }
        String field = isId(voice) ? "id" : "name";
        ObjectNode chosen = wanted.putObject("voice").put(field, voice);
        if (field.equals("name")) {
            chosen.put("provider", last.path("provider").asText("HUME_AI"));
        }
        String before = last.path(field).asText();
        if (!before.equals(voice)) {
            changes.add("voice: " + (before.isEmpty() ? "" : before + " becomes ") + voice);
        }
        return !before.equals(voice);
    }

    private static boolean isId(String voice) {
        try {
            return UUID.fromString(voice).toString().equalsIgnoreCase(voice);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean greeting(@Nullable String greeting, JsonNode last, ObjectNode wanted, List<String> changes) {
        if (last.isObject()) {
            wanted.set("event_messages", last.deepCopy());
        }
        if (greeting == null) {
            return false;
        }
        JsonNode before = last.path("on_new_chat");
        wanted.withObject("/event_messages/on_new_chat").put("enabled", true).put("text", greeting);
        boolean isOther = !before.path("enabled").asBoolean()
                || !before.path("text").asText().equals(greeting);
        if (isOther) {
            changes.add("greeting: " + greeting);
        }
        return isOther;
    }

    private JsonNode newest(String resource, String name) throws IOException {
        JsonNode page = rest.get(resource + "?page_size=1&name=" + name);
        for (JsonNode each : page.path(resource + "_page")) {
            if (each.path("name").asText().equals(name)) {
                return each;
            }
        }
        return JSON.missingNode();
    }
}
