package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.realtime.wire.SessionConfig.Input;
import dev.trunkline.engine.realtime.wire.SessionConfig.Kind;
import dev.trunkline.engine.realtime.wire.SessionConfig.Modality;
import dev.trunkline.engine.realtime.wire.SessionConfig.Output;
import dev.trunkline.engine.realtime.wire.SessionConfig.Tools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a client says about its session, or about one response: fields that are there change, all others stay as they were. Nothing
 * changes when anything is wrong. Thread-safe.
 */
public final class SessionReader {

    /** With the tools and the conversation, about as much as an EVI chat may hold without asking for room. */
    private static final int MAX_INSTRUCTIONS_CHARS = 100_000;

    private static final Pattern FUNCTION_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static final int MAX_NAME_CHARS = 256;
    private static final int MAX_SCHEMA_CHARS = 50_000;
    private static final int MAX_ALL_TOOLS_CHARS = 150_000;
    private static final int MAX_ECHOED_CHARS = 10_000;
    private static final int MAX_TOOLS = 128;
    private static final int MAX_WORDS = 1_000;
    private static final int MAX_OUTPUT_TOKENS = 4_096; // documented

    /** Fields that are shown as they were set, and do nothing here. */
    private static final List<String> ECHOED = List.of("tracing", "truncation", "include", "reasoning");

    private SessionReader() {}

    /**
     * A session, changed.
     *
     * @param session the object of {@code session.update}, or of a client secret
     * @param now what holds before
     * @throws BadEvent when a field is wrong or not known
     */
    public static SessionConfig update(SessionConfig now, JsonNode session) {
        EventFields fields = EventFields.of(session, "session");
        if (fields.oneOf("type", Kind.BY_TYPE) != now.kind()) {
            throw BadEvent.invalid(
                    fields.path("type"),
                    "this session is of the type " + now.kind().type() + ", for good");
        }
        if (now.kind() == Kind.TRANSCRIPTION) {
            return transcription(now, fields);
        }
        String model = fields.optionalText("model", MAX_NAME_CHARS);
        EventFields audio = fields.optionalObject("audio");
        Input input = audio == null ? now.input() : input(now.input(), audio);
        Map<String, JsonNode> echoed = echoed(now.echoed(), ECHOED, fields);
        SessionConfig changed = common(now, fields, audio);
        fields.noOthers();
        return new SessionConfig(
                now.kind(),
                model == null ? now.model() : model,
                changed.modality(),
                changed.instructions(),
                input,
                changed.output(),
                changed.tools(),
                changed.maxOutputTokens(),
                echoed);
    }

    /**
     * A session as it begins.
     *
     * @param usual what holds where it says nothing
     * @param session which says what kind it is
     * @throws BadEvent when a field is wrong or not known
     */
    public static SessionConfig begin(SessionConfig usual, JsonNode session) {
        Kind kind = EventFields.of(session, "session").oneOf("type", Kind.BY_TYPE);
        return update(kind == Kind.TRANSCRIPTION ? usual.transcribing() : usual, session);
    }

    /** Of a session in which nobody answers there is only to be said how the caller is heard. */
    private static SessionConfig transcription(SessionConfig now, EventFields fields) {
        EventFields audio = fields.optionalObject("audio");
        Input input = audio == null ? now.input() : input(now.input(), audio);
        Map<String, JsonNode> echoed = echoed(now.echoed(), List.of("include"), fields);
        if (audio != null) {
            audio.noOthers();
        }
        fields.noOthers();
        return new SessionConfig(
                now.kind(),
                now.model(),
                now.modality(),
                now.instructions(),
                input,
                now.output(),
                now.tools(),
                now.maxOutputTokens(),
                echoed);
    }

    /** What holds for one response, of what it says itself and of its session's; leaves the fields that only responses have. */
    static SessionConfig ofResponse(SessionConfig session, EventFields response) {
        EventFields audio = response.optionalObject("audio");
        response.value("reasoning");
        return common(session, response, audio);
    }

