package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.ai.ChatAllowance;
import dev.trunkline.call.FarEndEvent.RolledOver;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The far end has so many chats, and others have them all: a call waits for one, and never takes another's. */
class NoChatIsLeftForTheNextTest {

    private static final double SILENT = 0;

    private int left;
    private final Scene scene = Scene.prepare()
            .policy(CallPolicy.defaults().chattingFor(Duration.ofSeconds(20)))
            .chats(new ChatAllowance() {
                @Override
                public boolean takeSpareChat() {
                    boolean hasOne = left > 0;
                    left -= hasOne ? 1 : 0;
                    return hasOne;
                }

                @Override
                public void giveSpareChat() {
                    left++;
                }
            })
            .talking();
    private final RecordingAi.Line first = scene.agent();

    @Test
    void theNextIsOpenedWhenThereIsOneAndGivenBackWhenItHasTakenOver() {
        scene.callerSounds(SILENT, 14_000);
        assertThat(scene.ai.lines()).hasSize(1);

        left = 1;
        scene.callerSounds(SILENT, 1_020);
        assertThat(scene.ai.lines()).hasSize(2);
        assertThat(left).isZero();
        scene.ai.ready();
        scene.callerSounds(SILENT, 1_000);

        assertThat(scene.heard.all(RolledOver.class)).hasSize(1);
        assertThat(first.wasClosed()).isTrue();
        assertThat(left).isOne();
    }

    @Test
    void whetherItIsLostOrNotWantedAnyMoreItIsGivenBackOnce() {
        left = 1;
        scene.callerSounds(SILENT, 12_020);
        assertThat(left).isZero();
        scene.agent().lose(AiLoss.Kind.BUSY);
        assertThat(left).isOne();
        scene.callerSounds(SILENT, 1_020);
        assertThat(left).isZero();

        scene.call.onEndOrdered(CallEnd.OPERATOR_HUNG_UP);
        scene.time.advanceMillis(10_000);

        assertThat(left).isOne();
    }

    @Test
    void whenThereIsNoneToTheEndTheCallGoesOnAsAfterAnyLoss() {
        scene.callerSounds(SILENT, 20_000);
        first.lose(AiLoss.Kind.DURATION_LIMIT);
        scene.callerSounds(SILENT, 1_000);

        RecordingAi.Line second = scene.ai.ready();

        assertThat(second.isLive()).isTrue();
        assertThat(second.profile().resumedChatGroupId()).isEqualTo("group-1");
        assertThat(left).isZero();
    }
}
