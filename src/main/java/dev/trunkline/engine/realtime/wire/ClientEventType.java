package dev.trunkline.engine.realtime.wire;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every event that the reference lets a client send, and whether this server takes it. */
public enum ClientEventType {
    SESSION_UPDATE("session.update"),
    INPUT_AUDIO_BUFFER_APPEND("input_audio_buffer.append"),
    INPUT_AUDIO_BUFFER_COMMIT("input_audio_buffer.commit"),
    INPUT_AUDIO_BUFFER_CLEAR("input_audio_buffer.clear"),
    CONVERSATION_ITEM_CREATE("conversation.item.create"),
    CONVERSATION_ITEM_RETRIEVE("conversation.item.retrieve"),
    CONVERSATION_ITEM_TRUNCATE("conversation.item.truncate"),
    CONVERSATION_ITEM_DELETE("conversation.item.delete"),
    RESPONSE_CREATE("response.create"),
    RESPONSE_CANCEL("response.cancel"),
    OUTPUT_AUDIO_BUFFER_CLEAR(
            "output_audio_buffer.clear", "there is no output buffer here: only WebRTC and SIP have one"),
    TRANSCRIPTION_SESSION_UPDATE(
            "transcription_session.update",
            "it is of the beta; session.update with the type transcription took its place"),
    SESSION_INPUT_AUDIO_BUFFER_APPEND("session.input_audio_buffer.append", "it is of translation sessions"),
    SESSION_CLOSE("session.close", "it is of translation sessions; closing the socket ends this one");

    private static final Map<String, ClientEventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(ClientEventType::wireName, Function.identity()));

    private final String wireName;
    private final @Nullable String refusal;

    ClientEventType(String wireName) {
        this(wireName, null);
    }

    ClientEventType(String wireName, @Nullable String refusal) {
        this.wireName = wireName;
        this.refusal = refusal;
    }

    /** The event's {@code type}. */
    public String wireName() {
        return wireName;
    }

    /** Why it is answered with an error; null when it is served. */
    public @Nullable String refusal() {
        return refusal;
    }

    /** The type of that name; null when there is none. */
    public static @Nullable ClientEventType of(String wireName) {
        return BY_NAME.get(wireName);
    }
}
