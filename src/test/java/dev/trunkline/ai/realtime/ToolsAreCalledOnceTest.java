package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.ToolCall;
import org.junit.jupiter.api.Test;

class ToolsAreCalledOnceTest {

    private static final String ARGUMENTS = "{'type':'response.function_call_arguments.done','response_id':'r',"
            + "'item_id':'i','call_id':'c1','name':'look_up','arguments':'{}'}";
    private static final String ITEM = "{'type':'response.output_item.done','response_id':'r','item':"
            + "{'type':'function_call','status':'completed','call_id':'c1','name':'look_up','arguments':'{}'}}";
    private static final ToolCall CALL = new ToolCall("c1", "look_up", "{}", false, true);
    private static final String OUTPUT = "{'type':'conversation.item.create','item':{'type':'function_call_output',"
            + "'call_id':'c1','output':'42'}}";

    @Test
    void thoughTwoEventsSpeakOfEach() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.says(ARGUMENTS);
            session.says(ITEM);
            session.says(ITEM);
            session.ends("r", "completed");

            assertThat(session.call.heard).containsExactly(CALL.toString());
        }
    }

    @Test
    void byTheEndOfTheResponseWhereNothingElseIsSaid() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.says(ARGUMENTS);
            assertThat(session.call.heard).isEmpty();
            session.ends("r", "completed");

            assertThat(session.call.heard).containsExactly(CALL.toString());
        }
    }

    @Test
    void andNotAtAllWhenTheirArgumentsMayBeCutOff() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.says(ARGUMENTS);
            session.says(ITEM.replace("'completed'", "'incomplete'"));
            session.ends("r", "incomplete");

            assertThat(session.call.heard).first().isEqualTo("turn ended");
            assertThat(session.call.heard).noneMatch(line -> line.startsWith("ToolCall"));
        }
    }

    @Test
    void theModelIsAskedToGoOnWhenAllAreAnsweredAndItsResponseIsDone() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.says(ITEM);
            session.says(ITEM.replace("c1", "c2"));
            session.call.leg().toolSucceeded(CALL, "42");
            session.call.leg().toolSucceeded(CALL, "again");
            session.call.leg().flush();
            assertThat(session.sent()).containsExactly(OUTPUT);

            session.call
                    .leg()
                    .toolFailed(new ToolCall("c2", "look_up", "{}", false, true), "timeout", "It takes too long.");
            session.call.leg().flush();
            assertThat(session.sent())
                    .containsExactly("{'type':'conversation.item.create','item':{'type':'function_call_output',"
                            + "'call_id':'c2','output':'It takes too long.'}}");

            session.ends("r", "completed");

            assertThat(session.sent()).containsExactly("{'type':'response.create','event_id':'response_1'}");
        }
    }

    /** A model that calls hang_up says goodbye when it is answered. */
    @Test
    void theTurnOfWhomACallWasAnsweredAtOnceIsOverWhenItHasSpokenOfIt() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.says(ITEM);
            session.call.leg().toolSucceeded(CALL, "42");
            session.ends("r", "completed");
            assertThat(session.call.heard).containsExactly(CALL.toString());

            session.begins("r2");
            session.ends("r2", "completed");

            assertThat(session.call.heard).containsExactly(CALL.toString(), "turn ended");
        }
    }

    @Test
    void wordsThatWereOrderedBetweenAreNotWhatItHasToSayOfIt() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.says(ITEM);
            session.call.leg().speak("One moment.");
            session.call.leg().toolSucceeded(CALL, "42");
            session.ends("r", "completed");
            session.begins("ordered");
            session.ends("ordered", "completed");
            assertThat(session.call.heard).containsExactly(CALL.toString());

            session.begins("r2");
            session.ends("r2", "completed");

            assertThat(session.call.heard).containsExactly(CALL.toString(), "turn ended");
        }
    }

    @Test
    void nothingIsRememberedThatIsTooLongForAnIdOrAName() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r");
            session.says(ITEM.replace("c1", "c".repeat(513)));
            session.says(ITEM.replace("look_up", "l".repeat(10_000)).replace("'{}'", "'" + "[".repeat(100_000) + "'"));

            assertThat(session.call.heard)
                    .containsExactly(
                            "rejected too_long",
                            new ToolCall("c1", "l".repeat(512), "[".repeat(65_536), false, true).toString());
        }
    }
}
