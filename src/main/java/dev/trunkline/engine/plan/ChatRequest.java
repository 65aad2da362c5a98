package dev.trunkline.engine.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.net.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the handshake's query asks for. Immutable.
 *
 * @param configId which config
 * @param configVersion its version, null for the newest
 * @param resumedChatGroupId the conversation to go on with
 * @param verboseTranscription whether interim user messages are wanted
 * @param allowConnection whether others may join this chat
 * @param eventLimit how much of an earlier conversation is remembered
 * @param settings what {@code session_settings} say; null for nothing
 * @param knowsProsody whether the client can know {@code assistant_prosody}
 * @param playbackHold whether the client can hold what it plays until it is known whether the caller interrupts
 * @param mistake what is wrong with a parameter, so that there can be no chat; null for nothing
 */
public record ChatRequest(
        @Nullable String configId,
        @Nullable Integer configVersion,
        @Nullable String resumedChatGroupId,
        boolean verboseTranscription,
        boolean allowConnection,
        int eventLimit,
        @Nullable ClientMessage settings,
        boolean knowsProsody,
        boolean playbackHold,
        @Nullable String mistake) {

    private static final int DEFAULT_EVENT_LIMIT = 300; // documented: three pages of a hundred

    public static ChatRequest of(HttpRequest request) {
        HandshakeQuery query = new HandshakeQuery(request);
        ObjectNode settings = query.settings();
        ClientMessage change = settings.isEmpty() ? null : ClientCodec.decodeSettings(settings);
        Integer version = query.number("config_version");
        int eventLimit = eventLimit(query.number("event_limit"), change);
        boolean verbose = query.flag("verbose_transcription");
        boolean allowConnection = query.flag("allow_connection");
        boolean playbackHold = query.flag("playback_hold");
        return new ChatRequest(
                query.text("config_id"),
                version,
                query.text("resumed_chat_group_id"),
                verbose,
                allowConnection,
                eventLimit,
                change,
                ClientAge.knowsAssistantProsody(request),
                playbackHold,
                query.mistake());
    }

    public boolean isResumed() {
        return resumedChatGroupId != null;
    }

    /** Both ways are documented. */
    private static int eventLimit(@Nullable Integer parameter, @Nullable ClientMessage settings) {
        if (parameter != null) {
            return parameter;
        }
        Integer limit = settings instanceof ClientMessage.SettingsChange change
                ? change.settings().eventLimit()
                : null;
        return limit == null ? DEFAULT_EVENT_LIMIT : limit;
    }
}
