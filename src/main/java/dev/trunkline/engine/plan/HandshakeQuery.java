package dev.trunkline.engine.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a handshake. Names count as EVI documents them ({@code config_id}) and as programs write them
 * ({@code configId}); where both are there, the documented one counts. Unknown parameters are ignored and empty ones count
 * as absent, because SDKs send both; a value of the wrong kind is a mistake, of which the first is remembered. Confined to
 * one thread.
 */
final class HandshakeQuery {

    private static final Pattern SETTING =
            Pattern.compile("(?:session_settings|sessionSettings)\\[([A-Za-z_]+)\\](?:\\[([^\\[\\]]{1,64})\\])?");
    private static final List<String> WHOLE_SETTINGS = List.of("sessionSettings", "session_settings");
    private static final Set<String> TEXTS =
            Set.of("custom_session_id", "event_limit", "language_model_api_key", "system_prompt", "voice_id");
    private static final Set<String> OBJECTS = Set.of("audio", "context", "variables");
    private static final String VOICE = "voice_id";
    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private final HttpRequest request;
    private @Nullable String mistake;

    HandshakeQuery(HttpRequest request) {
        this.request = request;
    }

    /** The first parameter that was wrong, as a sentence; null when there was none. */
    @Nullable
    String mistake() {
        return mistake;
    }

    @Nullable
    String text(String name) {
        String value = request.queryValue(name);
        return value == null ? request.queryValue(camelCase(name)) : value;
    }

    boolean flag(String name) {
        String value = text(name);
        if (value == null) {
            return false;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> {
                complain(name, "must be true or false");
                yield false;
            }
        };
    }

    /** A whole number that is not negative, in digits. */
    @Nullable
    Integer number(String name) {
        String value = text(name);
        if (value == null || value.matches("\\d{1,9}")) {
            return value == null ? null : Integer.valueOf(value);
        }
        complain(name, "must be a whole number from 0 to 999999999");
        return null;
    }

    /** What the query says of {@code session_settings}: as one JSON object, field by field in brackets, or both. */
    ObjectNode settings() {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        String voice = text(VOICE); // where it stood before there were brackets
        if (voice != null) {
            root.put(VOICE, voice);
        }
        for (String name : WHOLE_SETTINGS) {
            String value = request.queryValue(name);
            if (value != null && ClientCodec.parse(value) instanceof ObjectNode whole) {
                root.setAll(whole);
            }
        }
        for (String name : request.query().keySet()) {
            Matcher setting = SETTING.matcher(name);
            String value = request.queryValue(name);
            if (value != null && setting.matches()) {
                put(root, snakeCase(setting.group(1)), setting.group(2), value);
            }
        }
        return root;
    }

    private static void put(ObjectNode root, String field, @Nullable String inner, String value) {
        if (TEXTS.contains(field) && inner == null) {
            root.put(field, value);
        } else if (OBJECTS.contains(field) && inner != null) {
            ObjectNode object = root.get(field) instanceof ObjectNode known ? known : root.putObject(field);
            object.put(field.equals("variables") ? inner : snakeCase(inner), value);
        } else if (OBJECTS.contains(field)) {
            // Older clients put the whole object into one parameter, as JSON; hume 0.14 writes "[object Object]".
            JsonNode whole = ClientCodec.parse(value);
            if (whole instanceof ObjectNode) {
                root.set(field, whole);
            }
        }
    }

    private void complain(String name, String reason) {
        if (mistake == null) {
            mistake = "The parameter '" + name + "' " + reason + ".";
        }
    }

    private static String snakeCase(String name) {
        return WORD_END.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    private static String camelCase(String name) {
        return Pattern.compile("_([a-z])")
                .matcher(name)
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }
}
