package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.testing.RecordingAi;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoWordOfTheCallerIsLostIT {

    @Test
    void whatADeafAiWasGivenIsDeliveredAgainAndWhatItHadUnderstoodIsNot() {
        Scene scene = Scene.talking();
        scene.callerSounds(440, 3_000);
        scene.agent().transcribes("this much was understood", false);
        scene.agent().goesDeaf();
        scene.callerSounds(880, 4_000);

        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.callerSounds(880, 1_000);
        RecordingAi.Line next = scene.ai.ready();
        scene.time.advanceMillis(100);

        assertThat(next.heardMillis()).isCloseTo(5_000, within(5L));
        assertThat(Tones.amplitude(next.heard(), 16_000, 880)).isCloseTo(8_000, within(400.0));
        assertThat(Tones.amplitude(next.heard(), 16_000, 440)).isLessThan(40);
    }

    @Test
    void thoughTwoLegsAreLostOneAfterTheOther() {
        Scene scene = Scene.talking();
        scene.agent().goesDeaf();
        scene.callerSounds(440, 1_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(5);
        RecordingAi.Line second = scene.ai.line();
        second.goesDeaf();
        scene.ai.ready();
        scene.callerSounds(440, 500);
        second.lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(300);

        scene.ai.ready();
        scene.time.advanceMillis(100);

        assertThat(scene.agent().heardMillis()).isCloseTo(1_500, within(5L));
    }

    @Test
    void aDeafAiIsRememberedForHalfAMinuteAtMost() {
        Scene scene = Scene.talking();
        scene.agent().goesDeaf();
        scene.callerSounds(440, 60_000);
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.time.advanceMillis(5);

        scene.ai.ready();
        scene.time.advanceMillis(100);

        assertThat(scene.agent().heardMillis()).isCloseTo(30_000, within(5L));
        assertThat(scene.heard.all(CallEvent.FrameRejected.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 44_100, 48_000})
    void aMinuteAtOnceGoesOutAtThePaceOfTheOtherEndAndInOrder(int aiRateHz) {
        Scene scene = Scene.prepare().aiRateHz(aiRateHz).talking();
        RecordingAi.Line agent = scene.agent();
        byte[] burst = Wavs.muLawTone(440, 60_000);
        byte[] frame = new byte[160];
        agent.takesAtMost(500);

        for (int at = 0; at < burst.length; at += 160) {
            System.arraycopy(burst, at, frame, 0, 160);
            scene.call.onCallerAudio(frame, 160);
        }
        assertThat(agent.heardMillis()).isBetween(480L, 2_600L);
        scene.callerSounds(880, 5_000);
        for (int millis = 3_000; agent.heardMillis() < 65_000 - 10 && millis < 90_000; millis += 1_000) {
            agent.takesAtMost(millis);
            scene.time.advanceMillis(5);
        }

        assertThat(agent.heardMillis()).isCloseTo(65_000, within(10L));
        short[] heard = agent.heard();
        short[] end = java.util.Arrays.copyOfRange(heard, heard.length - 4 * aiRateHz, heard.length);
        assertThat(Tones.amplitude(end, aiRateHz, 880)).isCloseTo(8_000, within(400.0));
        assertThat(Tones.amplitude(end, aiRateHz, 440)).isLessThan(40);
        assertThat(scene.heard.all(CallEvent.FrameRejected.class)).isEmpty();
        assertThat(scene.ai.lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"20_000", "29_000"})
    void anOutageIsCaughtUpWithWithoutHoldingTheLoop(String outage) {
        int outageMillis = Integer.parseInt(outage.replace("_", ""));
        Scene scene = Scene.prepare().aiRateHz(48_000).talking();
        scene.agent().lose(AiLoss.Kind.DROPPED);
        scene.callerSounds(440, outageMillis);

        RecordingAi.Line next = scene.ai.ready();
        assertThat(next.heardMillis()).as("in one go").isLessThanOrEqualTo(2_005);
        scene.time.advanceMillis(200);

        assertThat(next.heardMillis()).isCloseTo(outageMillis, within(10L));
    }
}
