package dev.trunkline.engine.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.net.HttpRequest;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake's query asks for. Unknown parameters are ignored and empty ones count as absent, because SDKs send
 * both. Immutable.
 *
 * @param configId which config
 * @param configVersion its version as it came, null for the newest
 * @param resumedChatGroupId the conversation to go on with
 * @param verboseTranscription whether interim user messages are wanted
 * @param allowConnection whether others may join this chat
 * @param eventLimit how much of an earlier conversation is remembered
 * @param settings what the bracketed {@code session_settings[...]} say; null for nothing
 */
record ChatRequest(
        @Nullable String configId,
        @Nullable String configVersion,
        @Nullable String resumedChatGroupId,
        boolean verboseTranscription,
        boolean allowConnection,
        int eventLimit,
        @Nullable ClientMessage settings) {

    private static final int DEFAULT_EVENT_LIMIT = 300; // documented: three pages of a hundred
    private static final Pattern SETTING =
            Pattern.compile("session_settings\\[([a-z_]+)\\](?:\\[([^\\[\\]]{1,64})\\])?");
    private static final Set<String> TEXTS =
            Set.of("custom_session_id", "event_limit", "language_model_api_key", "system_prompt", "voice_id");
    private static final Set<String> OBJECTS = Set.of("audio", "context", "variables");
    private static final String VOICE = "voice_id";
    private static final String EVENT_LIMIT = "event_limit";

    static ChatRequest of(HttpRequest request) {
        ObjectNode settings = settings(request);
        ClientMessage change = settings.isEmpty() ? null : ClientCodec.decodeSettings(settings);
        return new ChatRequest(
                request.queryValue("config_id"),
                request.queryValue("config_version"),
                request.queryValue("resumed_chat_group_id"),
                isTrue(request.queryValue("verbose_transcription")),
                isTrue(request.queryValue("allow_connection")),
                eventLimit(request.queryValue(EVENT_LIMIT), change),
                change);
    }

    boolean isResumed() {
        return resumedChatGroupId != null;
    }

    private static boolean isTrue(@Nullable String value) {
        return value != null && (value.equalsIgnoreCase("true") || value.equals("1"));
    }

    /** Both ways are documented; what is no number asks for nothing special. */
    private static int eventLimit(@Nullable String parameter, @Nullable ClientMessage settings) {
        if (parameter != null && parameter.matches("\\d{1,6}")) {
            return Integer.parseInt(parameter);
        }
        Integer limit = settings instanceof ClientMessage.SettingsChange change
                ? change.settings().eventLimit()
                : null;
        return limit == null || limit < 0 ? DEFAULT_EVENT_LIMIT : limit;
    }

    private static ObjectNode settings(HttpRequest request) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        String voice = request.queryValue(VOICE); // where it stood before there were brackets
        if (voice != null) {
            root.put(VOICE, voice);
        }
        for (String name : request.query().keySet()) {
            Matcher setting = SETTING.matcher(name);
            String value = request.queryValue(name);
            if (value != null && setting.matches()) {
                put(root, setting.group(1), setting.group(2), value);
            }
        }
        return root;
    }

    private static void put(ObjectNode root, String field, @Nullable String inner, String value) {
        if (TEXTS.contains(field) && inner == null) {
            root.put(field, value);
        } else if (OBJECTS.contains(field) && inner != null) {
            ObjectNode object = root.get(field) instanceof ObjectNode known ? known : root.putObject(field);
            object.put(inner, value);
        } else if (OBJECTS.contains(field)) {
            // Older clients put the whole object into one parameter, as JSON.
            JsonNode whole = ClientCodec.parse(value);
            if (whole instanceof ObjectNode) {
                root.set(field, whole);
            }
        }
    }
}
