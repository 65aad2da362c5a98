package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneResponseAtATimeTest {

    private static final String FIRST = "{'type':'response.create','event_id':'response_1'}";
    private static final String SECOND = "{'type':'response.create','event_id':'response_2'}";

    @Test
    void whatIsWantedMeanwhileWaitsAndIsAskedForOnce() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().userSaid("one");
            session.call.leg().userSaid("two");
            session.call.leg().userSaid("three");
            session.call.leg().flush();
            assertThat(session.sent()).containsOnlyOnce(FIRST).hasSize(4);

            session.begins("r1");
            assertThat(session.sent()).isEmpty();
            session.ends("r1", "completed");
            assertThat(session.sent()).containsExactly(SECOND);
            session.begins("r2");
            session.ends("r2", "completed");

            assertThat(session.sent()).isEmpty();
        }
    }

    @Test
    void oneThatTheFarEndRefusesForItsOwnIsAskedForAfterIt() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().userSaid("one");
            session.call.leg().flush();
            session.sent();
            session.begins("of_its_own");
            session.reports("conversation_already_has_active_response", "wait", "response_1");
            assertThat(session.sent()).isEmpty();

            session.ends("of_its_own", "completed");

            assertThat(session.sent()).containsExactly(SECOND);
            assertThat(session.call.heard).containsExactly("turn ended");
        }
    }

    @Test
    void oneThatIsRefusedForOneThatWeDoNotKnowIsAskedForAgainSoon() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().userSaid("one");
            session.call.leg().flush();
            session.sent();
            session.reports("conversation_already_has_active_response", "wait", "response_1");
            assertThat(session.sent()).isEmpty();

            session.scheduler.advanceMillis(200);

            assertThat(session.sent()).containsExactly(SECOND);
        }
    }

    @Test
    void soIsOneThatIsRefusedWithoutAName() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().userSaid("one");
            session.call.leg().flush();
            session.sent();
            session.reports("conversation_already_has_active_response", "wait", "");
            assertThat(session.call.heard).isEmpty();

            session.scheduler.advanceMillis(200);

            assertThat(session.sent()).containsExactly(SECOND);
        }
    }

    @Test
    void oneThatNeitherBeginsNorIsRefusedIsNotWaitedForForEver() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().userSaid("one");
            session.call.leg().flush();
            session.reports("invalid_value", "no", "");
            session.call.leg().userSaid("two");
            session.call.leg().flush();
            assertThat(session.sent()).contains(FIRST).doesNotContain(SECOND);

            session.answersPingsFor(4_900);
            session.scheduler.advanceMillis(100);

            assertThat(session.sent()).contains(SECOND);
        }
    }

    @Test
    void oneThatIsRefusedAfterTheCallerHasGoneOnIsNotAskedForAgain() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().userSaid("one");
            session.call.leg().flush();
            session.begins("of_its_own");
            session.sent();
            session.hears("speech_started", "caller_1");
            session.reports("conversation_already_has_active_response", "wait", "response_1");
            session.ends("of_its_own", "cancelled");

            assertThat(session.sent()).isEmpty();
        }
    }

    @Test
    void oneThatIsRefusedForAnotherReasonIsAProblemAndTheNextOneIsAskedFor() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().userSaid("one");
            session.call.leg().speak("two");
            session.call.leg().flush();
            session.sent();
            session.reports("invalid_value", "no", "response_1");

            assertThat(session.sent()).singleElement().asString().contains("'event_id':'response_2'", "two");
            assertThat(session.call.heard)
                    .containsExactly("AiProblem[code=invalid_value, slug=invalid_request_error, message=no]");
        }
    }
}
