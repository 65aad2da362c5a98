package dev.trunkline.ai.realtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.ai.GrownText;
import dev.trunkline.ai.realtime.RealtimeEvent.AgentText;
import dev.trunkline.ai.realtime.RealtimeEvent.AudioDelta;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerCommitted;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerNotUnderstood;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerText;
import dev.trunkline.ai.realtime.RealtimeEvent.CallerText.Extent;
import dev.trunkline.ai.realtime.RealtimeEvent.Failed;
import dev.trunkline.ai.realtime.RealtimeEvent.FunctionCalled;
import dev.trunkline.ai.realtime.RealtimeEvent.OfNoUse;
import dev.trunkline.ai.realtime.RealtimeEvent.Rejected;
import dev.trunkline.ai.realtime.RealtimeEvent.ResponseCreated;
import dev.trunkline.ai.realtime.RealtimeEvent.ResponseDone;
import dev.trunkline.ai.realtime.RealtimeEvent.SessionOpened;
import dev.trunkline.ai.realtime.RealtimeEvent.SessionUpdated;
import dev.trunkline.ai.realtime.RealtimeEvent.SpeechStarted;
import dev.trunkline.ai.realtime.RealtimeEvent.SpeechStopped;
import dev.trunkline.ai.realtime.RealtimeEvent.Unknown;
import dev.trunkline.ai.realtime.RealtimeEvent.WireFormat;
import java.io.IOException;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads any event with a JSON parser. Anything that cannot be used is a {@link Rejected}, never an exception. Confined to one
 * loop.
 */
final class RealtimeEventReader {

    /** A session with a hundred tools has some thousands; with millions, an event of the size it may have would need thirty times that. */
    private static final int MAX_TOKENS = 100_000;

    /** Nobody says a text of megabytes, and one takes ten times its size while it is read. Sound passes this by. */
    private static final int MOST_CHARACTERS = 4 << 20;

