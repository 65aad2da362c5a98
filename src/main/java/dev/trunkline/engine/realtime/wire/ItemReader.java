package dev.trunkline.engine.realtime.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.realtime.wire.ConversationItem.Content;
import dev.trunkline.engine.realtime.wire.ConversationItem.Role;
import dev.trunkline.engine.realtime.wire.ConversationItem.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads items that clients put into a conversation. Items without an id get one here. */
final class ItemReader {

    private static final int MAX_ID_CHARS = 64;
    private static final int MAX_NAME_CHARS = 256;
    static final int MAX_TEXT_CHARS = 250_000; // a mind is told no more of a whole conversation
    private static final int MAX_PARTS = 64;
    private static final String ROOT = "root"; // what the first item comes after
    private static final String MCP = "items of MCP servers are not served";

    private static final Map<String, Status> STATUSES =
            Map.of("completed", Status.COMPLETED, "incomplete", Status.INCOMPLETE, "in_progress", Status.IN_PROGRESS);
    private static final Map<String, Role> ROLES =
            Map.of("system", Role.SYSTEM, "user", Role.USER, "assistant", Role.ASSISTANT);

    private static final Map<Role, Map<String, String>> KINDS_OF_CONTENT = Map.of(
            Role.SYSTEM, words(Content.INPUT_TEXT),
            Role.USER, words(Content.INPUT_TEXT, Content.INPUT_AUDIO),
            Role.ASSISTANT, words(Content.OUTPUT_TEXT, Content.OUTPUT_AUDIO));

    /** How one kind of item is read. */
    private interface Kind {
        ConversationItem read(EventFields fields, String id, Status status);
    }

    private static final Kind OF_MCP = (fields, id, status) -> {
        throw BadEvent.invalid(fields.path("type"), MCP);
    };

    private static final Map<String, Kind> KINDS = Map.of(
            "message", ItemReader::message,
            "function_call", ItemReader::call,
            "function_call_output", ItemReader::output,
            "mcp_approval_response", OF_MCP,
            "mcp_approval_request", OF_MCP,
            "mcp_list_tools", OF_MCP,
            "mcp_call", OF_MCP);

    private ItemReader() {}

    private static Map<String, String> words(String... words) {
        return Stream.of(words).collect(Collectors.toMap(Function.identity(), Function.identity()));
    }

    /**
     * Reads one.
     *
     * @throws BadEvent when it is none that is served
     */
    static ConversationItem read(EventFields fields) {
        Kind kind = fields.oneOf("type", KINDS);
        String id = fields.optionalText("id", MAX_ID_CHARS);
        if (id != null && (id.isEmpty() || id.equals(ROOT))) {
            throw BadEvent.invalid(fields.path("id"), "it names an item, and may not be empty or " + ROOT);
        }
        fields.optionalOneOf("object", Map.of("realtime.item", true));
        Status status = fields.optionalOneOf("status", STATUSES);
        ConversationItem item =
                kind.read(fields, id == null ? WireId.next("item") : id, status == null ? Status.COMPLETED : status);
        fields.noOthers();
        return item;
    }

    private static ConversationItem call(EventFields fields, String id, Status status) {
        String callId = fields.optionalText("call_id", MAX_ID_CHARS);
        return new ConversationItem.FunctionCall(
                id,
                status,
                callId == null ? id : callId,
                fields.text("name", MAX_NAME_CHARS),
                fields.text("arguments", MAX_TEXT_CHARS));
    }

    private static ConversationItem output(EventFields fields, String id, Status status) {
        return new ConversationItem.FunctionCallOutput(
                id, status, fields.text("call_id", MAX_ID_CHARS), fields.text("output", MAX_TEXT_CHARS));
    }

    private static ConversationItem message(EventFields fields, String id, Status status) {
        Role role = fields.oneOf("role", ROLES);
        List<JsonNode> parts = fields.optionalList("content", MAX_PARTS);
        if (parts == null) {
            throw BadEvent.missing(fields.path("content"));
        }
        List<Content> content = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            content.add(part(EventFields.of(parts.get(i), fields.path("content", i)), role));
        }
        ConversationItem.Message message = new ConversationItem.Message(id, status, role, content);
        if (message.chars() > MAX_TEXT_CHARS) {
            throw BadEvent.invalid(fields.path("content"), "together they may have " + MAX_TEXT_CHARS + " characters");
        }
        return message;
    }

    private static Content part(EventFields fields, Role role) {
        String type = fields.oneOf("type", KINDS_OF_CONTENT.getOrDefault(role, Map.of()));
        boolean isText = type.equals(Content.INPUT_TEXT) || type.equals(Content.OUTPUT_TEXT);
        JsonNode sound = fields.value("audio"); // the words are all that is kept of it
        boolean isUnwritten = type.equals(Content.INPUT_AUDIO) && sound != null && fields.value("transcript") == null;
        Content part = isText
                ? Content.text(type, fields.text("text", MAX_TEXT_CHARS))
                : Content.sound(type, isUnwritten ? null : fields.text("transcript", MAX_TEXT_CHARS));
        fields.noOthers();
        return part;
    }

    /**
     * The sound of an item in which nobody has written down what is said; null for all others.
     *
     * @param item of which {@code read} was read
     */
    static byte @Nullable [] sound(EventFields item, ConversationItem read) {
        if (!(read instanceof ConversationItem.Message message)
                || message.content().stream().allMatch(part -> part.text() != null || part.transcript() != null)) {
            return null;
        }
        String path = item.path("content");
        if (message.content().size() != 1) {
            throw BadEvent.invalid(path, "sound without a transcript must be all of it");
        }
        JsonNode sound = item.required("content").path(0).path("audio");
        return ClientEventReader.sound(
                EventFields.textOf(sound, path + "[0].audio", ClientEventReader.MAX_AUDIO_CHARS), path + "[0].audio");
    }
}
