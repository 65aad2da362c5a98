package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.call.FarEndEvent.RolloverFailed;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of the chat that is to follow is nothing to the caller, as long as the first is there. */
class NextChatIsTroubleTest {

    private static final double SILENT = 0;

    private final Scene scene = Scene.prepare()
            .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
            .talking();
    private final RecordingAi.Line first = scene.agent();

    @ParameterizedTest
    @EnumSource(
            value = AiLoss.Kind.class,
            names = {"BUSY", "REFUSED", "DROPPED", "RESUME_FAILED", "CLOSED"})
    void itIsRefusedAndTriedAgainBesideTheFirst(AiLoss.Kind kind) {
        scene.callerSounds(SILENT, 12_020);
        scene.agent().lose(kind);
        assertThat(scene.ai.lines()).hasSize(2);
        scene.callerSounds(SILENT, 1_020);
        assertThat(scene.ai.lines()).hasSize(3);
        scene.agent().lose(kind);
        assertThat(first.isLive()).isTrue();
        scene.callerSounds(SILENT, 2_020);

        RecordingAi.Line fourth = scene.ai.ready();
        scene.callerSounds(SILENT, 1_000);

        assertThat(fourth.profile().resumedChatGroupId()).isEqualTo("group-1");
        assertThat(first.wasClosed()).isTrue();
        assertThat(scene.heard.all(RolloverFailed.class)).hasSize(2);
        assertThat(scene.heard.all(RolledOver.class)).hasSize(1);
        assertThat(scene.heard.all(FarEndEvent.AiGone.class)).isEmpty();
    }

    @Test
    void itIsRefusedUntilTheFirstIsOverAndThenTheCallGoesOnAsAfterAnyLoss() {
        for (int i = 0; i < 80; i++) {
            scene.callerSounds(SILENT, 250);
            if (scene.agent().isPending()) {
                scene.agent().lose(AiLoss.Kind.BUSY);
            }
        }
        assertThat(scene.heard.all(RolloverFailed.class)).hasSizeBetween(3, 9);
        first.lose(AiLoss.Kind.DURATION_LIMIT);
        scene.callerSounds(880, 1_000);
        RecordingAi.Line last = scene.ai.ready();
        scene.callerSounds(SILENT, 100);

        assertThat(last.isLive()).isTrue();
        assertThat(Tones.soundingMillis(last.heard(), 16_000)).isCloseTo(1_000, within(20L));
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).retrying()).isTrue();
    }

    @Test
    void itIsLostWhileItWaits() {
        scene.callerSounds(SILENT, 11_900);
        scene.callerSounds(880, 120);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 1_000);
        second.lose(AiLoss.Kind.INACTIVE);
        scene.callerSounds(SILENT, 1_020);
        assertThat(first.isLive()).isTrue();
        scene.ai.ready();
        scene.callerSounds(SILENT, 4_000);

        assertThat(first.wasClosed()).isTrue();
        assertThat(scene.heard.only(RolloverFailed.class).loss().kind()).isEqualTo(AiLoss.Kind.INACTIVE);
    }

    @Test
    void itIsLostAfterItWentOnAndTheCallIsReconnected() {
        scene.callerSounds(SILENT, 12_020);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(SILENT, 1_000);
        assertThat(first.wasClosed()).isTrue();
        second.goesDeaf();
        scene.callerSounds(880, 500);
        second.lose(AiLoss.Kind.DROPPED);
        scene.callerSounds(880, 500);
        RecordingAi.Line third = scene.ai.ready();
        scene.callerSounds(SILENT, 200);

        assertThat(third.isLive()).isTrue();
        assertThat(Tones.soundingMillis(third.heard(), 16_000)).isCloseTo(1_000, within(20L));
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).retrying()).isTrue();
    }

    @Test
    void theFirstIsLostWhileItWaitsAndItGoesOnAtOnce() {
        scene.callerSounds(SILENT, 12_020);
        RecordingAi.Line second = scene.ai.ready();
        scene.callerSounds(880, 800);
        first.lose(AiLoss.Kind.DROPPED);
        scene.callerSounds(880, 200);
        scene.callerSounds(SILENT, 200);

        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(second.isLive()).isTrue();
        assertThat(Tones.soundingMillis(second.heard(), 16_000))
                .as("the sentence that the first had heard half of")
                .isCloseTo(1_000, within(20L));
        assertThat(scene.heard.last(FarEndEvent.AiReady.class).again()).isTrue();
        scene.callerSounds(SILENT, 11_000);
        assertThat(scene.ai.lines()).as("and is followed as well").hasSize(3);
    }

    @Test
    void theFirstSaysGoodbyeWhileItWaitsAndTheCallIsOver() {
        scene.callerSounds(SILENT, 12_020);
        RecordingAi.Line second = scene.ai.ready();
        first.lose(AiLoss.Kind.GOODBYE);
        scene.callerSounds(SILENT, 2_000);

        assertThat(second.wasClosed()).isTrue();
        assertThat(scene.heard.only(CallEvent.Ended.class).end()).isEqualTo(CallEnd.AGENT_HUNG_UP);
    }
}
