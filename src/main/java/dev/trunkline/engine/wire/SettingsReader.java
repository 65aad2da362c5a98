package dev.trunkline.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.mind.ToolDefinition;
import dev.trunkline.engine.wire.SessionSettings.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code session_settings}, from a message or from the query's bracketed parameters. */
final class SettingsReader {

    private static final int MAX_TOOLS = 64;
    private static final int MAX_VARIABLES = 256;
    private static final int MAX_NAME_CHARS = 512;
    private static final int MAX_MODEL_CHARS = 10_000; // the URL of a custom language model
    private static final String API_KEY = "language_model_api_key";

    private SettingsReader() {}

    /** Settings that were understood, with the message they came as, fit to be kept: see {@link #record}. */
    static ClientMessage.SettingsChange read(JsonNode object) {
        SessionSettings settings = new SessionSettings(
                audio(object),
                tools(object),
                builtinTools(object),
                context(object),
                Fields.optional(object, "custom_session_id", MAX_NAME_CHARS),
                Fields.optional(object, "system_prompt"),
                variables(object),
                voice(object),
                model(object),
                Fields.optional(object, API_KEY, MAX_NAME_CHARS),
                metadata(object),
                Fields.optionalInt(object, "event_limit"));
        return new ClientMessage.SettingsChange(settings, record(object, settings));
    }

    /** The message as the history keeps it: variables are text, numbers of the query are numbers, the key is nobody's business. */
    private static String record(JsonNode object, SessionSettings settings) {
        ObjectNode record = JsonNodeFactory.instance.objectNode();
        record.put("type", "session_settings");
        object.properties().forEach(field -> record.set(field.getKey(), field.getValue()));
        record.put("type", "session_settings");
        record.remove(API_KEY);
        if (settings.audio() != null && object.get("audio") instanceof ObjectNode audio) {
            ObjectNode numbers = record.putObject("audio");
            numbers.setAll(audio);
            put(numbers, "sample_rate", settings.audio().sampleRateHz());
            put(numbers, "channels", settings.audio().channels());
        }
        if (settings.eventLimit() != null) {
            record.put("event_limit", settings.eventLimit());
        }
        if (!settings.variables().isEmpty()) {
            ObjectNode variables = record.putObject("variables");
            settings.variables().forEach(variables::put);
        }
        return record.toString();
    }

    private static void put(ObjectNode object, String field, @Nullable Integer number) {
        if (number != null) {
            object.put(field, number);
        }
    }

    private static SessionSettings.@Nullable Audio audio(JsonNode object) {
        JsonNode audio = Fields.optionalObject(object, "audio");
        if (audio == null || audio.isEmpty()) {
            return null;
        }
        String encoding = Fields.optional(audio, "encoding");
        Integer sampleRateHz = Fields.optionalInt(audio, "sample_rate");
        Integer channels = Fields.optionalInt(audio, "channels");
        Fields.optional(audio, "codec", MAX_NAME_CHARS); // names what a container holds, which says so itself
        if (encoding == null && sampleRateHz == null && channels == null) {
            return null; // the Python SDK writes unset fields as empty text
        }
        if (encoding != null && !encoding.equals("linear16")) {
            throw new BadField("audio.encoding must be linear16");
        }
        if (!new AudioFormat(sampleRateHz == null ? 8_000 : sampleRateHz, channels == null ? 1 : channels)
                .isSupported()) {
            throw new BadField("audio.sample_rate must be one of 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100,"
                    + " 48000 and 96000, and audio.channels 1 to 8");
        }
        return new SessionSettings.Audio(sampleRateHz, channels);
    }

