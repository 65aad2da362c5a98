package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AgentProfile;
import dev.trunkline.ai.ToolCall;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentIsPausedTest {

    private static final String CALL = "{'type':'response.output_item.done','response_id':'r1','item':"
            + "{'type':'function_call','status':'completed','call_id':'c1','name':'look_up','arguments':'{}'}}";

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

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheCallerSaysInAPauseIsAnsweredOnceAfterIt(boolean weDecide) {
        try (EmbeddedSession session = ready(weDecide)) {
            session.call.leg().pause();
            session.hears("committed", "caller_1");
            session.call.leg().userSaid("Are you there?");
            resumes(session);

            assertThat(asked(session)).containsExactly("response_1");
            session.begins("r1");
            session.ends("r1", "completed");
            assertThat(asked(session)).isEmpty();
        }
    }

    @Test
    void soIsWhatAToolFindsOutMeanwhile() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r1");
            session.says(CALL);
            session.ends("r1", "completed");
            session.call.leg().pause();
            session.call.leg().toolSucceeded(new ToolCall("c1", "look_up", "{}", false, true), "42");
            session.hears("committed", "caller_1");
            resumes(session);

            assertThat(asked(session)).containsExactly("response_1");
            session.begins("r2");
            session.ends("r2", "completed");
            assertThat(asked(session)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerOfWhichNothingWasHeardBeforeThePauseIsMadeAfterIt(boolean weDecide) {
        try (EmbeddedSession session = ready(weDecide)) {
            session.hears("committed", "caller_1");
            session.begins("r1");
            session.sent();
            session.call.leg().pause();
            session.call.leg().flush();
            assertThat(session.sent()).contains("{'type':'response.cancel','response_id':'r1'}");
            session.sounds("r1", "i1", 160);
            session.ends("r1", "cancelled");
            assertThat(session.call.heard).containsExactly("turn ended");
            assertThat(asked(session)).isEmpty();

            resumes(session);

            assertThat(asked(session)).hasSize(1);
        }
    }

    @Test
    void soIsOneThatHadOnlyBeenAskedForOrBeginsInThePause() {
        try (EmbeddedSession session = ready(true)) {
            session.hears("committed", "caller_1");
            assertThat(asked(session)).containsExactly("response_1");
            session.call.leg().pause();
            session.begins("r1");
            assertThat(session.sent()).containsExactly("{'type':'response.cancel','response_id':'r1'}");
            session.ends("r1", "cancelled");
            resumes(session);

            assertThat(asked(session)).containsExactly("response_2");
        }
        try (EmbeddedSession session = ready(false)) {
            session.hears("committed", "caller_1");
            session.call.leg().pause();
            session.begins("r1");
            session.ends("r1", "cancelled");
            resumes(session);

            assertThat(asked(session)).containsExactly("response_1");
        }
    }

    @Test
    void whatWasHeardInPartIsNotSaidAgain() {
        try (EmbeddedSession session = ready(false)) {
            session.begins("r1");
            session.sounds("r1", "i1", 160);
            session.call.leg().pause();
            session.ends("r1", "cancelled");
            resumes(session);

            assertThat(asked(session)).isEmpty(); // the call says where it broke off
        }
    }

    @Test
    void theGreetingComesAfterThePauseAndWordsThatWereOrderedBeforeItDoNot() {
        AgentProfile greeting = EmbeddedSession.greeting("Good day.");
        try (EmbeddedSession session = EmbeddedSession.ready(greeting)) {
            session.call.leg().speak("One moment.");
            session.call.leg().pause();
            session.begins("r1");
            session.ends("r1", "cancelled");
            assertThat(asked(session)).isEmpty();
            resumes(session);

            assertThat(session.sent())
                    .filteredOn(text -> text.contains("response.create"))
                    .singleElement()
                    .asString()
                    .contains("Good day.");
        }
    }

    @Test
    void wordsThatAreOrderedInThePauseAreSaidInIt() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().pause();
            session.hears("committed", "caller_1");
            session.transcribes("caller_1", "Hello?");
            session.call.heard.clear();
            session.call.leg().speak("Somebody will be with you soon.");
            session.call.leg().flush();

            assertThat(session.sent()).last().asString().contains("'response_1'", "Somebody will be with you soon.");
            session.begins("r1");
            session.sounds("r1", "i1", 1);
            session.ends("r1", "completed");
            assertThat(session.call.heard).containsExactly("audio i1 00", "turn ended");
            assertThat(asked(session)).isEmpty();
            resumes(session);

            assertThat(asked(session)).containsExactly("response_2");
        }
    }

    private static EmbeddedSession ready(boolean weDecide) {
        return EmbeddedSession.ready(
                weDecide ? EmbeddedSession.turning(EmbeddedSession.WE_DECIDE) : EmbeddedSession.profile());
    }

    private static void resumes(EmbeddedSession session) {
        session.call.leg().resume();
        session.call.leg().flush();
    }

    /** The answers that it was asked for since it was last asked what it was sent. */
    private static List<String> asked(EmbeddedSession session) {
        return session.sent().stream()
                .filter(text -> text.contains("'response.create'"))
                .map(text -> text.replaceAll(".*'event_id':'(\\w+)'.*", "$1"))
                .toList();
    }
}
