package dev.trunkline.engine.realtime.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.engine.NotingMind;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.realtime.wire.SessionConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions in which the caller's words are written down, and nobody answers. */
class TranscriptionSessionsTest {

    private final SessionScene scene = new SessionScene(
            new NotingMind(),
            ChatPlan.defaults(),
            SessionConfig.usual("gpt-realtime", "Be kind.", "marin").transcribing());

    @Test
    void theyShowHowTheCallerIsHeardAndNothingOfAnAgent() {
        JsonNode session = scene.next("session.created").path("session");

        assertThat(session.path("type").asText()).isEqualTo("transcription");
        assertThat(session.path("object").asText()).isEqualTo("realtime.transcription_session");
        assertThat(session.path("audio")
                        .path("input")
                        .path("transcription")
                        .path("model")
                        .asText())
                .isEqualTo("whisper-1");
        assertThat(session.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("type", "object", "id", "expires_at", "include", "audio");
        assertThat(session.path("audio").has("output")).isFalse();
    }

    @Test
    void theCallersWordsAreWrittenDownAndNobodyAnswers() {
        scene.ears.willHear("when are you open");
        scene.speaks(600).isSilent(700);

        assertThat(scene.next("conversation.item.input_audio_transcription.completed")
                        .path("transcript")
                        .asText())
                .isEqualTo("when are you open");
        scene.isSilent(5_000);
        assertThat(scene.types()).isEmpty();
    }

    @Test
    void theCallerIsHeardAsTheClientSays() {
        scene.send("{'type':'session.update','session':{'type':'transcription','audio':{'input':{"
                + "'format':{'type':'audio/pcmu'},'transcription':{'model':'gpt-4o-transcribe','language':'en'},"
                + "'turn_detection':null}},'include':['item.input_audio_transcription.logprobs']}}");

        JsonNode input =
                scene.next("session.updated").path("session").path("audio").path("input");
        assertThat(input.path("format").path("type").asText()).isEqualTo("audio/pcmu");
        assertThat(input.path("turn_detection").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'type':'transcription','instructions':'Be brief.'|session.instructions",
                "'type':'transcription','audio':{'output':{}}|session.audio.output",
                "'type':'realtime'|session.type",
                "'type':'translation'|session.type",
            })
    void thereIsNothingToSayAboutAnAgent(String session, String param) {
        scene.send("{'type':'session.update','session':{" + session + "}}");

        assertThat(scene.next("error").path("error").path("param").asText()).isEqualTo(param);
    }

    @Test
    void noResponseCanBeAskedFor() {
        scene.typed("Hello.").take();
        scene.respond();

        assertThat(scene.types()).containsExactly("error");
    }

    @Test
    void whoTalksWithAnAgentCannotTurnThatIntoDictation() {
        SessionScene talk = new SessionScene(new NotingMind());
        talk.send("{'type':'session.update','session':{'type':'transcription'}}");

        assertThat(talk.next("error").path("error").path("param").asText()).isEqualTo("session.type");
    }
}
