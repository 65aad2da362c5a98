package dev.trunkline.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLeg;
import dev.trunkline.ai.HeardLine;
import dev.trunkline.ai.HeardLine.Speaker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One connection takes the place of another, whose session it goes on with. */
class GeminiIsFollowedByAnotherTest {

    private final RecordingGeminiCall next = new RecordingGeminiCall();

    @Test
    void itIsReadyAtOnceAndTakesTheSessionWhenTheOtherIsClosed() {
        try (GeminiScene scene = GeminiScene.ready()) {
            AiLeg first = scene.call.leg();
            scene.far().turnComplete();
            scene.line.settle();
            scene.line.connect(GeminiScene.resuming("handle-1", List.of()), next);
            scene.line.settle();
            assertThat(next.heard).containsExactly("ready handle-1");
            assertThat(next.leg().hasRoom()).isFalse();
            assertThat(scene.far().received).isEmpty();
            scene.gemini.connections.get(0).turnComplete(); // and another handle
            scene.line.settle();

            first.close();
            scene.line.settle();

            assertThat(scene.gemini.objections).isEmpty();
            assertThat(scene.far().setup().at("/sessionResumption/handle").asText())
                    .isEqualTo("handle-2");
            assertThat(next.leg().hasRoom()).isTrue();
            scene.says(20);
            scene.line.settle();
            assertThat(next.heard).containsExactly("ready handle-1", "more 1 ", "sound 1 24000 960");
        }
    }

    @Test
    void whatIsAskedOfItMeanwhileIsNotLost() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().turnComplete();
            scene.line.settle();
            scene.line.connect(GeminiScene.resuming("handle-1", List.of()), next);
            scene.line.settle();
            next.leg().sendAudio(new byte[640], 640);
            next.leg().userSaid("Go on.");
            next.leg().flush();

            scene.call.leg().close();
            scene.line.settle();

            assertThat(scene.texts).containsExactly("Go on.");
            assertThat(scene.far().session().heard.size()).isZero();
            assertThat(scene.gemini.objections).isEmpty();
        }
    }

    @Test
    void aServiceThatDoesNotAnswerTheCloseIsWaitedForAMoment() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().turnComplete();
            scene.line.settle();
            scene.line.connect(GeminiScene.resuming("handle-1", List.of()), next);
            scene.line.settle();
            scene.line.lines.get(0).deaf = true;

            scene.call.leg().close();
            scene.time.advanceMillis(250);
            assertThat(scene.far().received).isEmpty();

            scene.time.advanceMillis(100);
            assertThat(scene.far().received).hasSize(1);
        }
    }

    @Test
    void aLostOneIsFollowedAtOnce() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().turnComplete();
            scene.line.settle();
            scene.line.connect(GeminiScene.resuming("handle-1", List.of()), next);
            scene.line.settle();

            scene.line.lines.get(0).cut();
            scene.line.settle();

            assertThat(scene.gemini.objections).isEmpty();
            assertThat(next.leg().hasRoom()).isTrue();
        }
    }

    @Test
    void oneWithoutAHandleIsToldWhatWasSaid() {
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.line.connect(GeminiScene.resuming("", List.of(new HeardLine(Speaker.AGENT, "Hello."))), next);
            scene.line.settle();
            scene.call.leg().close();
            scene.line.settle();

            assertThat(scene.far().setup().at("/sessionResumption").isEmpty()).isTrue();
            assertThat(scene.far().session().history).containsExactly("model: Hello.");
            assertThat(scene.texts).isEmpty();
        }
    }

    @Test
    void aSecondOneBesideItWaitsForTheSameEnd() {
        RecordingGeminiCall third = new RecordingGeminiCall();
        try (GeminiScene scene = GeminiScene.ready()) {
            scene.far().turnComplete();
            scene.line.settle();
            scene.line
                    .connect(GeminiScene.resuming("handle-1", List.of()), next)
                    .cancel();
            scene.line.connect(GeminiScene.resuming("handle-1", List.of()), third);
            scene.line.settle();

            scene.call.leg().close();
            scene.line.settle();

            assertThat(third.leg().hasRoom()).isTrue();
            assertThat(next.heard).isEmpty();
            assertThat(scene.gemini.objections).isEmpty();
        }
    }
}
