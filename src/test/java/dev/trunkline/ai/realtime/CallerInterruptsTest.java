package dev.trunkline.ai.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A far end that interrupts by itself: it says when the caller begins to speak. */
class CallerInterruptsTest {

    @Test
    void theAgentIsCutOffAtOnceAndNothingMoreOfItIsTold() {
        try (EmbeddedSession session = speaking()) {
            session.hears("speech_started", "caller_1");

            assertThat(session.call.heard).containsExactly("interrupted");

            session.says("{'type':'response.output_audio_transcript.delta','response_id':'r1','item_id':'i1',"
                    + "'delta':'more'}");
            session.says("{'type':'response.output_item.done','response_id':'r1','item':{'type':'function_call',"
                    + "'call_id':'c','name':'n','arguments':'{}'}}");
            session.ends("r1", "cancelled");
            session.begins("r2");
            session.sounds("r2", "i2", 2);

            assertThat(session.call.heard).containsExactly("interrupted", "turn ended", "audio i2 0000");
        }
    }

    @Test
    void aFarEndThatHasEndedItsAnswerIsNotAskedToEndItAgain() {
        try (EmbeddedSession session = speaking()) {
            session.hears("speech_started", "caller_1");
            session.call.leg().heard("i1", 500);
            session.call.leg().flush();
            session.ends("r1", "cancelled");

            assertThat(session.sent())
                    .containsExactly("{'type':'conversation.item.truncate','item_id':'i1','content_index':0,"
                            + "'audio_end_ms':500}");
        }
    }

    @Test
    void aFarEndThatTalksOnAllTheSameIsAskedToEndItsAnswerOnce() {
        try (EmbeddedSession session = speaking()) {
            session.hears("speech_started", "caller_1");
            session.sent();

            session.sounds("r1", "i1", 160);
            session.sounds("r1", "i1", 160);

            assertThat(session.sent()).containsExactly("{'type':'response.cancel','response_id':'r1'}");
            assertThat(session.call.heard).containsExactly("interrupted");
        }
    }

    /** Else it would wait for an answer to a call that nobody was told of. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.output_audio_transcript.delta','response_id':'r1','item_id':'i1','delta':'more'}",
                "{'type':'response.output_item.done','response_id':'r1','item':{'type':'function_call',"
                        + "'status':'completed','call_id':'c','name':'n','arguments':'{}'}}"
            })
    void soIsOneOfWhichWordsOrACallComeAlone(String more) {
        try (EmbeddedSession session = speaking()) {
            session.hears("speech_started", "caller_1");
            session.sent();

            session.says(more);
            session.says(more);

            assertThat(session.sent()).containsExactly("{'type':'response.cancel','response_id':'r1'}");
            assertThat(session.call.heard).containsExactly("interrupted");
        }
    }

    /** What a far end that has ended it says of its parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'response.function_call_arguments.done','response_id':'r1','item_id':'i1','call_id':'c',"
                        + "'arguments':'{'}",
                "{'type':'response.output_item.done','response_id':'r1','item':{'type':'function_call',"
                        + "'status':'incomplete','call_id':'c','name':'n','arguments':'{'}}",
                "{'type':'response.output_audio_transcript.done','response_id':'r1','item_id':'i1','transcript':'more'}"
            })
    void partsOfAnEndedAnswerAreNoMoreOfIt(String part) {
        try (EmbeddedSession session = speaking()) {
            session.hears("speech_started", "caller_1");
            session.sent();

            session.says(part);

            assertThat(session.sent()).isEmpty();
        }
    }

    /** It would be the next one that we cancel, if this one is over by then. */
    @Test
    void aCallOfAnAnswerWithoutANameEndsNoOther() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.says("{'type':'response.created'}");
            session.sounds("", "i1", 4_000);
            session.hears("speech_started", "caller_1");
            session.sent();

            session.says("{'type':'response.output_item.done','item':{'type':'function_call','status':'completed',"
                    + "'call_id':'c','name':'n','arguments':'{}'}}");

