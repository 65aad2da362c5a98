package dev.trunkline.engine.realtime.wire;

import org.jspecify.annotations.Nullable;

/** Every event that the reference lets a server send, and whether this one does. */
public enum ServerEventType {
    ERROR("error"),
    SESSION_CREATED("session.created"),
    SESSION_UPDATED("session.updated"),
    CONVERSATION_CREATED("conversation.created", Silence.BETA),
    CONVERSATION_ITEM_CREATED("conversation.item.created", "conversation.item.added and .done took its place"),
    CONVERSATION_ITEM_ADDED("conversation.item.added"),
    CONVERSATION_ITEM_DONE("conversation.item.done"),
    CONVERSATION_ITEM_RETRIEVED("conversation.item.retrieved"),
    CONVERSATION_ITEM_TRUNCATED("conversation.item.truncated"),
    CONVERSATION_ITEM_DELETED("conversation.item.deleted"),
    TRANSCRIPTION_DELTA("conversation.item.input_audio_transcription.delta"),
    TRANSCRIPTION_COMPLETED("conversation.item.input_audio_transcription.completed"),
    TRANSCRIPTION_FAILED("conversation.item.input_audio_transcription.failed"),
    TRANSCRIPTION_SEGMENT(
            "conversation.item.input_audio_transcription.segment", "these ears do not tell speakers apart"),
    INPUT_AUDIO_BUFFER_COMMITTED("input_audio_buffer.committed"),
    INPUT_AUDIO_BUFFER_CLEARED("input_audio_buffer.cleared"),
    INPUT_AUDIO_BUFFER_SPEECH_STARTED("input_audio_buffer.speech_started"),
    INPUT_AUDIO_BUFFER_SPEECH_STOPPED("input_audio_buffer.speech_stopped"),
    INPUT_AUDIO_BUFFER_TIMEOUT_TRIGGERED("input_audio_buffer.timeout_triggered"),
    INPUT_AUDIO_BUFFER_DTMF("input_audio_buffer.dtmf_event_received", Silence.SIP),
    OUTPUT_AUDIO_BUFFER_STARTED("output_audio_buffer.started", Silence.WEBRTC),
    OUTPUT_AUDIO_BUFFER_STOPPED("output_audio_buffer.stopped", Silence.WEBRTC),
    OUTPUT_AUDIO_BUFFER_CLEARED("output_audio_buffer.cleared", Silence.WEBRTC),
    RESPONSE_CREATED("response.created"),
    RESPONSE_DONE("response.done"),
    RESPONSE_OUTPUT_ITEM_ADDED("response.output_item.added"),
    RESPONSE_OUTPUT_ITEM_DONE("response.output_item.done"),
    RESPONSE_CONTENT_PART_ADDED("response.content_part.added"),
    RESPONSE_CONTENT_PART_DONE("response.content_part.done"),
    RESPONSE_OUTPUT_TEXT_DELTA("response.output_text.delta"),
    RESPONSE_OUTPUT_TEXT_DONE("response.output_text.done"),
    RESPONSE_OUTPUT_AUDIO_TRANSCRIPT_DELTA("response.output_audio_transcript.delta"),
    RESPONSE_OUTPUT_AUDIO_TRANSCRIPT_DONE("response.output_audio_transcript.done"),
    RESPONSE_OUTPUT_AUDIO_DELTA("response.output_audio.delta"),
    RESPONSE_OUTPUT_AUDIO_DONE("response.output_audio.done"),
    RESPONSE_FUNCTION_CALL_ARGUMENTS_DELTA("response.function_call_arguments.delta"),
    RESPONSE_FUNCTION_CALL_ARGUMENTS_DONE("response.function_call_arguments.done"),
    RESPONSE_MCP_CALL_ARGUMENTS_DELTA("response.mcp_call_arguments.delta", Silence.MCP),
    RESPONSE_MCP_CALL_ARGUMENTS_DONE("response.mcp_call_arguments.done", Silence.MCP),
    RESPONSE_MCP_CALL_IN_PROGRESS("response.mcp_call.in_progress", Silence.MCP),
    RESPONSE_MCP_CALL_COMPLETED("response.mcp_call.completed", Silence.MCP),
    RESPONSE_MCP_CALL_FAILED("response.mcp_call.failed", Silence.MCP),
    MCP_LIST_TOOLS_IN_PROGRESS("mcp_list_tools.in_progress", Silence.MCP),
    MCP_LIST_TOOLS_COMPLETED("mcp_list_tools.completed", Silence.MCP),
    MCP_LIST_TOOLS_FAILED("mcp_list_tools.failed", Silence.MCP),
    RATE_LIMITS_UPDATED("rate_limits.updated"),
    TRANSCRIPTION_SESSION_UPDATED("transcription_session.updated", Silence.BETA),
    SESSION_CLOSED("session.closed", Silence.TRANSLATION),
    SESSION_INPUT_TRANSCRIPT_DELTA("session.input_transcript.delta", Silence.TRANSLATION),
    SESSION_OUTPUT_AUDIO_DELTA("session.output_audio.delta", Silence.TRANSLATION),
    SESSION_OUTPUT_TRANSCRIPT_DELTA("session.output_transcript.delta", Silence.TRANSLATION);

    /** Why some are never sent. */
    private static final class Silence {
        private static final String BETA = "it is of the beta";
        private static final String SIP = "only SIP has it; over a WebSocket the client says what keys mean";
        private static final String WEBRTC = "only WebRTC and SIP have an output buffer";
        private static final String MCP = "the server calls no MCP servers; a tool of the type mcp is refused";
        private static final String TRANSLATION = "it is of translation sessions";
    }

    private final String wireName;
    private final @Nullable String refusal;

    ServerEventType(String wireName) {
        this(wireName, null);
    }

    ServerEventType(String wireName, @Nullable String refusal) {
        this.wireName = wireName;
        this.refusal = refusal;
    }

    /** The event's {@code type}. */
    public String wireName() {
        return wireName;
    }

    /** Why it is never sent; null when it is. */
    public @Nullable String refusal() {
        return refusal;
    }
}