    private static final ObjectReader JSON = new JsonMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(64) // schemas of tools come back in session.created
                            .maxStringLength(MOST_CHARACTERS)
                            .maxNumberLength(64)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .build())
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Events of the reference (npm openai, realtime.d.ts; npm @azure/ai-voicelive) and of xAI, of which a call needs to know nothing. */
    private static final Set<String> OF_NO_USE = Set.of(
            "conversation.item.added",
            "conversation.item.created",
            "conversation.item.deleted",
            "conversation.item.done",
            "conversation.item.input_audio_transcription.segment",
            "conversation.item.retrieved",
            "conversation.item.truncated",
            "input_audio_buffer.cleared",
            "input_audio_buffer.dtmf_event_received",
            "input_audio_buffer.timeout_triggered",
            "mcp_list_tools.completed",
            "mcp_list_tools.failed",
            "mcp_list_tools.in_progress",
            "output_audio_buffer.cleared",
            "output_audio_buffer.started",
            "output_audio_buffer.stopped",
            "ping",
            "rate_limits.updated",
            "response.audio.done",
            "response.audio_timestamp.delta",
            "response.audio_timestamp.done",
            "response.audio_transcript.annotation.added",
            "response.audio_transcript.done",
            "response.content_part.added",
            "response.content_part.done",
            "response.function_call_arguments.delta",
            "response.mcp_call.completed",
            "response.mcp_call.failed",
            "response.mcp_call.in_progress",
            "response.mcp_call_arguments.delta",
            "response.mcp_call_arguments.done",
            "response.output_audio.done",
            "response.output_audio_transcript.done",
            "response.output_item.added",
            "response.output_text.delta",
            "response.output_text.done",
            "response.text.delta",
            "response.text.done",
            "warning");

    /** The event in the first {@code length} bytes of {@code text}. */
    RealtimeEvent read(byte[] text, int length) {
        JsonNode tree;
        try {
            tree = JSON.readTree(text, 0, length);
        } catch (IOException e) {
            return new Rejected(EventRejection.BAD_JSON);
        }
        if (!tree.isObject()) {
            return new Rejected(EventRejection.BAD_JSON);
        }
        RealtimeFields fields = new RealtimeFields(tree);
        RealtimeEvent event = event(fields);
        EventRejection problem = fields.problem();
        return problem == null ? event : new Rejected(problem);
    }

    private static RealtimeEvent event(RealtimeFields fields) {
        String type = fields.text("type");
        return switch (type) {
            case "session.created" -> {
                RealtimeFields session = fields.in("session");
                yield new SessionOpened(session.idOr("id"), session.number("expires_at"));
            }
            case "conversation.created" ->
                new SessionOpened(fields.in("conversation").idOr("id"), 0);
            case "session.updated" -> sessionUpdated(fields.in("session"));
            case "input_audio_buffer.speech_started" -> new SpeechStarted(fields.idOr("item_id"));
            case "input_audio_buffer.speech_stopped" ->
                new SpeechStopped(fields.idOr("item_id"), fields.number("audio_end_ms"));
            case "input_audio_buffer.committed" -> new CallerCommitted(fields.idOr("item_id"));
            case "conversation.item.input_audio_transcription.delta" -> callerText(fields, "delta", Extent.MORE);
            case "conversation.item.input_audio_transcription.updated" ->
                callerText(fields, "transcript", Extent.SO_FAR);
            case "conversation.item.input_audio_transcription.completed" ->
                callerText(fields, "transcript", Extent.WHOLE);
            case "conversation.item.input_audio_transcription.failed" ->
                new CallerNotUnderstood(
                        fields.idOr("item_id"),
                        fields.in("error").textOr("code", ""),
                        fields.in("error").textOr("message", ""));
            case "response.created" -> new ResponseCreated(fields.in("response").idOr("id"));
            case "response.output_audio_transcript.delta", "response.audio_transcript.delta" ->
                new AgentText(
                        fields.idOr("response_id"), fields.idOr("item_id"), GrownText.of("", fields.text("delta")));
            case "response.output_audio.delta", "response.audio.delta" -> audioDelta(fields);
            case "response.function_call_arguments.done" ->
                new FunctionCalled(
                        fields.idOr("response_id"),
                        fields.id("call_id"),
                        fields.optionalText("name"),
                        fields.text("arguments"),
                        false);
            case "response.output_item.done" -> itemDone(fields, fields.in("item"));
            case "response.done" -> responseDone(fields.in("response"));
            // An error without a code is still an error: the next close is then no goodbye.
            case "error" -> failed(fields.in("error"));
            default -> OF_NO_USE.contains(type) ? new OfNoUse(type) : new Unknown(type);
        };
    }

    private static RealtimeEvent sessionUpdated(RealtimeFields session) {
        RealtimeFields audio = session.in("audio");
        return new SessionUpdated(
                session.idOr("id"),
                session.number("expires_at"),
                format(audio.in("input").in("format"), session, "input_audio_format"),
                format(audio.in("output").in("format"), session, "output_audio_format"));
    }

    /** The reference's object, or the beta's flat name. */
    private static @Nullable WireFormat format(RealtimeFields format, RealtimeFields session, String flatName) {
        String name = format.optionalText("type");
        if (name != null) {
            return new WireFormat(name, (int) Math.min(Integer.MAX_VALUE, Math.max(0, format.number("rate"))));
        }
        String flat = session.optionalText(flatName);
        return flat == null ? null : new WireFormat(flat, 0);
    }

    private static RealtimeEvent callerText(RealtimeFields fields, String name, Extent extent) {
        return new CallerText(fields.idOr("item_id"), GrownText.of("", fields.textOr(name, "")), extent);
    }

    private static RealtimeEvent audioDelta(RealtimeFields fields) {
        String response = fields.idOr("response_id");
        String item = fields.idOr("item_id");
        int content = fields.indexOr("content_index", 0);
        String data = fields.text("delta");
        EventRejection problem = fields.problem();
        if (problem != null) {
            return new Rejected(problem);
        }
        try {
            byte[] sound = Base64.getDecoder().decode(data);
            return new AudioDelta().holding(response, item, content, sound, sound.length);
        } catch (IllegalArgumentException e) {
            return new Rejected(EventRejection.BAD_BASE64);
        }
    }

    private static RealtimeEvent itemDone(RealtimeFields fields, RealtimeFields item) {
        if (!item.textOr("type", "").equals("function_call")) {
            return new OfNoUse("response.output_item.done");
        }
        return new FunctionCalled(
                fields.idOr("response_id"),
                item.id("call_id"),
                item.text("name"),
                item.text("arguments"),
                !item.textOr("status", "completed").equals("incomplete"));
    }

    private static RealtimeEvent responseDone(RealtimeFields response) {
        RealtimeFields details = response.in("status_details");
        RealtimeFields error = details.in("error");
        return new ResponseDone(
                response.idOr("id"),
                response.textOr("status", "completed"),
                details.textOr("reason", ""),
                error.textOr("code", error.textOr("type", "")),
                error.textOr("message", ""));
    }

    private static RealtimeEvent failed(RealtimeFields error) {
        return new Failed(
                error.textOr("type", ""),
                error.textOr("code", ""),
                error.textOr("message", ""),
                error.idOr("event_id"));
    }
}
