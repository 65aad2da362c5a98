package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.testing.Scene;
import org.junit.jupiter.api.Test;

class FarEndDoesNotGreetTest {

    @Test
    void itIsLeftForTheNext() {
        Scene scene = greeted(true);

        scene.callerSounds(0, 3_900);
        assertThat(scene.ai.lines()).hasSize(1);
        scene.callerSounds(0, 200);

        assertThat(scene.ai.useless()).extracting(AiLoss::detail).containsExactly("does not greet");
        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(scene.ai.lines().get(0).wasClosed()).isTrue();
    }

    @Test
    void whereThereIsNoOtherItIsWaitedFor() {
        Scene scene = greeted(false);

        scene.callerSounds(0, 10_000);

        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void oneThatBeginsOwesNothing() {
        Scene scene = greeted(true);
        scene.callerSounds(0, 3_500);

        scene.agentSpeaks("m1", "Hello.", 440, 400);
        scene.agent().endsTurn();
        scene.callerSounds(0, 5_000);

        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void norDoesOneWhoseCallerSpokeFirst() {
        Scene scene = greeted(true);
        scene.agent().transcribes("Is anybody there?", false);

        scene.callerSounds(0, 5_000);

        assertThat(scene.ai.lines()).hasSize(1);
    }

    @Test
    void aCallThatGoesOnIsNotGreeted() {
        Scene scene = Scene.prepare().greeting("Hello.").resumed().begin();
        scene.ai.hasAnother(true);
        scene.ai.ready();

        scene.callerSounds(0, 10_000);

        assertThat(scene.ai.lines()).hasSize(1);
    }

    private static Scene greeted(boolean hasAnother) {
        Scene scene = Scene.prepare().greeting("Hello.").begin();
        scene.ai.hasAnother(hasAnother);
        scene.ai.ready();
        return scene;
    }
}
