package dev.trunkline.ai.evi;

import dev.trunkline.ai.evi.EviMessage.AssistantEnd;
import dev.trunkline.ai.evi.EviMessage.AssistantMessage;
import dev.trunkline.ai.evi.EviMessage.AssistantProsody;
import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import dev.trunkline.ai.evi.EviMessage.ChatMetadata;
import dev.trunkline.ai.evi.EviMessage.Failed;
import dev.trunkline.ai.evi.EviMessage.PlaybackHold;
import dev.trunkline.ai.evi.EviMessage.Rejected;
import dev.trunkline.ai.evi.EviMessage.SettingsEcho;
import dev.trunkline.ai.evi.EviMessage.ToolAnswered;
import dev.trunkline.ai.evi.EviMessage.ToolCalled;
import dev.trunkline.ai.evi.EviMessage.ToolFailed;
import dev.trunkline.ai.evi.EviMessage.Unknown;
import dev.trunkline.ai.evi.EviMessage.UserInterruption;
import dev.trunkline.ai.evi.EviMessage.UserMessage;
import java.util.Base64;

/**
 * Reads any message with a JSON parser. Anything that cannot be used is a {@link Rejected}, never an exception.
 * Confined to one loop.
 */
final class EviMessageReader {

    private final JsonFields fields = new JsonFields();

    /** The message in the first {@code length} bytes of {@code text}. */
    EviMessage read(byte[] text, int length) {
        if (!fields.read(text, length)) {
            return new Rejected(Rejection.BAD_JSON);
        }
        try {
            EviMessage message = message(fields);
            Rejection problem = fields.problem();
            return problem == null ? message : new Rejected(problem);
        } finally {
            fields.forget();
        }
    }

    private static EviMessage message(JsonFields fields) {
        String type = fields.text("type");
        return switch (type) {
            case "chat_metadata" ->
                new ChatMetadata(fields.id("chat_id"), fields.id("chat_group_id"), fields.optionalText("request_id"));
            case "user_message" -> userMessage(fields);
            case "assistant_message" -> assistantMessage(fields);
            case "assistant_prosody" -> new AssistantProsody(fields.idOr("id"), fields.scores());
            case "audio_output" -> audioOutput(fields);
            case "assistant_end" -> new AssistantEnd();
            case "user_interruption" -> new UserInterruption(fields.numberOr(null, "time", 0));
            case "playback_hold" -> new PlaybackHold(fields.flagOr("held", true));
            case "tool_call" ->
                new ToolCalled(
                        fields.id("tool_call_id"),
                        fields.text("name"),
                        fields.jsonText("parameters"),
                        isBuiltin(fields),
                        fields.flagOr("response_required", true));
            case "tool_response" ->
                new ToolAnswered(
                        fields.id("tool_call_id"),
                        fields.jsonText("content"),
                        fields.optionalText("tool_name"),
                        isBuiltin(fields));
            case "tool_error" ->
                new ToolFailed(
                        fields.id("tool_call_id"),
                        fields.text("error"),
                        fields.optionalText("content"),
                        fields.optionalText("code"),
                        isBuiltin(fields));
            case "session_settings" -> new SettingsEcho(fields.optionalText("custom_session_id"));
            // An error without a code is still an error: the next close is then no goodbye.
            case "error" ->
                new Failed(
                        fields.textOr("code", ""),
                        fields.textOr("slug", ""),
                        fields.textOr("message", ""),
                        fields.optionalText("request_id"));
            default -> new Unknown(type);
        };
    }

    private static boolean isBuiltin(JsonFields fields) {
        return fields.textOr("tool_type", "function").equals("builtin");
    }

    private static EviMessage userMessage(JsonFields fields) {
        String content = fields.content();
        if (content == null) {
            return new Rejected(Rejection.MISSING_FIELD);
        }
        return new UserMessage(
                content,
                fields.flagOr("interim", false),
                fields.flagOr("from_text", false),
                fields.numberOr("time", "begin", -1),
                fields.numberOr("time", "end", -1),
                fields.optionalText("language"),
                fields.scores());
    }

    private static EviMessage assistantMessage(JsonFields fields) {
        String content = fields.content();
        return new AssistantMessage(
                fields.idOr("id"),
                content == null ? "" : content,
                fields.flagOr("from_text", false),
                fields.flagOr("is_quick_response", false),
                fields.optionalText("language"),
                fields.scores());
    }

    private static EviMessage audioOutput(JsonFields fields) {
        String id = fields.idOr("id");
        int index = fields.indexOr("index", EviMessage.NO_INDEX);
        String data = fields.text("data");
        if (fields.problem() != null) {
            return new Rejected(Rejection.MISSING_FIELD);
        }
        try {
            byte[] wav = Base64.getDecoder().decode(data);
            return new AudioOutput().holding(id, index, wav, wav.length);
        } catch (IllegalArgumentException e) {
            return new Rejected(Rejection.BAD_BASE64);
        }
    }
}
