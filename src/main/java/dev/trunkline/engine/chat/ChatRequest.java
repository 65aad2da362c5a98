package dev.trunkline.engine.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.net.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake's query asks for. Unknown parameters are ignored and empty ones count as absent, because SDKs send
 * both. Immutable.
 *
 * @param configId which configuration; only one exists so far, so it is logged and no more
 * @param configVersion its version, as text
 * @param resumedChatGroupId the conversation to go on with
 * @param verboseTranscription whether interim user messages are wanted
 * @param allowConnection whether others may join this chat
 * @param settings what the bracketed {@code session_settings[...]} say
 */
record ChatRequest(
        @Nullable String configId,
        @Nullable String configVersion,
        @Nullable String resumedChatGroupId,
        boolean verboseTranscription,
        boolean allowConnection,
        ClientMessage settings) {

    private static final Pattern SETTING = Pattern.compile("session_settings((?:\\[[A-Za-z0-9_.-]{1,64}\\]){1,3})");
    private static final Pattern KEY = Pattern.compile("\\[([^\\]]+)\\]");

    static ChatRequest of(HttpRequest request) {
        return new ChatRequest(
                request.queryValue("config_id"),
                request.queryValue("config_version"),
                request.queryValue("resumed_chat_group_id"),
                isTrue(request.queryValue("verbose_transcription")),
                isTrue(request.queryValue("allow_connection")),
                ClientCodec.decodeSettings(settings(request)));
    }

    boolean isResumed() {
        return resumedChatGroupId != null;
    }

    private static boolean isTrue(@Nullable String value) {
        return value != null && (value.equalsIgnoreCase("true") || value.equals("1"));
    }

    private static JsonNode settings(HttpRequest request) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        for (String name : request.query().keySet()) {
            Matcher setting = SETTING.matcher(name);
            String value = request.queryValue(name);
            if (value != null && setting.matches()) {
                put(root, keys(setting.group(1)), value);
            }
        }
        return root;
    }

    private static List<String> keys(String brackets) {
        List<String> keys = new ArrayList<>();
        for (Matcher key = KEY.matcher(brackets); key.find(); ) {
            keys.add(key.group(1));
        }
        return keys;
    }

    private static void put(ObjectNode root, List<String> keys, String value) {
        ObjectNode object = root;
        for (String key : keys.subList(0, keys.size() - 1)) {
            object = object.get(key) instanceof ObjectNode inner ? inner : object.putObject(key);
        }
        String last = keys.get(keys.size() - 1);
        boolean wholeObject =
                keys.size() == 1 && (last.equals("variables") || last.equals("audio") || last.equals("context"));
        JsonNode parsed = wholeObject ? ClientCodec.parse(value) : null;
        if (parsed instanceof ObjectNode) {
            // Older clients put the whole object into one parameter, as JSON.
            object.set(last, parsed);
        } else if (!wholeObject) {
            object.put(last, value);
        }
    }
}
