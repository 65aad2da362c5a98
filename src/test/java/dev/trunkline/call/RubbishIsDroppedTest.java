package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiProblem;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.api.Test;

class RubbishIsDroppedTest {

    @Test
    void andItIsToldWhichSideSentIt() {
        Scene scene = Scene.talking();

        scene.call.onFrameRejected("bad_json");
        scene.agent().speaking().onMessageRejected("unknown_type");
        scene.agent().speaking().onProblem(new AiProblem("E0100", "bad", "no JSON"));

        assertThat(scene.heard.all(CallEvent.FrameRejected.class))
                .containsExactly(
                        new CallEvent.FrameRejected("phone", "bad_json"),
                        new CallEvent.FrameRejected("ai", "unknown_type"));
        assertThat(scene.heard.only(FarEndEvent.AiReported.class).problem().code())
                .isEqualTo("E0100");
    }

    @Test
    void andMarksThatAreNotOursProveNothing() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m1", "Hello there, dear caller.", 440, 2_000);
        scene.time.advanceMillis(500);
        for (long mark : new long[] {-1, Long.MIN_VALUE, 32_000, Long.MAX_VALUE}) {
            scene.call.onPlayed(mark);
        }

        scene.agent().noticesInterruption();

        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).heardMillis()).isCloseTo(500, within(20L));
    }

    @Test
    void andWhoeverTalksWithoutEndIsKeptToTwentyThousandCharacters() {
        Scene scene = Scene.talking();

        scene.agent().says("m1", "on and on ".repeat(10_000));
        scene.agent().transcribes("for ever ".repeat(10_000), false);

        assertThat(scene.heard.only(TalkEvent.AgentSays.class).text()).hasSize(20_000);
        assertThat(scene.heard.only(TalkEvent.CallerSaid.class).text()).hasSize(20_000);
    }
}
