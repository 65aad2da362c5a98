package dev.trunkline.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.mind.Tool;
import dev.trunkline.engine.wire.SessionSettings.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code session_settings}, from a message or from the query's bracketed parameters. */
final class SettingsReader {

    private static final int MAX_TOOLS = 64;
    private static final int MAX_VARIABLES = 256;

    private SettingsReader() {}

    static SessionSettings read(JsonNode object) {
        return new SessionSettings(
                audio(object),
                tools(object),
                builtinTools(object),
                context(object),
                Fields.optional(object, "custom_session_id"),
                Fields.optional(object, "system_prompt"),
                variables(object));
    }

    private static @Nullable AudioFormat audio(JsonNode object) {
        JsonNode audio = Fields.optionalObject(object, "audio");
        if (audio == null || audio.isEmpty()) {
            return null;
        }
        String encoding = Fields.optional(audio, "encoding");
        Integer sampleRateHz = Fields.optionalInt(audio, "sample_rate");
        Integer channels = Fields.optionalInt(audio, "channels");
        if (encoding == null && sampleRateHz == null && channels == null) {
            return null; // the Python SDK writes unset fields as empty text
        }
        if (encoding != null && !encoding.equals("linear16")) {
            throw new BadField("audio.encoding must be linear16");
        }
        if (sampleRateHz == null) {
            throw new BadField("the field 'audio.sample_rate' is missing");
        }
        AudioFormat format = new AudioFormat(sampleRateHz, channels == null ? 1 : channels);
        if (!format.isSupported()) {
            throw new BadField("audio.sample_rate must be one of 8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100,"
                    + " 48000 and 96000, and audio.channels 1 to 8");
        }
        return format;
    }

    private static @Nullable List<Tool> tools(JsonNode object) {
        JsonNode tools = array(object, "tools");
        if (tools == null) {
            return null;
        }
        List<Tool> read = new ArrayList<>();
        for (JsonNode tool : tools) {
            read.add(new Tool(
                    Fields.required(tool, "name"),
                    orEmpty(Fields.optional(tool, "description")),
                    Fields.required(tool, "parameters"),
                    orEmpty(Fields.optional(tool, "fallback_content"))));
        }
        return List.copyOf(read);
    }

    private static @Nullable Set<String> builtinTools(JsonNode object) {
        JsonNode tools = array(object, "builtin_tools");
        if (tools == null) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        tools.forEach(tool -> names.add(Fields.required(tool, "name")));
        return Set.copyOf(names);
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
        // "editable" is what older documents called persistent.
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
            if (!entry.getValue().isValueNode()) {
                throw new BadField("the variable '" + entry.getKey() + "' must be text, a number or a boolean");
            }
            read.put(entry.getKey(), entry.getValue().asText());
        });
        return Map.copyOf(read);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
