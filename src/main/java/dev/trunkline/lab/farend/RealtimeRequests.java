package dev.trunkline.lab.farend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.trunkline.bounded.BoundedMap;
import java.util.Base64;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Does what a client's events ask for, and answers those that cannot be with {@code error}, as the service does. Confined to the
 * session's loop.
 */
final class RealtimeRequests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_ITEMS = 256;

    private final SettledSession session;
    private final RealtimeTongue tongue;
    private final CannedSpeaker speaker;
    private final RealtimeUtterances utterances;
    private final FarEndScript.@Nullable Tool tool;
    private final Listener listener;
    private final boolean isMute;
    private final Map<String, ObjectNode> items = new BoundedMap<>(MOST_ITEMS); // the client's
    private boolean isAskedInWords;
    private int created;

    /** Is told what a client has asked for. */
    interface Listener {
        void onSettled(JsonNode session);

        /** The caller's sound, in a message that no scanner knew. */
        void onSound(byte[] sound);

        /** An item of the conversation from the client: who says it, in which words. */
        void onItem(String role, String words);

        /** The result of a function call. */
        void onToolAnswered();

        /** The client takes back what it has not played. */
        void onTruncated(String item, int audioEndMillis, int sentMillis);

        void onCancelled();

        /** An event was answered with an error, which has that code. */
        void onRejected(String code);
    }

    /** @param isMute it never says that it has taken a session's settings */
    RealtimeRequests(
            SettledSession session,
            RealtimeTongue tongue,
            CannedSpeaker speaker,
            RealtimeUtterances utterances,
            FarEndScript.@Nullable Tool tool,
            boolean isMute,
            Listener listener) {
        this.session = session;
        this.tongue = tongue;
        this.speaker = speaker;
        this.utterances = utterances;
        this.tool = tool;
        this.isMute = isMute;
        this.listener = listener;
    }

    /** A client event, whole. */
    void read(String text) {
        JsonNode event;
        try {
            event = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            event = JSON.missingNode();
        }
        if (!event.isObject()) {
            reject(null, new RealtimeRules.Complaint("invalid_json", "This is no JSON object.", ""));
            return;
        }
        String eventId = event.path("event_id").asText(null);
        RealtimeRules.Complaint complaint = RealtimeRules.check(event);
        if (complaint == null) {
            complaint = obey(event);
        }
        if (complaint != null) {
            reject(eventId, complaint);
        }
    }

    private void reject(@Nullable String eventId, RealtimeRules.Complaint complaint) {
        listener.onRejected(complaint.code());
        sayError("invalid_request_error", complaint.code(), complaint.message(), complaint.param(), eventId);
    }

    /** The dialect's {@code error}. */
    void sayError(String type, String code, String message, @Nullable String param, @Nullable String eventId) {
        ObjectNode error = JSON.createObjectNode();
        error.put("type", type)
                .put("code", code)
                .put("message", message)
                .put("param", param)
                .put("event_id", eventId);
        tongue.say("error", "\"error\":" + error);
    }

    private RealtimeRules.@Nullable Complaint obey(JsonNode event) {
        switch (event.path("type").asText()) {
            case "session.update" -> {
                session.update(event.path("session"));
                if (!isMute) {
                    tongue.say("session.updated", "\"session\":" + session.json());
                }
                listener.onSettled(event.path("session"));
            }
            case "input_audio_buffer.append" -> {
                return append(event.path("audio").asText());
            }
            case "input_audio_buffer.commit" -> utterances.commit();
            case "input_audio_buffer.clear" -> {
                // Nothing is kept of what was heard.
            }
            case "conversation.item.create" -> create(event.path("item"));
            case "conversation.item.truncate" -> {
                return truncate(event);
            }
            case "response.create" -> {
                return respond();
            }
            case "response.cancel" -> {
                return cancel(event.path("response_id").asText());
            }
            case "conversation.item.delete" -> {
                return withItem(event, (id, item) -> {
                    items.remove(id);
                    tongue.say("conversation.item.deleted", "\"item_id\":" + TextNode.valueOf(id));
                });
            }
            default -> {
                return withItem(event, (id, item) -> tongue.say("conversation.item.retrieved", "\"item\":" + item));
            }
        }
        return null;
    }

    private RealtimeRules.@Nullable Complaint append(String audio) {
        try {
            listener.onSound(Base64.getDecoder().decode(audio));
            return null;
        } catch (IllegalArgumentException e) {
            return new RealtimeRules.Complaint("invalid_value", "Invalid 'audio': no base64.", "audio");
        }
    }

    private RealtimeRules.@Nullable Complaint withItem(JsonNode event, BiConsumer<String, ObjectNode> what) {
        String id = event.path("item_id").asText();
        ObjectNode item = items.get(id);
        if (item == null && (utterances.has(id) || tongue.find(id) != null)) {
            item = JSON.createObjectNode().put("id", id).put("type", "message");
        }
        if (item == null) {
            return new RealtimeRules.Complaint("item_not_found", "Item with item_id not found: " + id, "item_id");
        }
        what.accept(id, item);
        return null;
    }

    private void create(JsonNode item) {
        ObjectNode echoed = item.deepCopy();
        if (!echoed.hasNonNull("id")) {
            echoed.put("id", "item_c" + created++);
        }
        echoed.put("object", "realtime.item").put("status", "completed");
        items.put(echoed.path("id").asText(), echoed);
        tongue.say("conversation.item.added", "\"previous_item_id\":null,\"item\":" + echoed);
        tongue.say("conversation.item.done", "\"previous_item_id\":null,\"item\":" + echoed);
        if (item.path("type").asText().equals("function_call_output")) {
            listener.onToolAnswered();
        } else {
            String role = item.path("role").asText();
            isAskedInWords |= role.equals("user");
            listener.onItem(role, item.path("content").toString());
        }
    }

    private RealtimeRules.@Nullable Complaint truncate(JsonNode event) {
        String id = event.path("item_id").asText();
        int endMillis = event.path("audio_end_ms").asInt(-1);
        RealtimeTongue.Spoken spoken = tongue.find(id);
        if (spoken == null) {
            return new RealtimeRules.Complaint(
                    "item_truncate_invalid_item_id", "Item with item_id not found: " + id, "item_id");
        }
        listener.onTruncated(id, endMillis, spoken.sentMillis());
        if (endMillis < 0 || endMillis > spoken.sentMillis()) {
            return new RealtimeRules.Complaint(
                    "invalid_value",
                    "Audio content of " + spoken.sentMillis() + "ms is already shorter than " + endMillis + "ms",
                    "audio_end_ms");
        }
        tongue.say(
                "conversation.item.truncated",
                "\"item_id\":" + TextNode.valueOf(id) + ",\"content_index\":0,\"audio_end_ms\":" + endMillis);
        return null;
    }

    private RealtimeRules.@Nullable Complaint respond() {
        if (speaker.isSpeaking()) {
            return new RealtimeRules.Complaint(
                    "conversation_already_has_active_response",
                    "Conversation already has an active response in progress.",
                    "");
        }
        if (tool != null && isAskedInWords) {
            tongue.call(tool.name(), tool.argumentsJson());
        } else {
            speaker.talk();
        }
        isAskedInWords = false;
        return null;
    }

    /** @param responseId empty for whichever is being made */
    private RealtimeRules.@Nullable Complaint cancel(String responseId) {
        if (!speaker.isSpeaking() || !(responseId.isEmpty() || tongue.isSaying(responseId))) {
            return new RealtimeRules.Complaint(
                    "response_cancel_not_active", "Cancellation failed: no active response found.", "");
        }
        tongue.cancelling("client_cancelled");
        speaker.stop();
        listener.onCancelled();
        return null;
    }
}
