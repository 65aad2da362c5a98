package dev.trunkline.lab.farend;

import com.fasterxml.jackson.databind.node.TextNode;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The Realtime dialect's (OpenAI's GA reference, "Server events"): a response of one item of one part of sound, with its
 * transcript beside it. Remembers how much of each item has left. Confined to the session's loop.
 */
final class RealtimeTongue implements Tongue {

    private static final int MOST_REMEMBERED = 64;

    private final String prefix;
    private final Channel channel;
    private final Deque<Spoken> items = new ArrayDeque<>();
    private IntFunction<RealtimeVoices.Voice> voice;
    private RealtimeVoices.Voice speaking;
    private Spoken item = new Spoken("", "");
    private String cancelled = "turn_detected";
    private String words = "";
    private int events;
    private int calls;

    /** An item of the agent's, and how much of its sound has left. */
    static final class Spoken {
        private final String responseId;
        private final String itemId;
        private int chunks;

        private Spoken(String responseId, String itemId) {
            this.responseId = responseId;
            this.itemId = itemId;
        }

        int sentMillis() {
            return chunks * CannedSpeech.CHUNK_MILLIS;
        }
    }

    /**
     * @param prefix what ids end with, before their number
     * @param voice what an answer sounds like, counted from 0
     */
    RealtimeTongue(String prefix, IntFunction<RealtimeVoices.Voice> voice, Channel channel) {
        this.prefix = prefix;
        this.voice = voice;
        this.speaking = RealtimeVoices.Voice.rubbish();
        this.channel = channel;
    }

    /** An item of the agent's that is not too long ago, or null. */
    @Nullable
    Spoken find(String itemId) {
        return items.stream()
                .filter(one -> one.itemId.equals(itemId))
                .findFirst()
                .orElse(null);
    }

    /** Whether the last answer that was begun is that one. */
    boolean isSaying(String responseId) {
        return item.responseId.equals(responseId);
    }

    /** Why whatever is broken off next is. */
    void cancelling(String reason) {
        cancelled = reason;
    }

    @Override
    public void begin(int answer) {
        speaking = voice.apply(answer);
        item = new Spoken("resp_" + prefix + answer, "item_" + prefix + answer);
        words = "Canned speech number " + (answer + 1) + ".";
        items.addFirst(item);
        if (items.size() > MOST_REMEMBERED) {
            items.removeLast();
        }
        say("response.created", "\"response\":" + response("in_progress", "null", ""));
        say("response.output_item.added", ofResponse(false) + ",\"item\":" + item("in_progress", ""));
        say("conversation.item.added", "\"previous_item_id\":null,\"item\":" + item("in_progress", ""));
        say("response.content_part.added", ofResponse(true) + ",\"part\":{\"type\":\"audio\",\"transcript\":\"\"}");
    }

    @Override
    public void chunk() {
        int index = item.chunks++;
        if (index == 0) {
            sayTranscript("Canned speech");
        } else if (index == 1) {
            sayTranscript(words.substring("Canned speech".length()));
        }
        CannedSpeech sound = index == 0 ? speaking.first() : speaking.more();
        channel.write(
                sound.chunk(channel.alloc(), head("response.output_audio.delta") + ofResponse(true) + ",\"delta\":\""));
        channel.write(sound.rest());
    }

    private void sayTranscript(String delta) {
        say("response.output_audio_transcript.delta", ofResponse(true) + ",\"delta\":\"" + delta + "\"");
    }

    @Override
    public void end() {
        finish("completed", "null");
    }

    @Override
    public void breakOff() {
        finish("cancelled", "{\"type\":\"cancelled\",\"reason\":\"" + cancelled + "\"}");
        cancelled = "turn_detected";
    }

    private void finish(String status, String details) {
        String said = item.chunks > 1 ? words : item.chunks == 1 ? "Canned speech" : "";
        String itemStatus = status.equals("completed") ? status : "incomplete";
        String content = "{\"type\":\"output_audio\",\"transcript\":\"" + said + "\"}";
        say("response.output_audio.done", ofResponse(true));
        say("response.output_audio_transcript.done", ofResponse(true) + ",\"transcript\":\"" + said + "\"");
        say(
                "response.content_part.done",
                ofResponse(true) + ",\"part\":{\"type\":\"audio\",\"transcript\":\"" + said + "\"}");
        say("conversation.item.done", "\"previous_item_id\":null,\"item\":" + item(itemStatus, content));
        say("response.output_item.done", ofResponse(false) + ",\"item\":" + item(itemStatus, content));
        say("response.done", "\"response\":" + response(status, details, item(itemStatus, content)));
    }

    /** A response that is one call of a function, whole. */
    void call(String name, String argumentsJson) {
        int call = calls++;
        item = new Spoken("resp_" + prefix + "c" + call, "item_" + prefix + "c" + call);
        String arguments = TextNode.valueOf(argumentsJson).toString();
        String ofCall =
                ofResponse(false) + ",\"item_id\":\"" + item.itemId + "\",\"call_id\":\"call_" + prefix + call + "\"";
        String begun = function(call, name, "in_progress", "\"\"");
        String done = function(call, name, "completed", arguments);
        say("response.created", "\"response\":" + response("in_progress", "null", ""));
        say("response.output_item.added", ofResponse(false) + ",\"item\":" + begun);
        say("conversation.item.added", "\"previous_item_id\":null,\"item\":" + begun);
        say("response.function_call_arguments.delta", ofCall + ",\"delta\":" + arguments);
        say("response.function_call_arguments.done", ofCall + ",\"name\":\"" + name + "\",\"arguments\":" + arguments);
        say("conversation.item.done", "\"previous_item_id\":null,\"item\":" + done);
        say("response.output_item.done", ofResponse(false) + ",\"item\":" + done);
        say("response.done", "\"response\":" + response("completed", "null", done));
    }

    private String function(int call, String name, String status, String arguments) {
        return "{\"id\":\"" + item.itemId + "\",\"object\":\"realtime.item\",\"type\":\"function_call\",\"status\":\""
                + status + "\",\"name\":\"" + name + "\",\"call_id\":\"call_" + prefix + call + "\",\"arguments\":"
                + arguments + "}";
    }

    private String response(String status, String details, String output) {
        return "{\"object\":\"realtime.response\",\"id\":\"" + item.responseId + "\",\"status\":\"" + status
                + "\",\"status_details\":" + details + ",\"output\":[" + output + "],\"conversation_id\":\"conv_"
                + prefix
                + "\",\"output_modalities\":[\"audio\"],\"metadata\":null,\"usage\":null}";
    }

    private String item(String status, String content) {
        return "{\"id\":\"" + item.itemId + "\",\"object\":\"realtime.item\",\"type\":\"message\",\"status\":\""
                + status + "\",\"role\":\"assistant\",\"content\":[" + content + "]}";
    }

    private String ofResponse(boolean isPart) {
        return "\"response_id\":\"" + item.responseId + "\",\"output_index\":0"
                + (isPart ? ",\"item_id\":\"" + item.itemId + "\",\"content_index\":0" : "");
    }

    private String head(String type) {
        return "{\"type\":\"" + type + "\",\"event_id\":\"event_" + prefix + events++ + "\",";
    }

    /** An event of this type with these fields, one or more. */
    void say(String type, String fields) {
        channel.write(CannedSpeech.message(channel.alloc(), head(type) + fields + "}"));
    }

    @Override
    public void speakRubbish() {
        speaking = RealtimeVoices.Voice.rubbish();
        voice = answer -> speaking;
    }
}
