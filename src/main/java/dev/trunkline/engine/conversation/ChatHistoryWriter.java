package dev.trunkline.engine.conversation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.history.ChatEvent;
import dev.trunkline.engine.history.ChatEvent.Role;
import dev.trunkline.engine.history.History;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells the history what happens in one chat. Confined to the chat's loop. */
public final class ChatHistoryWriter {

    /** Fields of the metadata of an interruption or a pause: sentences that were sent and not heard. */
    static final String UNHEARD = "unheard_event_ids";

    static final String CUT_OFF = "cut_off_event_ids";

    private static final int MOST_NAMES = 16; // each is written by itself, and any message may bring another

    private final History history;
    private final ChatIds ids;
    private final InstantSource clock;
    private long lastMillis;
    private boolean recording;
    private @Nullable String name;
    private int names;

    public ChatHistoryWriter(History history, ChatIds ids, InstantSource clock) {
        this.history = history;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The chat begins.
     *
     * @param systemPrompt as the model gets it; empty for none
     */
    public void opened(ChatPlan.@Nullable ConfigRef config, String systemPrompt) {
        history.opened(new ChatEntry(
                ids.chatId(),
                ids.chatGroupId(),
                ChatEntry.Status.ACTIVE,
                nowMillis(),
                null,
                0,
                null,
                config == null ? null : config.id(),
                config == null ? null : config.version()));
        add(Role.SYSTEM, ChatEvent.Type.CHAT_START_MESSAGE, null);
        if (!systemPrompt.isEmpty()) {
            add(Role.SYSTEM, ChatEvent.Type.SYSTEM_PROMPT, systemPrompt);
        }
    }

    /**
     * The client changed its settings.
     *
     * @param json the message, without the client's key
     */
    public void settingsChanged(String json, @Nullable String metadataJson) {
        add(Role.SYSTEM, ChatEvent.Type.SESSION_SETTINGS, json);
        if (metadataJson != null) {
            history.describe(ids.chatId(), metadataJson);
        }
    }

    /** The client calls its session so; only what is new counts, and not without end. */
    public void named(@Nullable String sessionName) {
        if (sessionName != null && !sessionName.equals(name) && names < MOST_NAMES) {
            names++;
            name = sessionName;
            history.named(ids.chatId(), sessionName);
        }
    }

    /** The client has sent sound; only the first time counts. */
    public void heardSound() {
        if (!recording) {
            recording = true;
            add(Role.USER, ChatEvent.Type.USER_RECORDING_START_MESSAGE, null);
        }
    }

    public void userSaid(String text, Map<String, Double> scores) {
        add(Role.USER, ChatEvent.Type.USER_MESSAGE, text, scores, null, null);
    }

    /** The agent said a sentence, and this is how it sounds. Gives the id of its event. */
    public String agentSaid(String text, Map<String, Double> scores) {
        String id = add(Role.AGENT, ChatEvent.Type.AGENT_MESSAGE, text, scores, null, null);
        add(Role.AGENT, ChatEvent.Type.ASSISTANT_PROSODY, null, scores, null, id);
        return id;
    }

    public void interrupted(MissedSpeech missed) {
        add(Role.USER, ChatEvent.Type.USER_INTERRUPTION, null, Map.of(), metadata(missed), null);
    }

    public void paused(MissedSpeech missed) {
        add(Role.SYSTEM, ChatEvent.Type.PAUSE_ONSET, null, Map.of(), metadata(missed), null);
    }

    public void resumed() {
        add(Role.SYSTEM, ChatEvent.Type.RESUME_ONSET, null);
    }

    /** The agent called a tool. Gives the id of the event. */
    public String called(ServerMessage.ToolCall call) {
        return add(Role.TOOL, ChatEvent.Type.FUNCTION_CALL, ServerCodec.text(call), Map.of(), null, null);
    }

    /**
     * A tool answered or failed.
     *
     * @param answer the message
     * @param callEventId what {@link #called} gave
     */
    public void answered(ServerMessage answer, String callEventId) {
        add(Role.TOOL, ChatEvent.Type.FUNCTION_CALL_RESPONSE, ServerCodec.text(answer), Map.of(), null, callEventId);
    }

    public void ended(ChatEntry.Status status) {
        add(Role.SYSTEM, ChatEvent.Type.CHAT_END_MESSAGE, null);
        history.ended(ids.chatId(), status, nowMillis());
    }

    private void add(Role role, ChatEvent.Type type, @Nullable String text) {
        add(role, type, text, Map.of(), null, null);
    }

    private String add(
            Role role,
            ChatEvent.Type type,
            @Nullable String text,
            Map<String, Double> scores,
            @Nullable String metadataJson,
            @Nullable String relatedEventId) {
        String id = UUID.randomUUID().toString();
        history.add(
                new ChatEvent(id, ids.chatId(), nowMillis(), role, type, text, scores, metadataJson, relatedEventId));
        return id;
    }

    /** The wall clock may be set back; events stay in order. */
    private long nowMillis() {
        lastMillis = Math.max(lastMillis, clock.millis());
        return lastMillis;
    }

    private static @Nullable String metadata(MissedSpeech missed) {
        if (missed.wholly().isEmpty() && missed.partly().isEmpty()) {
            return null;
        }
        ObjectNode metadata = JsonNodeFactory.instance.objectNode();
        put(metadata, UNHEARD, missed.wholly());
        put(metadata, CUT_OFF, missed.partly());
        return metadata.toString();
    }

    private static void put(ObjectNode metadata, String field, List<String> eventIds) {
        var array = metadata.putArray(field);
        eventIds.forEach(array::add);
    }
}
