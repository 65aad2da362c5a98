package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentIsSteeredTest {

    @Test
    void itIsToldThingsForGoodOrForOneAnswer() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().context("It rains.", true);
            session.call.leg().context("Be quick.", false);
            session.call.leg().flush();
            assertThat(session.sent())
                    .containsExactly(
                            "{'type':'conversation.item.create','item':{'type':'message','role':'system',"
                                    + "'content':[{'type':'input_text','text':'It rains.'}]}}",
                            "{'type':'conversation.item.create','item':{'type':'message','id':'context_1','role':'system',"
                                    + "'content':[{'type':'input_text','text':'Be quick.'}]}}");

            session.begins("r1");
            session.ends("r1", "completed");
            assertThat(session.sent()).containsExactly("{'type':'conversation.item.delete','item_id':'context_1'}");
            session.begins("r2");
            session.ends("r2", "completed");

            assertThat(session.sent()).isEmpty();
        }
    }

    @Test
    void itSpeaksAsNearlyAsItCanOrWordForWord() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().speak("One moment.");
            session.call.leg().flush();

            assertThat(session.sent())
                    .singleElement()
                    .asString()
                    .startsWith("{'type':'response.create'")
                    .contains("One moment.", "'tool_choice':'none'");
        }
        try (EmbeddedSession session = EmbeddedSession.ready(RealtimeDialect.XAI, EmbeddedSession.profile())) {
            session.call.leg().speak("One moment.");
            session.call.leg().flush();

            assertThat(session.call.leg().traits().speaksWordForWord()).isTrue();
            assertThat(session.sent())
                    .containsExactly("{'type':'conversation.item.create','item':{'type':'force_message',"
                            + "'role':'assistant','interruptible':true,"
                            + "'content':[{'type':'output_text','text':'One moment.'}]}}");
        }
    }

    @Test
    void itAnswersNothingInAPauseAndWhatItMissedAfterIt() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().pause();
            session.call.leg().pause();
            session.call.leg().flush();
            assertThat(session.sent())
                    .containsExactly("{'type':'session.update','session':{'type':'realtime','audio':{'input':"
                            + "{'turn_detection':{'type':'server_vad','create_response':false}}}}}");
            session.hears("committed", "caller_1");
            session.transcribes("caller_1", "Are you there?");
            assertThat(session.call.heard).containsExactly("user Are you there?");
            assertThat(session.sent()).isEmpty();

            session.call.leg().resume();
            session.call.leg().flush();

            assertThat(session.sent())
                    .containsExactly(
                            "{'type':'session.update','session':{'type':'realtime','audio':{'input':"
                                    + "{'turn_detection':{'type':'server_vad','create_response':true}}}}}",
                            "{'type':'response.create','event_id':'response_1'}");
        }
    }

    @Test
    void aFarEndThatCannotBeAskedToWaitIsCutOffInAPause() {
        try (EmbeddedSession session = EmbeddedSession.ready(RealtimeDialect.XAI, EmbeddedSession.profile())) {
            session.call.leg().pause();
            session.begins("r1");
            session.sounds("r1", "i1", 160);

            assertThat(session.sent()).containsExactly("{'type':'response.cancel','response_id':'r1'}");
            assertThat(session.call.heard).isEmpty();
        }
    }
}
