package dev.trunkline.engine.webhook;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.trunkline.engine.chat.ChatFacts;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * One event, as it is posted: EVI's {@code WebhookEvent...}. Calls come from no telephone that we know of, so
 * {@code caller_number} is null and {@code twilio_metadata} is left out. Immutable.
 *
 * @param name its name
 * @param body JSON in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and never written to after construction
record WebhookEvent(String name, byte[] body) {

    static final String STARTED = "chat_started";
    static final String ENDED = "chat_ended";
    static final String TOOL_CALL = "tool_call";

    private static final JsonFactory JSON = new JsonFactory();

    /** The fields of one event only. */
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static WebhookEvent started(ChatFacts chat) {
        return of(STARTED, chat, json -> {
            json.writeStringField("chat_start_type", chat.resumed() ? "resumed_chat_group" : "new_chat_group");
            json.writeNumberField("start_time", chat.startMillis());
        });
    }

    static WebhookEvent toolCalled(ChatFacts chat, ServerMessage.ToolCall call, long nowMillis) {
        return of(TOOL_CALL, chat, json -> {
            json.writeNumberField("timestamp", nowMillis);
            json.writeFieldName("tool_call_message");
            json.writeRawValue(new String(ServerCodec.encode(call, chat.customSessionId()), StandardCharsets.UTF_8));
        });
    }

    static WebhookEvent ended(ChatFacts chat, ChatEntry.Status reason, long durationMillis) {
        return of(ENDED, chat, json -> {
            json.writeStringField("end_reason", reason.name());
            json.writeNumberField("duration_seconds", durationMillis / 1_000);
            json.writeNumberField("end_time", chat.startMillis() + durationMillis);
        });
    }

    private static WebhookEvent of(String event, ChatFacts chat, Fields fields) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("event_name", event);
            json.writeStringField("chat_id", chat.chatId());
            json.writeStringField("chat_group_id", chat.chatGroupId());
            var config = chat.plan().config();
            json.writeStringField("config_id", config == null ? null : config.id());
            json.writeNullField("caller_number");
            json.writeStringField("custom_session_id", chat.customSessionId());
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return new WebhookEvent(event, body.toByteArray());
    }
}
