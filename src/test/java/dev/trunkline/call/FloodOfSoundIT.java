package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.testing.CountingPhone;
import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Wavs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FloodOfSoundIT {

    @Test
    void tenMinutesAtOnceAreHeardToTheEnd() {
        Scene scene = Scene.talking();
        byte[] half = Wavs.tone(48_000, 440, 30_000);
        scene.agent().says("m1", "Everything I know.");
        for (int i = 0; i < 20; i++) {
            scene.agent().sounds("m1", half);
            scene.time.advanceMillis(250);
        }
        scene.agent().endsTurn();

        scene.time.advanceMillis(600_000);

        assertThat(scene.phone.soundedMillis()).isCloseTo(600_000, within(500L));
        assertThat(scene.heard.all(CallEvent.FrameRejected.class)).isEmpty();
        assertThat(scene.heard.only(TalkEvent.AgentHeard.class).interrupted()).isFalse();
    }

    @Test
    void aLongChunkIsConvertedLittleByLittle() {
        ManualScheduler time = new ManualScheduler();
        Playout playout =
                new Playout(new CountingPhone(), 160_000_000, new SoundBudget(1 << 30), ComfortSounds.silent());
        byte[] twoMinutes = Wavs.tone(48_000, 440, 118_000);

        assertThat(playout.accept(
                        "m1",
                        Wavs.format(twoMinutes),
                        twoMinutes,
                        Wavs.HEADER_BYTES,
                        twoMinutes.length - Wavs.HEADER_BYTES))
                .isTrue();
        long before = playout.messageMillis();
        assertThat(before).isZero();
        for (int tick = 0; tick < 24; tick++) {
            playout.convertParked();
            assertThat(playout.messageMillis() - before).isBetween(1L, 5_001L);
            before = playout.messageMillis();
        }

        assertThat(before).isCloseTo(118_000, within(5L));
        assertThat(playout.isSounding(time.nowNanos())).isTrue();
    }

    @Test
    void theAiWaitsWhileTooMuchIsNotConvertedAndGoesOnThen() {
        Scene scene = Scene.talking();
        byte[] half = Wavs.tone(48_000, 440, 30_000);
        scene.agent().says("m1", "Everything I know.");
        for (int i = 0; i < 4; i++) {
            scene.agent().sounds("m1", half);
        }
        scene.time.advanceMillis(5);
        assertThat(scene.agent().isHeldBack()).isTrue();

        scene.time.advanceMillis(200);

        assertThat(scene.agent().isHeldBack()).isFalse();
    }

    @Test
    void allCallsTogetherKeepNoMoreThanTheyMay() {
        SoundBudget budget = new SoundBudget(3 << 20); // six and a half minutes
        ManualScheduler time = new ManualScheduler();
        byte[] minute = Wavs.tone(24_000, 440, 60_000);
        List<Scene> scenes = new ArrayList<>();
        for (int call = 0; call < 4; call++) {
            Scene scene = Scene.prepare().at(time).sound(budget).talking();
            scenes.add(scene);
            scene.agent().says("m", "Everything I know.");
        }
        for (int i = 0; i < 5; i++) {
            for (Scene scene : scenes) {
                scene.agent().sounds("m", minute);
            }
            time.advanceMillis(200);
            assertThat(budget.keptBytes()).isLessThan(4 << 20);
        }
        time.advanceMillis(59_000);

        for (Scene scene : scenes) {
            assertThat(scene.phone.soundedMillis()).isGreaterThan(59_000);
            scene.call.onEndOrdered(CallEnd.OPERATOR_HUNG_UP);
        }
        assertThat(budget.keptBytes()).isZero();
    }

    @Test
    void whileMemoryIsShortACallKeepsTenSecondsAndGoesOnWithThem() {
        AtomicBoolean isShort = new AtomicBoolean();
        Scene scene =
                Scene.prepare().sound(new SoundBudget(64 << 20, isShort::get)).talking();
        scene.agent().says("m", "Everything I know.");
        byte[] fiveSeconds = Wavs.tone(24_000, 440, 5_000);
        isShort.set(true);
        for (int i = 0; i < 10; i++) {
            scene.agent().sounds("m", fiveSeconds);
            scene.time.advanceMillis(10);
        }
        scene.agent().endsTurn();
        scene.time.advanceMillis(60_000);

        assertThat(scene.phone.soundedMillis()).isBetween(10_000L, 15_200L);
        assertThat(scene.heard.last(CallEvent.FrameRejected.class))
                .isEqualTo(new CallEvent.FrameRejected("ai", "overflow"));

        isShort.set(false);
        scene.agent().says("n", "And more.");
        scene.agent().sounds("n", fiveSeconds);
        scene.agent().sounds("n", fiveSeconds);
        scene.agent().sounds("n", fiveSeconds);
        scene.agent().sounds("n", fiveSeconds);
        scene.time.advanceMillis(60_000);
        assertThat(scene.phone.soundedMillis()).isGreaterThan(30_000);
    }

    @Test
    void anInterruptionDropsWhatIsNotEvenConverted() {
        Scene scene = Scene.talking();
        scene.agentSpeaks("m0", "Well.", 440, 300);
        scene.agent().says("m1", "Everything I know.");
        scene.agent().sounds("m1", Wavs.tone(48_000, 440, 60_000));
        scene.time.advanceMillis(1_000);

        scene.agent().noticesInterruption();
        long soundedMillis = scene.phone.soundedMillis();
        scene.time.advanceMillis(5_000);

        assertThat(scene.phone.soundedMillis()).isEqualTo(soundedMillis);
        assertThat(scene.phone.leadMillis()).isZero();
    }

    @Test
    void whatDoesNotFitIsTheEndOfTheTurnAndNeverItsMiddle() {
        Scene scene = Scene.talking();
        byte[] minute = Wavs.tone(48_000, 440, 60_000);
        for (int message = 0; message < 15; message++) {
            scene.agent().says("m" + message, "Sentence " + message);
            scene.agent().sounds("m" + message, minute);
            scene.time.advanceMillis(100);
        }
        scene.agent().endsTurn();
        scene.time.advanceMillis(13 * 60_000);
        scene.agent().says("next", "Another turn.");
        scene.agent().sounds("next", Wavs.tone(48_000, 440, 1_000));
        scene.time.advanceMillis(2_000);
        scene.call.onEndOrdered(CallEnd.OPERATOR_HUNG_UP);

        var heard = scene.heard.all(TalkEvent.AgentHeard.class);
        assertThat(heard).hasSize(16);
        for (TalkEvent.AgentHeard each : heard) {
            int number = each.messageId().equals("next")
                    ? 0
                    : Integer.parseInt(each.messageId().substring(1));
            assertThat(each.interrupted()).as(each.messageId()).isEqualTo(number >= 11);
            assertThat(each.heardText())
                    .as(each.messageId())
                    .isEqualTo(number > 11 ? "" : number < 11 ? each.text() : "Sentence");
        }
        assertThat(scene.heard.last(CallEvent.FrameRejected.class))
                .isEqualTo(new CallEvent.FrameRejected("ai", "overflow"));
    }
}
