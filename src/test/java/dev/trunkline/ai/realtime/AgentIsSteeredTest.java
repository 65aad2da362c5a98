package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentIsSteeredTest {

    private static final String DELETE = "{'type':'conversation.item.delete','item_id':'%s'}";

    @Test
    void itIsToldThingsForGoodOrForOneAnswer() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().context("It rains.", true);
            session.call.leg().context("Be quick.", false);
            session.call.leg().flush();
            assertThat(session.sent())
                    .containsExactly(
                            "{'type':'conversation.item.create','item':{'type':'message','id':'lasting_1','role':'system',"
                                    + "'content':[{'type':'input_text','text':'It rains.'}]}}",
                            "{'type':'conversation.item.create','item':{'type':'message','id':'context_2','role':'system',"
                                    + "'content':[{'type':'input_text','text':'Be quick.'}]}}");

            session.begins("r1");
            session.ends("r1", "completed");
            assertThat(session.sent()).containsExactly("{'type':'conversation.item.delete','item_id':'context_2'}");
            session.begins("r2");
            session.ends("r2", "completed");

            assertThat(session.sent()).isEmpty();
        }
    }

    @Test
    void whatItIsToldForGoodTakesThePlaceOfWhatItWasToldBefore() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().context("It rains.", true);
            session.call.leg().context("It rains.\nIt snows.", true);
            session.call.leg().flush();

            assertThat(session.sent()).hasSize(3).last().isEqualTo(DELETE.formatted("lasting_1"));
        }
    }

    @Test
    void whatIsForOneAnswerIsKeptForTheNextWhenThatOneCameToNothing() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().context("Be quick.", false);
            session.begins("r1");
            session.hears("speech_started", "caller_1");
            session.ends("r1", "cancelled");
            assertThat(session.sent()).doesNotContain(DELETE.formatted("context_1"));

            session.begins("r2");
            session.sounds("r2", "i2", 160);
            session.hears("speech_started", "caller_2");
            session.ends("r2", "cancelled");

            assertThat(session.sent()).contains(DELETE.formatted("context_1"));
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
}
