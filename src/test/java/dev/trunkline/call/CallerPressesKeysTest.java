package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.testing.Scene;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerPressesKeysTest {

    @Test
    void andTheAiIsToldOfThemTogetherAfterAPause() {
        Scene scene = Scene.talking();
        press(scene, "471");
        scene.time.advanceMillis(1_400);
        assertThat(scene.agent().contexts()).isEmpty();
        press(scene, "1#");

        scene.time.advanceMillis(1_500);
        press(scene, "9");
        scene.time.advanceMillis(1_500);

        assertThat(scene.agent().contexts())
                .containsExactly("The caller pressed 4711# on the keypad.", "The caller pressed 9 on the keypad.");
        assertThat(scene.agent().unflushedRequests()).isZero();
        assertThat(scene.heard.all(TalkEvent.DigitPressed.class))
                .extracting(TalkEvent.DigitPressed::digit)
                .containsExactly('4', '7', '1', '1', '#', '9');
        assertThat(scene.call.actions().digits()).isEqualTo("4711#9");
    }

    @Test
    void whileTheAiIsAwayAndItLearnsOfThemWhenItIsBack() {
        Scene scene = Scene.begin();
        press(scene, "42");
        scene.time.advanceMillis(3_000);

        scene.ai.ready();

        assertThat(scene.agent().contexts()).containsExactly("The caller pressed 42 on the keypad.");
        scene.time.advanceMillis(1_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(100);
        press(scene, "7");
        scene.ai.ready();
        assertThat(scene.agent().contexts()).isEmpty();
        scene.time.advanceMillis(1_500);
        assertThat(scene.agent().contexts()).containsExactly("The caller pressed 7 on the keypad.");
    }

    @Test
    void withoutEndAndOnlyTheLastAreRemembered() {
        Scene scene = Scene.talking();
        for (int i = 0; i < 10_000; i++) {
            scene.call.onDigit((char) ('0' + i % 10));
        }
        scene.time.advanceMillis(2_000);

        assertThat(scene.call.actions().digits()).hasSize(256).endsWith("0123456789");
        assertThat(scene.agent().contexts()).hasSize(1);
        assertThat(scene.agent().contexts().get(0)).hasSizeLessThan(300);
        assertThat(scene.time.timers()).isOne();
    }

    @Test
    void thatAreForTheBridgeAndTheAiIsNotToldOfThem() {
        Scene scene = Scene.prepare()
                .policy(CallPolicy.defaults().keeping(Set.of("*7")))
                .talking();
        press(scene, "*7");
        scene.time.advanceMillis(2_000);
        press(scene, "*71");
        scene.time.advanceMillis(2_000);

        assertThat(scene.agent().contexts()).containsExactly("The caller pressed *71 on the keypad.");
    }

    private static void press(Scene scene, String keys) {
        keys.chars().forEach(key -> scene.call.onDigit((char) key));
    }
}