            assertThat(session.sent()).isEmpty();
            assertThat(session.call.heard).noneMatch(line -> line.startsWith("ToolCall"));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "450, 450", "1000, 1000", "1001, 1000", "5000, 1000", "-20, 0"})
    void theFarEndIsToldWhatWasHeardAndNeverMoreThanItSent(long heardMillis, long toldMillis) {
        try (EmbeddedSession session = speaking()) {
            session.ends("r1", "completed");

            session.call.leg().heard("i1", heardMillis);
            session.call.leg().flush();

            assertThat(session.sent())
                    .containsExactly("{'type':'conversation.item.truncate','item_id':'i1','content_index':0,"
                            + "'audio_end_ms':" + toldMillis + "}");

            session.call.leg().heard("i1", heardMillis);
            session.call.leg().heard("never", heardMillis);
            session.call.leg().flush();

            assertThat(session.sent()).isEmpty();
        }
    }

    @Test
    void aCallThatInterruptsForItselfEndsTheAnswerAsWell() {
        try (EmbeddedSession session = speaking()) {
            session.call.leg().heard("i1", 500);
            session.call.leg().flush();
            session.sounds("r1", "i1", 160);

            assertThat(session.sent())
                    .containsExactly(
                            "{'type':'response.cancel','response_id':'r1'}",
                            "{'type':'conversation.item.truncate','item_id':'i1','content_index':0,'audio_end_ms':500}");
            assertThat(session.call.heard).isEmpty();
        }
    }

    @Test
    void anAnswerThatIsCutBeforeItsFirstSoundIsEndedAndForgotten() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r1");
            session.says("{'type':'response.output_audio_transcript.delta','response_id':'r1','item_id':'i1',"
                    + "'delta':'Good'}");
            session.call.leg().heard("i1", 0);
            session.call.leg().flush();
            session.sounds("r1", "i1", 160);

            assertThat(session.sent())
                    .containsExactly(
                            "{'type':'response.cancel','response_id':'r1'}",
                            "{'type':'conversation.item.truncate','item_id':'i1','content_index':0,'audio_end_ms':0}");
            assertThat(session.call.heard).containsExactly("more i1 Good");
        }
    }

    @Test
    void aFarEndThatNamesNoAnswerSpeaksOfTheOneThatIsMade() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.says("{'type':'response.created'}");
            session.sounds("", "i1", 1);
            session.call.leg().heard("i1", 0);
            session.call.leg().flush();
            session.sounds("", "i1", 1);
            session.says("{'type':'response.done','response':{'status':'cancelled'}}");
            session.says("{'type':'response.created'}");
            session.sounds("", "i2", 1);

            assertThat(session.sent())
                    .containsExactly(
                            "{'type':'response.cancel'}",
                            "{'type':'conversation.item.truncate','item_id':'i1','content_index':0,'audio_end_ms':0}");
            assertThat(session.call.heard).containsExactly("audio i1 00", "turn ended", "audio i2 00");
        }
    }

    @Test
    void anAnswerThatWasDoneAlreadyIsNoProblem() {
        try (EmbeddedSession session = speaking()) {
            session.reports("response_cancel_not_active", "Cancellation failed", "");

            assertThat(session.call.heard).isEmpty();
        }
    }

    @Test
    void whoSpeaksIntoSilenceInterruptsNobody() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.hears("speech_started", "caller_1");
            session.hears("speech_stopped", "caller_1");
            session.hears("committed", "caller_1");

            assertThat(session.call.heard).isEmpty();
            assertThat(session.sent()).isEmpty();
        }
    }

    @Test
    void anAnswerThatWasAskedForIsCancelledWhenItBegins() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.call.leg().userSaid("Hello?");
            session.call.leg().flush();
            session.sent();

            session.hears("speech_started", "caller_1");
            session.begins("r1");
            session.sounds("r1", "i1", 160);

            assertThat(session.sent()).containsExactly("{'type':'response.cancel','response_id':'r1'}");
            assertThat(session.call.heard).isEmpty();
        }
    }

    /** A second of an answer that is not done. */
    private static EmbeddedSession speaking() {
        EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile());
        session.begins("r1");
        session.sounds("r1", "i1", 4_000);
        session.sounds("r1", "i1", 4_000);
        session.call.heard.clear();
        return session;
    }
}
