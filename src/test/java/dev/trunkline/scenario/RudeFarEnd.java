package dev.trunkline.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.ai.realtime.EmbeddedRealtime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A far end of the Realtime dialect that takes any settings, and otherwise says what it is told to say, true or not. */
final class RudeFarEnd implements EmbeddedRealtime.FarEnd {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CHUNK_BYTES = 800;

    private final EmbeddedRealtime.Line line;
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final List<String> doubled = new ArrayList<>();

    /** @param expiresAtSeconds as it says; 0 for not at all */
    RudeFarEnd(EmbeddedRealtime.Line line, long expiresAtSeconds) {
        this.line = line;
        say("{'type':'session.created','session':{'id':'sess_1','expires_at':" + expiresAtSeconds + "}}");
    }

    /** It says when it ends its session, which lasts. */
    void expires(long atSeconds) {
        say("{'type':'session.updated','session':{'id':'sess_1','expires_at':" + atSeconds + "}}");
    }

    @Override
    public void onText(String text) {
        JsonNode event = FaceScene.json(text);
        switch (event.path("type").asText()) {
            case "session.update" -> line.say("{\"type\":\"session.updated\",\"session\":{\"id\":\"sess_1\"}}");
            case "conversation.item.create" -> {
                JsonNode item = event.path("item");
                if (item.path("type").asText().equals("function_call_output")) {
                    String id = item.path("call_id").asText();
                    if (answers.put(id, item.path("output").asText()) != null) {
                        doubled.add(id);
                    }
                }
            }
            default -> {
                // It does not listen.
            }
        }
    }

    @Override
    public void onClosed() {}

    /** What it was answered, by the id of the call. */
    Map<String, String> answers() {
        return answers;
    }

    /** What it was answered twice. */
    List<String> doubled() {
        return doubled;
    }

    void say(String json) {
        line.say(json.replace('\'', '"'));
    }

    /** The model calls a function. */
    void calls(String id, String name, String arguments) {
        ObjectNode done =
                JSON.createObjectNode().put("type", "response.output_item.done").put("response_id", "r");
        done.putObject("item")
                .put("id", "item_of_" + id.length())
                .put("type", "function_call")
                .put("status", "completed")
                .put("name", name)
                .put("call_id", id)
                .put("arguments", arguments);
        line.say(done.toString());
    }

    void begins(String response) {
        say("{'type':'response.created','response':{'id':'" + response + "'}}");
    }

    void ends(String response) {
        say("{'type':'response.done','response':{'id':'" + response + "','status':'completed'}}");
    }

    void words(String response, String item, String words) {
        say("{'type':'response.output_audio_transcript.delta','response_id':'" + response + "','item_id':'" + item
                + "','delta':'" + words + "'}");
    }

    /** Sound of an item, mu-law. */
    void sounds(String response, String item, byte[] muLaw) {
        for (int from = 0; from < muLaw.length; from += CHUNK_BYTES) {
            byte[] chunk = Arrays.copyOfRange(muLaw, from, Math.min(muLaw.length, from + CHUNK_BYTES));
            say("{'type':'response.output_audio.delta','response_id':'" + response + "','item_id':'" + item
                    + "','content_index':0,'delta':'" + Base64.getEncoder().encodeToString(chunk) + "'}");
        }
    }
}
