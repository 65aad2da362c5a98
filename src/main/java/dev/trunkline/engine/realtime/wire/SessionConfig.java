package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.speaking.OutputFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a session, or for one response of it: what a client has said, over the defaults. Immutable.
 *
 * @param kind what the session is for; never changes
 * @param model as the client calls it; the engine has one mind, whatever its name
 * @param modality how the agent answers
 * @param instructions for the mind; may be empty
 * @param input how the caller is heard
 * @param output how the agent sounds
 * @param tools what the agent may call
 * @param maxOutputTokens of one response; null for no limit
 * @param echoed fields by which nothing changes here, by name: they are shown as they were set
 */
public record SessionConfig(
        Kind kind,
        String model,
        Modality modality,
        String instructions,
        Input input,
        Output output,
        Tools tools,
        @Nullable Integer maxOutputTokens,
        Map<String, JsonNode> echoed) {

    private static final String USUAL_EARS = "whisper-1"; // the engine has one pair of ears, whatever they are called
    private static final List<String> OF_ANSWERS = List.of("create_response", "interrupt_response", "idle_timeout_ms");
    private static final ObjectMapper JSON = new JsonMapper();

    /** What a session is for. */
    public enum Kind {
        /** The caller and the agent talk. */
        CONVERSATION("realtime", "realtime.session"),
        /** The caller's words are written down, and nobody answers. */
        TRANSCRIPTION("transcription", "realtime.transcription_session");

        static final Map<String, Kind> BY_TYPE =
                Map.of(CONVERSATION.type, CONVERSATION, TRANSCRIPTION.type, TRANSCRIPTION);

        private final String type;
        private final String object;

        Kind(String type, String object) {
            this.type = type;
            this.object = object;
        }

        /** The field {@code type}. */
        public String type() {
            return type;
        }
    }

    /** How the agent answers. */
    public enum Modality {
        AUDIO,
        TEXT;

        static final Map<String, Modality> BY_NAME = Map.of("audio", AUDIO, "text", TEXT);

        /** The field {@code output_modalities}. */
        public List<String> json() {
            return List.of(this == AUDIO ? "audio" : "text");
        }
    }

    /**
     * How the caller is heard.
     *
     * @param transcription whether and as what the client wants to read the caller's words; null for not at all
     * @param noiseReduction as it was set; these ears need none
     * @param turns null when the client ends the caller's turns itself
     */
    public record Input(
            WireSound format,
            @Nullable JsonNode transcription,
            @Nullable JsonNode noiseReduction,
            @Nullable TurnRule turns) {}

    /**
     * How the agent sounds.
     *
     * @param voice the name of it; one that the engine does not know gets its own
     * @param speed of speaking; 1 is as usual
     */
    public record Output(WireSound format, String voice, double speed) {

        /** How the agent's sound is made. */
        public OutputFormat sound() {
            return format.output().at(speed);
        }
    }

    /**
     * What the agent may call.
     *
     * @param choice {@code auto}, {@code none}, {@code required}, or an object that names a function
     */
    public record Tools(List<ToolDefinition> functions, JsonNode choice) {

        static final Tools NONE = new Tools(List.of(), TextNode.valueOf("auto"));

        public Tools {
            functions = List.copyOf(functions);
        }

        /** Those that it may call now. */
        public List<ToolDefinition> offered() {
            if (choice.isObject()) {
                String only = choice.path("name").asText();
                return functions.stream()
                        .filter(tool -> tool.name().equals(only))
                        .toList();
            }
            return choice.asText().equals("none") ? List.of() : functions;
        }

        long chars() {
            return functions.stream()
                    .mapToLong(tool -> tool.name().length()
                            + tool.description().length()
                            + tool.parametersSchemaJson().length())
                    .sum();
        }

        JsonNode json() {
            var all = JsonNodeFactory.instance.arrayNode();
            for (ToolDefinition tool : functions) {
                ObjectNode json = all.addObject().put("type", "function").put("name", tool.name());
                json.put("description", tool.description());
                json.set("parameters", read(tool.parametersSchemaJson()));
            }
            return all;
        }

        private static JsonNode read(String json) {
            try {
                return JSON.readTree(json);
            } catch (JsonProcessingException e) {
                return NullNode.getInstance(); // it was written from a tree
            }
        }
    }

    public SessionConfig {
        echoed = Map.copyOf(echoed);
    }

    /** About how many characters a client has it hold. */
    public long chars() {
        long chars = instructions.length() + tools.chars() + length(input.transcription);
        for (JsonNode value : echoed.values()) {
            chars += length(value);
        }
        return chars;
    }

    /** The same, without what it shares with another. */
    long charsBeside(SessionConfig other) {
        long text = instructions.equals(other.instructions) ? 0 : instructions.length();
        return text + (tools.equals(other.tools) ? 0 : tools.chars());
    }

    private static long length(@Nullable JsonNode json) {
        return json == null ? 0 : json.toString().length();
    }

    /** What holds before a client says anything. */
    public static SessionConfig usual(String model, String instructions, String voice) {
        return new SessionConfig(
                Kind.CONVERSATION,
                model,
                Modality.AUDIO,
                instructions,
                new Input(WireSound.PCM, null, null, TurnRule.ServerVad.USUAL),
                new Output(WireSound.PCM, voice, 1),
                Tools.NONE,
                null,
                Map.of("truncation", TextNode.valueOf("auto")));
    }

    /** The same, where nobody answers; the caller's words are told without having been asked for. */
    public SessionConfig transcribing() {
        JsonNode ears = JsonNodeFactory.instance.objectNode().put("model", USUAL_EARS);
        return new SessionConfig(
                Kind.TRANSCRIPTION,
                model,
                modality,
                instructions,
                new Input(input.format, ears, input.noiseReduction, input.turns),
                output,
                tools,
                maxOutputTokens,
                Map.of());
    }

    /**
     * The session object of {@code session.created} and {@code session.updated}.
     *
     * @param expiresAtSeconds since 1970, when the session ends at the latest
     */
    public ObjectNode json(String sessionId, long expiresAtSeconds) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", kind.type).put("object", kind.object).put("id", sessionId);
        json.put("expires_at", expiresAtSeconds).putNull("include");
        if (kind == Kind.CONVERSATION) {
            putConversation(json);
        }
        new TreeMap<>(echoed).forEach(json::set);
        ObjectNode audio = json.putObject("audio");
        ObjectNode in = audio.putObject("input");
        in.set("format", input.format.json());
        in.set("transcription", orNull(input.transcription));
        in.set("noise_reduction", orNull(input.noiseReduction));
        in.set("turn_detection", turnsJson());
        if (kind == Kind.CONVERSATION) {
            audio.set("output", outputJson());
        }
        return json;
    }

    private JsonNode turnsJson() {
        if (input.turns == null) {
            return NullNode.getInstance();
        }
        ObjectNode turns = JSON.valueToTree(input.turns);
        return kind == Kind.CONVERSATION ? turns : turns.remove(OF_ANSWERS);
    }

    private void putConversation(ObjectNode json) {
        json.put("model", model).putNull("tracing").putNull("prompt");
        json.set("output_modalities", JSON.valueToTree(modality.json()));
        json.put("instructions", instructions);
        json.set("tools", tools.json());
        json.set("tool_choice", tools.choice());
        json.set("max_output_tokens", maxTokensJson());
    }

    /** The number of {@code max_output_tokens}, or {@code inf}. */
    public JsonNode maxTokensJson() {
        return maxOutputTokens == null ? TextNode.valueOf("inf") : JsonNodeFactory.instance.numberNode(maxOutputTokens);
    }

    private ObjectNode outputJson() {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.set("format", output.format.json());
        return out.put("voice", output.voice).put("speed", output.speed);
    }

    private static JsonNode orNull(@Nullable JsonNode value) {
        return value == null ? NullNode.getInstance() : value;
    }
}
