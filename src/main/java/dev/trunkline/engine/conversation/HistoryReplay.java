package dev.trunkline.engine.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.mind.ChatMessage;
import dev.trunkline.engine.wire.ClientCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what the history has kept of a conversation back into what models know of it. Confined to one call. */
public final class HistoryReplay {

    private final Set<String> unheard = new HashSet<>();
    private final Set<String> cutOff = new HashSet<>();
    private final Set<String> answered = new HashSet<>();
    private final Map<String, ChatMessage.ToolUse> calls = new HashMap<>();

    private HistoryReplay(List<ChatEvent> events) {
        for (ChatEvent event : events) {
            JsonNode metadata = json(event.metadataJson());
            metadata.path(ChatHistoryWriter.UNHEARD).forEach(id -> unheard.add(id.asText()));
            metadata.path(ChatHistoryWriter.CUT_OFF).forEach(id -> cutOff.add(id.asText()));
            if (event.type() == ChatEvent.Type.FUNCTION_CALL_RESPONSE) {
                answered.add(callId(event));
            }
        }
    }

    /**
     * The lines of a conversation, without what the caller did not hear and calls that nobody answered.
     *
     * @param events oldest first
     */
    public static List<ChatMessage> lines(List<ChatEvent> events) {
        HistoryReplay replay = new HistoryReplay(events);
        List<ChatMessage> lines = new ArrayList<>();
        for (ChatEvent event : events) {
            ChatMessage line = replay.line(event);
            if (line != null) {
                lines.add(line);
            }
        }
        return lines;
    }

    private @Nullable ChatMessage line(ChatEvent event) {
        String text = event.text() == null ? "" : event.text();
        return switch (event.type()) {
            case USER_MESSAGE -> ChatMessage.of(ChatMessage.Role.CALLER, text).sounding(event.scores(), 0, 0);
            case AGENT_MESSAGE -> agent(event, text);
            case FUNCTION_CALL -> call(json(text));
            case FUNCTION_CALL_RESPONSE -> answer(json(text));
            case ASSISTANT_PROSODY,
                    CHAT_START_MESSAGE,
                    CHAT_END_MESSAGE,
                    PAUSE_ONSET,
                    RESUME_ONSET,
                    SESSION_SETTINGS,
                    SYSTEM_PROMPT,
                    USER_INTERRUPTION,
                    USER_RECORDING_START_MESSAGE -> null;
        };
    }

    private @Nullable ChatMessage agent(ChatEvent event, String text) {
        if (unheard.contains(event.id())) {
            return null;
        }
        ChatMessage line = ChatMessage.of(ChatMessage.Role.AGENT, text).sounding(event.scores(), 0, 0);
        return cutOff.contains(event.id()) ? line.interrupted() : line;
    }

    private @Nullable ChatMessage call(JsonNode message) {
        String id = message.path("tool_call_id").asText();
        if (!answered.contains(id)) {
            return null;
        }
        ChatMessage.ToolUse use = new ChatMessage.ToolUse(
                id, message.path("name").asText(), message.path("parameters").asText());
        calls.put(id, use);
        return ChatMessage.call(use);
    }

    private @Nullable ChatMessage answer(JsonNode message) {
        ChatMessage.ToolUse use = calls.get(message.path("tool_call_id").asText());
        return use == null
                ? null
                : ChatMessage.answer(use, message.path("content").asText());
    }

    private static String callId(ChatEvent response) {
        return json(response.text()).path("tool_call_id").asText();
    }

    private static JsonNode json(@Nullable String text) {
        JsonNode value = text == null ? null : ClientCodec.parse(text);
        return value == null ? MissingNode.getInstance() : value;
    }
}
