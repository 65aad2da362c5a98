package dev.trunkline.engine.mind.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.DialogRequest;
import dev.trunkline.engine.mind.ToolRequest;
import dev.trunkline.engine.mind.Trigger;
import dev.trunkline.engine.mind.script.Slot.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What happens when all is known that an intent needs: look-ups, tools, sentences with places. Confined to one generation. */
final class Completion {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_FIELD_CHARS = 500; // of what is said aloud

    private final Script script;
    private final Found found;
    private final DialogRequest request;
    private final int turn;

    /** @param turn which wording is chosen of several */
    Completion(Script script, Found found, DialogRequest request, int turn) {
        this.script = script;
        this.found = found;
        this.request = request;
        this.turn = turn;
    }

    /** The sentences in one wording each, with their places filled; those with a place that nobody knows are left out. */
    List<String> filled(List<String> sentences, Map<String, Value> values) {
        Map<String, String> known = known(values);
        return sentences.stream()
                .map(sentence -> Wording.fill(Wording.choose(sentence, turn), known))
                .filter(Objects::nonNull)
                .toList();
    }

    private Map<String, String> known(Map<String, Value> values) {
        Map<String, String> known = new HashMap<>(script.variables());
        known.putAll(request.variables());
        known.putAll(found.of(request.model().chatId()));
        values.forEach((name, value) -> known.put(name, value.spoken()));
        return known;
    }

    /**
     * Looks up, calls, answers.
     *
     * @param plain what the intent does without places: a transfer, the end
     */
    ScriptAnswer of(Move.Complete complete, Function<Intent, ScriptAnswer> plain) {
        Form.LookUpStep lookUp = complete.intent().form().lookUp();
        if (lookUp == null) {
            return afterLookUp(complete, plain);
        }
        return new ScriptAnswer(filled(lookUp.says(), complete.values()), null, () -> asked(lookUp, complete, plain));
    }

    private CompletableFuture<ScriptAnswer> asked(
            Form.LookUpStep lookUp, Move.Complete complete, Function<Intent, ScriptAnswer> plain) {
        CompletableFuture<Map<String, String>> asking;
        try {
            asking = found.lookUp().ask(lookUp.url(), lookUp.headers(), json(lookUp.sends(), complete.values()));
        } catch (RuntimeException e) {
            asking = CompletableFuture.failedFuture(e);
        }
        return asking.handle((fields, failure) -> {
            if (failure != null) {
                List<String> fails = filled(lookUp.fails(), complete.values());
                return ScriptAnswer.of(fails.isEmpty() ? List.of(script.line(Phrase.LOOK_UP_FAILED)) : fails);
            }
            Map<String, String> named = new HashMap<>();
            fields.forEach((name, value) ->
                    named.put(lookUp.as() + "." + name, value.substring(0, Math.min(value.length(), MAX_FIELD_CHARS))));
            found.keep(request.model().chatId(), named);
            return afterLookUp(complete, plain);
        });
    }

    private ScriptAnswer afterLookUp(Move.Complete complete, Function<Intent, ScriptAnswer> plain) {
        Intent intent = complete.intent();
        Form.ToolStep tool = intent.form().tool();
        List<String> says = filled(intent.says(), complete.values());
        if (tool != null) {
            return request.tool(tool.name()) == null
                    ? failed(tool)
                    : new ScriptAnswer(
                            says, new ToolRequest(tool.name(), json(tool.sends(), complete.values()), false), null);
        }
        ScriptAnswer answer = plain.apply(intent);
        return intent.says().isEmpty() && answer.says().isEmpty() && answer.does() == null
                ? ScriptAnswer.of(filled(script.says(Phrase.WHAT_NEXT), Map.of()))
                : new ScriptAnswer(says.isEmpty() ? answer.says() : says, answer.does(), answer.then());
    }

    private ScriptAnswer failed(Form.ToolStep tool) {
        List<String> fails = filled(tool.fails(), Map.of());
        return ScriptAnswer.of(fails.isEmpty() ? filled(script.says(Phrase.TOOL_FAILED), Map.of()) : fails);
    }

    /** What is said when a tool of the script's has answered; null for a tool that it does not know. */
    @Nullable
    ScriptAnswer ofTool(Trigger.ToolSucceeded trigger) {
        Form.ToolStep tool = step(trigger.tool());
        if (tool == null || tool.says().isEmpty()) {
            return null;
        }
        Map<String, String> named = new HashMap<>();
        fields(trigger.content()).forEach((name, value) -> named.put(tool.name() + "." + name, value));
        found.keep(request.model().chatId(), named);
        List<String> says = filled(tool.says(), Map.of());
        return says.isEmpty() ? null : ScriptAnswer.of(says);
    }

    /** What is said when a tool of the script's has failed; null for nothing special. */
    @Nullable
    ScriptAnswer ofFailedTool(String name) {
        Form.ToolStep tool = step(name);
        return tool == null || tool.fails().isEmpty() ? null : failed(tool);
    }

    private Form.@Nullable ToolStep step(String name) {
        return script.intents().stream()
                .map(intent -> intent.form().tool())
                .filter(Objects::nonNull)
                .filter(tool -> tool.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The fields of a JSON object, those of objects inside with a point between; none for anything else. */
    static Map<String, String> fields(String json) {
        Map<String, String> fields = new HashMap<>();
        try {
            flatten("", JSON.readTree(json), fields);
        } catch (JsonProcessingException e) {
            return Map.of(); // a sentence, perhaps: there is nothing to be named
        }
        return fields;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> fields) {
        if (node.isValueNode() && !path.isEmpty() && !node.isNull()) {
            fields.put(path, node.asText());
        }
        node.properties()
                .forEach(entry -> flatten(
                        path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), fields));
    }

    private String json(Map<String, String> sends, Map<String, Value> values) {
        Map<String, String> known = known(values);
        values.forEach((name, value) -> known.put(name, value.value()));
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        sends.forEach((name, template) -> {
            String text = Wording.fill(template, known);
            json.put(name, text == null ? "" : text);
        });
        return json.toString();
    }
}
