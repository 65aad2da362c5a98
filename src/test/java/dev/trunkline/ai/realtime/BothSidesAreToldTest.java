package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BothSidesAreToldTest {

    @Test
    void theCallersWordsGrowAndAreWholeAtTheEnd() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            String words = "{'type':'conversation.item.input_audio_transcription.";
            session.says(words + "delta','item_id':'a','delta':'I want'}");
            session.says(words + "delta','item_id':'b','delta':'Hm'}");
            session.says(words + "delta','item_id':'a','delta':' to pay'}");
            session.says(words + "updated','item_id':'b','transcript':'Hello there'}");
            session.says(words + "completed','item_id':'a','transcript':'I want to pay.\\n'}");
            session.says(words + "completed','item_id':'b','transcript':''}");
            session.says(words + "failed','item_id':'c','error':{'code':'audio_unintelligible','message':'m'}}");

            assertThat(session.call.heard)
                    .containsExactly(
                            "user... I want",
                            "user... Hm",
                            "user... I want to pay",
                            "user... Hello there",
                            "user I want to pay.",
                            "AiProblem[code=audio_unintelligible, slug=transcription_failed, message=m]");
        }
    }

    @Test
    void theAgentsWordsGrowBesideTheirSound() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.says(
                    "{'type':'response.output_audio_transcript.delta','response_id':'r','item_id':'i','delta':'Hel'}");
            session.sounds("r", "i", 3);
            session.says("{'type':'response.audio_transcript.delta','response_id':'r','item_id':'i','delta':'lo'}");
            session.ends("r", "completed");

            assertThat(session.call.heard).containsExactly("more i Hel", "audio i 000000", "more i lo", "turn ended");
        }
    }

    @ParameterizedTest
    @CsvSource({"completed", "cancelled"})
    void aTurnEndsWithItsResponse(String status) {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.ends("r", status);

            assertThat(session.call.heard).containsExactly("turn ended");
        }
    }

    @Test
    void anAnswerThatWasCutOffByItsMakerIsAProblem() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.says("{'type':'response.done','response':{'id':'r','status':'incomplete','status_details':"
                    + "{'type':'incomplete','reason':'max_output_tokens'}}}");

            assertThat(session.call.heard)
                    .containsExactly(
                            "turn ended", "AiProblem[code=max_output_tokens, slug=response_incomplete, message=]");
        }
    }

    @Test
    void whatNobodyKnowsIsCountedAndTheSessionGoesOn() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.says("{'type':'response.thought.delta'}");
            session.says("[1]");
            session.channel.writeInbound(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(new byte[] {1})));
            session.says("{'type':'rate_limits.updated','rate_limits':[]}");
            session.begins("r");
            session.sounds("r", "i", 1);

            assertThat(session.call.heard)
                    .containsExactly(
                            "rejected unknown_type", "rejected bad_json", "rejected binary_frame", "audio i 00");
        }
    }

    @Test
    void soundThatWasReadIsKnownByThePongBehindIt() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().sendAudio(new byte[160], 160);
            session.call.leg().sendAudio(new byte[160], 160);
            session.call.leg().flush();
            assertThat(session.sent())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("{'type':'input_audio_buffer.append','audio':'AAAA");
            session.answersPingsFor(2_100);

            assertThat(session.call.heardBytes).isEqualTo(320);
        }
    }
}
