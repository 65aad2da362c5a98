package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.FarEndTraits;
import dev.trunkline.ai.FarEndTraits.Interruption;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Some far ends write down what the caller said when the answer to it is being heard already; who interrupts is told otherwise. */
class LateWordsInterruptNobodyTest {

    @ParameterizedTest
    @EnumSource(names = {"OURS", "NONE"})
    void theAnswerIsHeardToItsEnd(Interruption interruption) {
        Scene scene = Scene.talking();
        scene.agent().has(new FarEndTraits(interruption, false));
        scene.agentSpeaks("m1", "Ten pounds.", 440, 1_000);
        scene.time.advanceMillis(300);

        scene.agent().transcribes("what is my balance", false);
        scene.agent().endsTurn();
        scene.time.advanceMillis(2_000);

        assertThat(scene.phone.clearsMillis()).isEmpty();
        assertThat(scene.phone.soundedMillis()).isCloseTo(1_000, within(30L));
        assertThat(scene.heard.last(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }
}