    private static SessionConfig common(SessionConfig now, EventFields fields, @Nullable EventFields audio) {
        String instructions = fields.optionalText("instructions", MAX_INSTRUCTIONS_CHARS);
        if (fields.value("prompt") != null) {
            throw BadEvent.invalid(fields.path("prompt"), "this server keeps no prompts; send instructions");
        }
        fields.flag("parallel_tool_calls", true);
        Output output = now.output();
        if (audio != null) {
            EventFields out = audio.optionalObject("output");
            output = out == null ? output : output(output, out);
            audio.noOthers();
        }
        return new SessionConfig(
                now.kind(),
                now.model(),
                modality(now.modality(), fields),
                instructions == null ? now.instructions() : instructions,
                now.input(),
                output,
                tools(now.tools(), fields),
                maxTokens(now.maxOutputTokens(), fields),
                now.echoed());
    }

    private static Modality modality(Modality now, EventFields fields) {
        List<JsonNode> names = fields.optionalList("output_modalities", 2);
        if (names == null) {
            return now;
        }
        if (names.size() != 1) {
            throw BadEvent.invalid(fields.path("output_modalities"), "it must be [\"audio\"] or [\"text\"]");
        }
        return EventFields.oneOf(names.get(0), fields.path("output_modalities", 0), Modality.BY_NAME);
    }

    private static @Nullable Integer maxTokens(@Nullable Integer now, EventFields fields) {
        JsonNode value = fields.value("max_output_tokens");
        if (value == null) {
            return now;
        }
        return value.isTextual() && value.textValue().equals("inf")
                ? null
                : fields.optionalInteger("max_output_tokens", 1, MAX_OUTPUT_TOKENS);
    }

    private static Input input(Input now, EventFields audio) {
        EventFields fields = audio.optionalObject("input");
        if (fields == null) {
            return now;
        }
        EventFields format = fields.optionalObject("format");
        EventFields turns = fields.optionalObject("turn_detection");
        Input changed = new Input(
                format == null ? now.format() : WireSound.read(format),
                fields.has("transcription") ? transcription(fields) : now.transcription(),
                fields.has("noise_reduction") ? noiseReduction(fields) : now.noiseReduction(),
                turns != null ? TurnRule.read(turns) : fields.has("turn_detection") ? null : now.turns());
        fields.noOthers();
        return changed;
    }

    private static @Nullable JsonNode transcription(EventFields input) {
        EventFields fields = input.optionalObject("transcription");
        if (fields == null) {
            return null;
        }
        for (String name : List.of("model", "language", "delay")) {
            fields.optionalText(name, MAX_NAME_CHARS);
        }
        fields.optionalText("prompt", MAX_ECHOED_CHARS);
        for (String name : List.of("keywords", "languages")) {
            List<JsonNode> words = fields.optionalList(name, MAX_WORDS);
            for (JsonNode word : words == null ? List.<JsonNode>of() : words) {
                EventFields.textOf(word, fields.path(name), MAX_NAME_CHARS);
            }
        }
        fields.noOthers();
        return input.required("transcription");
    }

    private static @Nullable JsonNode noiseReduction(EventFields input) {
        EventFields fields = input.optionalObject("noise_reduction");
        if (fields == null) {
            return null;
        }
        fields.optionalOneOf("type", Map.of("near_field", true, "far_field", true));
        fields.optionalNumber("strength", 0, 10);
        fields.noOthers();
        return input.required("noise_reduction");
    }

    private static Output output(Output now, EventFields fields) {
        EventFields format = fields.optionalObject("format");
        Double speed = fields.optionalNumber("speed", 0.25, 1.5);
        Output changed = new Output(
                format == null ? now.format() : WireSound.read(format),
                fields.value("voice") == null ? now.voice() : voice(fields),
                speed == null ? now.speed() : speed);
        fields.noOthers();
        return changed;
    }

