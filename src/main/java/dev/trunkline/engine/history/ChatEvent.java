package dev.trunkline.engine.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a chat, as the history keeps it (EVI's {@code return_chat_event}). Immutable.
 *
 * @param id a UUID
 * @param chatId of its chat
 * @param timestampMillis since 1970
 * @param role whose doing it was
 * @param type what it was
 * @param text what was said, the settings as JSON, the arguments of a call...; null for events without words
 * @param scores how it sounded, by the name of the expression; empty when nothing was measured
 * @param metadataJson further facts as a JSON object, or null
 * @param relatedEventId such as the call that a tool's answer belongs to, or null
 */
public record ChatEvent(
        String id,
        String chatId,
        long timestampMillis,
        Role role,
        Type type,
        @Nullable String text,
        Map<String, Double> scores,
        @Nullable String metadataJson,
        @Nullable String relatedEventId) {

    public ChatEvent {
        scores = Map.copyOf(scores);
    }

    /** Whose doing an event was. */
    public enum Role {
        USER,
        AGENT,
        SYSTEM,
        TOOL
    }

    /** What can happen in a chat; the names are those of EVI's REST API. */
    public enum Type {
        AGENT_MESSAGE,
        ASSISTANT_PROSODY,
        CHAT_START_MESSAGE,
        CHAT_END_MESSAGE,
        FUNCTION_CALL,
        FUNCTION_CALL_RESPONSE,
        PAUSE_ONSET,
        RESUME_ONSET,
        SESSION_SETTINGS,
        SYSTEM_PROMPT,
        USER_INTERRUPTION,
        USER_MESSAGE,
        USER_RECORDING_START_MESSAGE
    }
}
