package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.plan.ChatLimits;
import dev.trunkline.engine.plan.ChatPlan;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session tells what holds for it, takes changes field by field, and names the field that is wrong. */
class SessionSettingsTest {

    private final NotingMind mind = new NotingMind();
    private final SessionScene scene = new SessionScene(mind);

    private JsonNode updated(String fields) {
        scene.take();
        return scene.update(fields).next("session.updated").path("session");
    }

    @Test
    void aSessionBeginsWithTheDocumentedDefaults() {
        JsonNode session = scene.next("session.created").path("session");

        assertThat(session.path("type").asText()).isEqualTo("realtime");
        assertThat(session.path("output_modalities")).hasSize(1);
        JsonNode input = session.path("audio").path("input");
        assertThat(input.path("format").toString()).isEqualTo("{\"type\":\"audio/pcm\",\"rate\":24000}");
        assertThat(input.path("turn_detection").path("type").asText()).isEqualTo("server_vad");
        assertThat(input.path("turn_detection").path("silence_duration_ms").asInt())
                .isEqualTo(500);
        assertThat(input.path("turn_detection").path("interrupt_response").asBoolean())
                .isTrue();
        assertThat(session.path("max_output_tokens").asText()).isEqualTo("inf");
        assertThat(session.path("tool_choice").asText()).isEqualTo("auto");
        assertThat(session.path("expires_at").asLong()).isGreaterThan(SessionScene.BEGINNING.getEpochSecond());
    }

    @Test
    void aChangedFieldLeavesTheOthers() {
        updated("'instructions':'Be brief.','audio':{'output':{'format':{'type':'audio/pcmu'}}}");

        JsonNode session = updated("'audio':{'input':{'turn_detection':{'type':'semantic_vad','eagerness':'low'}}}");

        assertThat(session.path("instructions").asText()).isEqualTo("Be brief.");
        JsonNode audio = session.path("audio");
        assertThat(audio.path("output").path("format").path("type").asText()).isEqualTo("audio/pcmu");
        assertThat(audio.path("input").path("format").path("type").asText()).isEqualTo("audio/pcm");
        assertThat(audio.path("input").path("turn_detection").path("eagerness").asText())
                .isEqualTo("low");
    }

    @Test
    void whatIsClearedIsGone() {
        updated("'instructions':'Be brief.','tools':[{'type':'function','name':'f'}],"
                + "'audio':{'input':{'transcription':{'model':'whisper-1'},'turn_detection':null}}");

        JsonNode session = updated("'instructions':'','tools':[],'audio':{'input':{'transcription':null}}");

        assertThat(session.path("instructions").asText()).isEmpty();
        assertThat(session.path("tools")).isEmpty();
        JsonNode input = session.path("audio").path("input");
        assertThat(input.path("transcription").isObject()).isFalse();
        assertThat(input.path("turn_detection").isObject()).isFalse();
    }

    @Test
    void nothingChangesWhenAnythingIsWrong() {
        scene.update("'instructions':'Be brief.','max_output_tokens':0");
        scene.take();

        assertThat(updated("'tracing':'auto'").path("instructions").asText()).isEqualTo("Be kind.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'colour':'red'                                   | unknown_parameter       | session.colour",
                "'instructions':7                                 | invalid_type            | session.instructions",
                "'output_modalities':['text','audio']             | invalid_value           | session.output_modalities",
                "'output_modalities':['smell']                    | invalid_value           | session.output_modalities[0]",
                "'max_output_tokens':9999                         | invalid_value           | session.max_output_tokens",
                "'audio':{'input':{'format':{'type':'audio/mp3'}}} | invalid_value          | session.audio.input.format.type",
                "'audio':{'input':{'format':{'type':'audio/pcm','rate':16000}}} | invalid_value | session.audio.input.format.rate",
                "'audio':{'input':{'turn_detection':{}}}          | missing_required_parameter | session.audio.input.turn_detection.type",
                "'audio':{'input':{'turn_detection':{'type':'server_vad','threshold':2}}} | invalid_value | session.audio.input.turn_detection.threshold",
                "'audio':{'output':{'speed':9}}                   | invalid_value           | session.audio.output.speed",
                "'tools':[{'type':'mcp','server_label':'x'}]      | invalid_value           | session.tools[0].type",
                "'tools':[{'type':'function'}]                    | missing_required_parameter | session.tools[0].name",
                "'tools':[{'type':'function','name':'call me!'}]  | invalid_value           | session.tools[0].name",
                "'tool_choice':{'type':'function','name':'none'}  | invalid_value           | session.tool_choice",
                "'prompt':{'id':'p'}                              | invalid_value           | session.prompt"
            })
    void theErrorNamesTheField(String fields, String code, String param) {
        scene.send("{'type':'session.update','event_id':'mine','session':{'type':'realtime'," + fields + "}}");

        JsonNode error = scene.next("error").path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("event_id").asText()).isEqualTo("mine");
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
    }

    @Test
    void aSessionMustSayWhatItIs() {
        scene.send("{'type':'session.update','session':{}}");

        assertThat(scene.next("error").path("error").path("param").asText()).isEqualTo("session.type");
    }

    @Test
    void theVoiceStaysWhileTheAgentSpeaks() {
        mind.willThink(listener -> listener.onSentence("One moment, please."));
        scene.typed("Hello.").respond().take();

        scene.update("'audio':{'output':{'voice':'Ava'}}");

        assertThat(scene.next("error").path("error").path("code").asText()).isEqualTo("cannot_update_voice");
    }

    @Test
    void theVoiceStaysOnceTheAgentHasSpokenOutOfBand() {
        scene.send("{'type':'response.create','response':{'conversation':'none'}}")
                .take();

        scene.update("'audio':{'output':{'voice':'Ava'}}");

        assertThat(scene.next("error").path("error").path("code").asText()).isEqualTo("cannot_update_voice");
    }

    @Test
    void theVoiceStaysOnceTheAgentHasSpoken() {
        assertThat(updated("'audio':{'output':{'voice':'Ava'}}")
                        .path("audio")
                        .path("output")
                        .path("voice")
                        .asText())
                .isEqualTo("Ava");
        scene.typed("Hello.").respond().take();

        scene.update("'audio':{'output':{'voice':'marin'}}");

        assertThat(scene.next("error").path("error").path("code").asText()).isEqualTo("cannot_update_voice");
    }

    @ParameterizedTest
    @CsvSource({"audio/pcm, 48", "audio/pcmu, 8", "audio/pcma, 8"})
    void theAgentSoundsInTheSessionsFormat(String type, int bytesPerMilli) {
        mind.willSay("Hi.");
        scene.update("'audio':{'output':{'format':{'type':'" + type + "'}}}")
                .typed("Hello.")
                .respond();

        byte[] sound = Base64.getDecoder()
                .decode(scene.next("response.output_audio.delta").path("delta").asText());

        assertThat(sound).hasSize(90 * bytesPerMilli);
    }

    @Test
    void aSessionHasALongestTime() {
        ChatPlan brief = ChatPlan.defaults().withLimits(new ChatLimits(120_000, 60_000, 0, 2));
        SessionScene minute = new SessionScene(mind, brief);

        minute.time.advanceMillis(59_999);
        assertThat(minute.isClosed()).isFalse();
        minute.time.advanceMillis(1);

        assertThat(minute.next("error").path("error").path("code").asText()).isEqualTo("session_expired");
        assertThat(minute.isClosed()).isTrue();
    }
}