    private static @Nullable List<ToolDefinition> tools(JsonNode object) {
        JsonNode tools = array(object, "tools");
        if (tools == null) {
            return null;
        }
        List<ToolDefinition> read = new ArrayList<>();
        for (JsonNode tool : tools) {
            read.add(new ToolDefinition(
                    Fields.required(tool, "name", MAX_NAME_CHARS),
                    orEmpty(Fields.optional(tool, "description")),
                    Fields.required(tool, "parameters"),
                    orEmpty(Fields.optional(tool, "fallback_content"))));
        }
        return List.copyOf(read);
    }

    private static @Nullable Map<String, String> builtinTools(JsonNode object) {
        JsonNode tools = array(object, "builtin_tools");
        if (tools == null) {
            return null;
        }
        Map<String, String> fallbacks = new LinkedHashMap<>();
        tools.forEach(tool -> fallbacks.put(
                Fields.required(tool, "name", MAX_NAME_CHARS), orEmpty(Fields.optional(tool, "fallback_content"))));
        return Map.copyOf(fallbacks);
    }

    private static @Nullable JsonNode array(JsonNode object, String name) {
        JsonNode value = object.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isArray() || value.size() > MAX_TOOLS) {
            throw new BadField("the field '" + name + "' must be a list of at most " + MAX_TOOLS);
        }
        return value;
    }

    private static @Nullable Context context(JsonNode object) {
        JsonNode value = object.get("context");
        if (value == null) {
            return null;
        }
        JsonNode context = Fields.optionalObject(object, "context");
        if (context == null) {
            return Context.NONE;
        }
        String text = Fields.optional(context, "text");
        String type = Fields.optional(context, "type");
        if (type != null && !type.equals("persistent") && !type.equals("temporary") && !type.equals("editable")) {
            throw new BadField("context.type must be persistent or temporary");
        }
        if (text == null) {
            return null;
        }
        // "editable" is in older documents only: it changes the context that stays, and so does "persistent".
        return new Context(text, type != null && !type.equals("temporary"));
    }

    private static Map<String, String> variables(JsonNode object) {
        JsonNode variables = Fields.optionalObject(object, "variables");
        if (variables == null) {
            return Map.of();
        }
        if (variables.size() > MAX_VARIABLES) {
            throw new BadField("at most " + MAX_VARIABLES + " variables");
        }
        Map<String, String> read = new LinkedHashMap<>();
        variables.properties().forEach(entry -> {
            String value = entry.getValue().asText();
            if (entry.getKey().length() > MAX_NAME_CHARS) {
                throw new BadField("the name of a variable must not be longer than " + MAX_NAME_CHARS + " characters");
            }
            if (!entry.getValue().isValueNode()) {
                throw new BadField("the variable '" + entry.getKey() + "' must be text, a number or a boolean");
            }
            read.put(entry.getKey(), value);
        });
        return Map.copyOf(read);
    }

    private static @Nullable String voice(JsonNode object) {
        String id = Fields.optional(object, "voice_id", MAX_NAME_CHARS);
        JsonNode voice = Fields.optionalObject(object, "voice");
        if (id != null || voice == null) {
            return id;
        }
        String inner = Fields.optional(voice, "id", MAX_NAME_CHARS);
        return inner == null ? Fields.optional(voice, "name", MAX_NAME_CHARS) : inner;
    }

    private static SessionSettings.@Nullable Model model(JsonNode object) {
        JsonNode model = Fields.optionalObject(object, "language_model");
        if (model == null || model.isEmpty()) {
            return null;
        }
        JsonNode temperature = model.get("temperature");
        if (temperature != null && !temperature.isNull() && !temperature.isNumber()) {
            throw new BadField("language_model.temperature must be a number");
        }
        return new SessionSettings.Model(
                Fields.optional(model, "model_provider", MAX_NAME_CHARS),
                Fields.optional(model, "model_resource", MAX_MODEL_CHARS),
                temperature == null || temperature.isNull() ? null : temperature.doubleValue());
    }

    private static @Nullable String metadata(JsonNode object) {
        JsonNode metadata = Fields.optionalObject(object, "metadata");
        return metadata == null ? null : metadata.toString();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
