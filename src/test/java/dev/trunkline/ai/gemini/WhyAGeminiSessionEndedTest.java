package dev.trunkline.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.AiLoss.Kind;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhyAGeminiSessionEndedTest {

    @ParameterizedTest
    @CsvSource({
        "1007, API key not valid. Please pass a valid API key., DENIED",
        "1008, Method doesn't allow unregistered callers., DENIED",
        "1011, 'You exceeded your current quota, please check your plan and billing details.', BUSY",
        "1011, Your prepayment credits are depleted., DENIED",
        "1008, This API method requires billing to be enabled., DENIED",
        "1011, Resource exhausted, BUSY",
        "1007, Request contains an invalid argument., REFUSED",
        "1008, models/x is not found for API version v1beta, REFUSED",
        "1011, Internal error encountered., DROPPED",
        "1006, '', DROPPED"
    })
    void beforeItIsReady(int code, String reason, Kind kind) {
        try (GeminiScene scene = new GeminiScene()) {
            scene.line.connect(GeminiScene.AGENT, scene.call);
            scene.far().close(code == 1006 ? 1001 : code, reason);
            scene.line.settle();

            assertThat(scene.call.loss().kind()).isEqualTo(kind);
            assertThat(scene.call.heard).containsExactly("lost " + kind);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1000, '', CLOSED",
        "1001, '', DROPPED",
        "1007, Request contains an invalid argument., DROPPED",
        "1008, Operation is not implemented, DROPPED",
        "1011, Internal error encountered., DROPPED",
        "1011, Deadline expired before operation could complete., DURATION_LIMIT",
        "1008, BidiGenerateContent session expired, DURATION_LIMIT",
        "1011, You exceeded your current quota., BUSY",
        "1008, API key expired. Please renew the API key., DENIED"
    })
    void inMidConversation(int code, String reason, Kind kind) {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().close(code, reason);

            assertThat(scene.told()).containsExactly("lost " + kind);
            assertThat(scene.call.loss().closeCode()).isEqualTo(code);
            assertThat(scene.call.loss().lastProblem() == null).isEqualTo(reason.isEmpty());
            assertThat(scene.time.timers()).as("timers left behind").isLessThanOrEqualTo(2); // of the parting
        }
    }

    @Test
    void anAnnouncedEndIsTheLimit() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().goAway("1s");
            scene.far().close(1001, "");
            assertThat(scene.told()).containsExactly("ends in 1 s", "lost DURATION_LIMIT");
        }
    }

    @Test
    void anAnnouncedEndIsTheLimitWithoutACloseFrameAsWell() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().goAway("1s");
            scene.line.settle();
            scene.line.last().channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
            assertThat(scene.told()).containsExactly("ends in 1 s", "lost DURATION_LIMIT");
        }
    }

    @Test
    void aLostWireIsADrop() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.line.last().cut();
            assertThat(scene.told()).containsExactly("lost DROPPED");
        }
    }

    @Test
    void aServiceThatTakesNoSetupIsGivenUp() {
        try (GeminiScene scene = new GeminiScene()) {
            scene.line.connect(GeminiScene.AGENT, scene.call);
            scene.line.last().deaf = true;
            scene.time.advanceMillis(5_100);

            assertThat(scene.call.heard).containsExactly("lost DROPPED");
        }
    }

    @Test
    void whoReadsNothingForThreeQuartersOfAMinuteIsGivenUpAndNobodyBefore() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.line.answersPings = () -> false;
            scene.time.advanceMillis(44_000);
            assertThat(scene.call.heard).isEmpty();

            scene.time.advanceMillis(10_000);
            assertThat(scene.call.heard).containsExactly("lost DROPPED");
        }
    }

    @Test
    void aHandleThatIsNotKnownAnyMoreIsTold() {
        try (GeminiScene scene = new GeminiScene()) {
            scene.connect(GeminiScene.AGENT.resuming("handle-of-yesterday", null));

            AiLoss loss = scene.call.loss();
            assertThat(loss.kind()).isEqualTo(Kind.RESUME_FAILED);
            assertThat(loss.detail()).contains("session not found");
        }
    }

    @Test
    void afterThatTheCallsOwnTranscriptIsTold() {
        try (GeminiScene scene = new GeminiScene()) {
            scene.connect(GeminiScene.AGENT.resuming("handle-of-yesterday", null));
            scene.told();
            scene.gemini.objections.clear();

            scene.connect(GeminiScene.AGENT.after(List.of(new HeardLine(Speaker.CALLER, "It is me."))));

            assertThat(scene.told()).containsExactly("ready");
            assertThat(scene.far().session().history).containsExactly("user: It is me.");
            assertThat(scene.gemini.objections).isEmpty();
        }
    }

    @Test
    void aHandleThatFailsThreeTimesWithAnInternalErrorIsGivenUp() {
        try (GeminiScene scene = new GeminiScene()) {
            for (Kind kind : List.of(Kind.DROPPED, Kind.DROPPED, Kind.RESUME_FAILED)) {
                scene.line.connect(GeminiScene.AGENT.resuming("handle-9", null), scene.call);
                scene.far().close(ScriptedGemini.INTERNAL, "Internal error encountered.");
                scene.line.settle();
                assertThat(scene.told()).containsExactly("lost " + kind);
            }
        }
    }

    @Test
    void nothingIsToldAfterOurOwnClose() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.call.leg().close();
            scene.says(20);
            scene.far().goAway("1s");
            scene.time.advanceMillis(60_000);

            assertThat(scene.call.heard).isEmpty();
            assertThat(scene.far().isEnded()).isTrue();
            assertThat(scene.time.timers()).isZero();
        }
    }
}
