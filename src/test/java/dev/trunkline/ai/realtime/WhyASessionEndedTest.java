package dev.trunkline.ai.realtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhyASessionEndedTest {

    @ParameterizedTest
    @CsvSource({
        "1000, '', CLOSED",
        "1001, Your session hit the maximum duration of 60 minutes., DURATION_LIMIT",
        "1001, '', DROPPED",
        "1008, '', DROPPED",
        "1011, keepalive ping timeout, DROPPED",
        "1012, '', DROPPED",
        "1013, try again later, BUSY",
        "4000, '', DROPPED",
    })
    void theCloseSaysIt(int code, String reason, AiLoss.Kind kind) {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.closes(code, reason);

            assertThat(session.call.heard).containsExactly("lost " + kind);
            assertThat(session.call.loss().closeCode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "session_expired, DURATION_LIMIT",
        "insufficient_quota, DENIED",
        "invalid_api_key, DENIED",
        "model_not_found, REFUSED",
    })
    void someErrorsAreTheEnd(String code, AiLoss.Kind kind) {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.reports(code, "Your session hit the maximum duration of 60 minutes.", "");

            assertThat(session.call.heard).last().isEqualTo("lost DURATION_LIMIT");
        }
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.reports(code, "m", "");

            assertThat(session.call.heard).hasSize(2).last().isEqualTo("lost " + kind);
            assertThat(session.sent()).containsExactly("close 1001");
        }
    }

    @Test
    void theLimitIsLearntWhenItIsReached() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.reports("session_expired", "Your session hit the maximum duration of 60 minutes.", "");

            assertThat(session.call.limitNanos).isEqualTo(TimeUnit.MINUTES.toNanos(60));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_value, 1000, DROPPED",
        "server_error, 1011, DROPPED",
        "rate_limit_exceeded, 1000, BUSY",
    })
    void otherErrorsAreReportedAndEndItOnlyWithTheCloseThatFollowsSoon(String code, int closeCode, AiLoss.Kind kind) {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.reports(code, "m", "");
            assertThat(session.call.heard)
                    .containsExactly("AiProblem[code=" + code + ", slug=invalid_request_error, message=m]");
            session.closes(closeCode, "");

            assertThat(session.call.loss().kind()).isEqualTo(kind);
            assertThat(session.call.loss().lastProblem()).isNotNull();
        }
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.reports(code, "m", "");
            session.answersPingsFor(5_100);
            session.closes(1000, "");

            assertThat(session.call.loss().kind()).isEqualTo(AiLoss.Kind.CLOSED);
        }
    }

    @Test
    void anAnswerThatFailsIsTriedAgainAndTheSecondTimeItIsOver() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r1");
            fails(session, "r1", "server_error");
            assertThat(session.sent()).containsExactly("{'type':'response.create','event_id':'response_1'}");
            assertThat(session.call.heard)
                    .containsExactly("AiProblem[code=server_error, slug=response_failed, message=m]");
            session.begins("r2");
            session.ends("r2", "completed");
            session.begins("r3");
            fails(session, "r3", "rate_limit_exceeded");
            session.begins("r4");
            fails(session, "r4", "rate_limit_exceeded");

            assertThat(session.call.loss().kind()).isEqualTo(AiLoss.Kind.BUSY);
        }
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r1");
            fails(session, "r1", "insufficient_quota");

            assertThat(session.call.heard).hasSize(2).last().isEqualTo("lost DENIED");
        }
    }

    @Test
    void whatIsTriedAgainIsTheSameAndNotWhatNobodyWantsAnyMore() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.greeting("Good day."))) {
            session.begins("r1");
            fails(session, "r1", "server_error");

            assertThat(session.sent()).singleElement().asString().contains("'response_2'", "Good day.");
        }
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.begins("r1");
            session.hears("speech_started", "caller_1");
            session.sent();
            fails(session, "r1", "server_error");

            assertThat(session.sent()).isEmpty();
            assertThat(session.call.heard).last().isEqualTo("turn ended");
        }
    }

    private static void fails(EmbeddedSession session, String responseId, String code) {
        session.says("{'type':'response.done','response':{'id':'" + responseId + "','status':'failed',"
                + "'status_details':{'type':'failed','error':{'type':'t','code':'" + code + "','message':'m'}}}}");
    }

    @Test
    void aConnectionThatBreaksWasDroppedAndIsToldOnce() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            session.channel.pipeline().fireExceptionCaught(new IOException("Connection reset"));
            session.channel.close();

            assertThat(session.call.heard).containsExactly("lost DROPPED");
        }
    }

    @Test
    void aFarEndThatAnswersNoPingIsDeaf() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.profile())) {
            for (int i = 0; i < 100; i++) {
                session.scheduler.advanceMillis(100);
            }

            assertThat(session.call.heard).containsExactly("lost DROPPED");
            assertThat(session.call.loss().detail()).isEqualTo("pings not answered");
            assertThat(session.link.wasDeaf()).isTrue();
        }
    }

    @Test
    void whoClosesHearsNothingMoreAndLeavesNoTimer() {
        try (EmbeddedSession session = EmbeddedSession.ready(EmbeddedSession.turning(EmbeddedSession.WE_DECIDE))) {
            session.call.leg().close();
            byte[] late = Events.json("{'type':'response.created','response':{'id':'r1'}}")
                    .getBytes(US_ASCII);
            session.link.socket().onText(late, late.length);
            session.call.leg().userSaid("late");
            session.call.leg().sendAudio(new byte[160], 160);
            session.call.leg().flush();
            session.channel.close();

            assertThat(session.call.heard).isEmpty();
            assertThat(session.sent()).containsExactly("close 1000");
            assertThat(session.scheduler.timers()).isZero();
        }
    }
}
