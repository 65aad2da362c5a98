package dev.trunkline.engine.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.GroupEntry;
import dev.trunkline.engine.history.Page;
import dev.trunkline.engine.rest.JsonResponses;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chats and what belongs to them as EVI's REST API writes them (the {@code Return...} types of Hume's SDK 0.16). Times are
 * milliseconds, as in EVI's samples, though its prose says seconds; absent fields are left out.
 */
final class ArchiveJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ArchiveJson() {}

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** The fields of {@code return_chat} that all its forms share. */
    static ObjectNode chat(ChatEntry chat) {
        ObjectNode json = object();
        json.put("id", chat.id());
        json.put("chat_group_id", chat.groupId());
        json.put("status", chat.status().name());
        json.put("start_timestamp", chat.startMillis());
        put(json, "end_timestamp", chat.endMillis());
        put(json, "metadata", chat.metadataJson());
        putConfig(json, "config", chat.configId(), chat.configVersion());
        return json;
    }

    /** {@code return_chat}, as lists hold it. */
    static ObjectNode listedChat(ChatEntry chat) {
        return chat(chat).put("event_count", chat.eventCount());
    }

    /** {@code return_chat_event}. */
    static ObjectNode event(ChatEvent event) {
        ObjectNode json = object();
        json.put("id", event.id());
        json.put("chat_id", event.chatId());
        json.put("timestamp", event.timestampMillis());
        json.put("role", event.role().name());
        json.put("type", event.type().name());
        put(json, "message_text", event.text());
        if (!event.scores().isEmpty()) {
            json.put("emotion_features", text(event.scores()));
        }
        put(json, "metadata", event.metadataJson());
        put(json, "related_event_id", event.relatedEventId());
        return json;
    }

    /** The fields of {@code return_chat_group} that both its forms share. */
    static ObjectNode group(GroupEntry group) {
        ObjectNode json = object();
        json.put("id", group.id());
        json.put("first_start_timestamp", group.firstStartMillis());
        json.put("most_recent_start_timestamp", group.mostRecentStartMillis());
        json.put("num_chats", group.chatCount());
        json.put("active", group.active());
        return json;
    }

    /** {@code return_chat_group}, as lists hold it. */
    static ObjectNode listedGroup(GroupEntry group) {
        ObjectNode json = group(group).put("most_recent_chat_id", group.mostRecentChatId());
        putConfig(json, "most_recent_config", group.mostRecentConfigId(), group.mostRecentConfigVersion());
        return json;
    }

    /** Adds a page of a list, and where it stands in it. */
    static <T> ObjectNode addPage(
            ObjectNode json, String name, Page<T> page, Page.Request request, Function<T, ObjectNode> item) {
        JsonResponses.addPosition(json, request, page.total())
                .put("pagination_direction", request.ascending() ? "ASC" : "DESC");
        return JsonResponses.addItems(json, name, page.items().stream().map(item));
    }

    private static String text(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("our own facts are no JSON", e);
        }
    }

    /** {@code return_config_spec}. */
    private static void putConfig(ObjectNode json, String name, @Nullable String id, @Nullable Integer version) {
        if (id != null) {
            ObjectNode config = json.putObject(name).put("id", id);
            if (version != null) {
                config.put("version", version);
            }
        }
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Long value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