    private static String voice(EventFields output) {
        if (!output.required("voice").isObject()) {
            return output.text("voice", MAX_NAME_CHARS);
        }
        EventFields custom = output.object("voice");
        String id = custom.text("id", MAX_NAME_CHARS);
        custom.noOthers();
        return id;
    }

    private static Tools tools(Tools now, EventFields fields) {
        List<JsonNode> tools = fields.optionalList("tools", MAX_TOOLS);
        JsonNode choice = fields.value("tool_choice");
        Tools changed = new Tools(
                tools == null ? now.functions() : functions(tools, fields),
                choice == null ? now.choice() : choice(choice, fields));
        if (changed.choice().isObject() && changed.offered().isEmpty()) {
            throw BadEvent.invalid(fields.path("tool_choice"), "there is no function of that name");
        }
        return changed;
    }

    private static JsonNode choice(JsonNode choice, EventFields fields) {
        String path = fields.path("tool_choice");
        if (choice.isTextual()) {
            return TextNode.valueOf(
                    EventFields.oneOf(choice, path, Map.of("auto", "auto", "none", "none", "required", "required")));
        }
        EventFields function = EventFields.of(choice, path);
        function.oneOf("type", Map.of("function", true));
        function.text("name", MAX_NAME_CHARS);
        function.noOthers();
        return choice;
    }

    private static List<ToolDefinition> functions(List<JsonNode> tools, EventFields of) {
        Map<String, ToolDefinition> byName = new HashMap<>();
        List<ToolDefinition> functions = new ArrayList<>();
        int chars = 0;
        for (int i = 0; i < tools.size(); i++) {
            EventFields fields = EventFields.of(tools.get(i), of.path("tools", i));
            ToolDefinition tool = function(fields);
            chars += tool.parametersSchemaJson().length() + tool.description().length();
            if (byName.put(tool.name(), tool) != null) {
                throw BadEvent.invalid(fields.path("name"), "another tool has this name");
            }
            functions.add(tool);
        }
        if (chars > MAX_ALL_TOOLS_CHARS) {
            throw BadEvent.invalid(of.path("tools"), "together they may have " + MAX_ALL_TOOLS_CHARS + " characters");
        }
        return functions;
    }

    private static ToolDefinition function(EventFields fields) {
        if (fields.oneOf("type", Map.of("function", false, "mcp", true))) {
            throw BadEvent.invalid(fields.path("type"), "this server calls no MCP servers");
        }
        String name = fields.text("name", MAX_NAME_CHARS);
        if (!FUNCTION_NAME.matcher(name).matches()) {
            throw BadEvent.invalid(
                    fields.path("name"), "it may have 64 letters, digits, _ and -"); // or minds refuse it
        }
        String description = fields.optionalText("description", MAX_SCHEMA_CHARS);
        EventFields parameters = fields.optionalObject("parameters");
        String schema =
                parameters == null ? "{}" : fields.required("parameters").toString();
        fields.flag("strict", false);
        fields.noOthers();
        if (schema.length() > MAX_SCHEMA_CHARS) {
            throw BadEvent.invalid(fields.path("parameters"), "it may have " + MAX_SCHEMA_CHARS + " characters");
        }
        return new ToolDefinition(name, description == null ? "" : description, schema, "");
    }

    private static Map<String, JsonNode> echoed(Map<String, JsonNode> now, List<String> names, EventFields fields) {
        Map<String, JsonNode> all = new HashMap<>(now);
        for (String name : names) {
            if (fields.has(name)) {
                JsonNode value = fields.value(name);
                if (value == null) {
                    all.remove(name);
                } else if (value.toString().length() > MAX_ECHOED_CHARS) {
                    throw BadEvent.invalid(fields.path(name), "it may have " + MAX_ECHOED_CHARS + " characters");
                } else {
                    all.put(name, value);
                }
            }
        }
        return all;
    }
}
