package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.ai.AiLoss;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersFirstWordsTest {

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
    void areKeptUntilTheAiIsReadyAndDeliveredInOrder(int aiRateHz) {
        Scene scene = Scene.prepare().aiRateHz(aiRateHz).begin();
        scene.callerSounds(440, 1_000);
        assertThat(scene.ai.line().heardMillis()).isZero();

        scene.ai.ready();

        assertThat(scene.agent().heardMillis()).isCloseTo(1_000, within(5L));
        scene.callerSounds(880, 1_000);
        short[] heard = scene.agent().heard();
        assertThat(scene.agent().heardMillis()).isCloseTo(2_000, within(5L));
        short[] first = Arrays.copyOf(heard, heard.length / 2);
        short[] second = Arrays.copyOfRange(heard, heard.length / 2, heard.length);
        assertThat(Tones.amplitude(first, aiRateHz, 440)).isCloseTo(8_000, within(400.0));
        assertThat(Tones.amplitude(second, aiRateHz, 880)).isCloseTo(8_000, within(400.0));
        assertThat(Tones.amplitude(first, aiRateHz, 880)).isLessThan(40);
        assertThat(Tones.amplitude(second, aiRateHz, 440)).isLessThan(40);
    }

    @Test
    void areSentFrameByFrameAtOnceOnceTheAiHears() {
        Scene scene = Scene.talking();

        for (int frame = 1; frame <= 50; frame++) {
            scene.callerSounds(440, 20);

            assertThat(scene.agent().heardMillis()).isCloseTo(frame * 20L, within(3L));
        }
        assertThat(scene.agent().unflushedRequests()).isZero();
    }

    @Test
    void loseTheirOldestPartWhenThereIsTooMuch() {
        Scene scene = Scene.prepare().earlyAudioMillis(1_000).begin();
        scene.callerSounds(440, 2_000);
        scene.callerSounds(880, 1_000);

        scene.ai.ready();

        short[] heard = scene.agent().heard();
        assertThat(scene.agent().heardMillis()).isCloseTo(1_000, within(3L));
        assertThat(Tones.amplitude(heard, 16_000, 880)).isCloseTo(8_000, within(400.0));
        assertThat(Tones.amplitude(heard, 16_000, 440)).isLessThan(40);
        assertThat(scene.heard.all(CallEvent.FrameRejected.class))
                .hasSize(100)
                .allMatch(rejected -> rejected.equals(new CallEvent.FrameRejected("phone", "early_audio_overflow")));
    }

    @Test
    void areKeptForAMinuteAndAHalfByDefaultToTheByte() {
        Scene scene = Scene.begin();
        byte[] second = new byte[8_000];
        for (int i = 0; i < 90; i++) {
            scene.call.onCallerAudio(second, second.length);
        }
        assertThat(scene.heard.all(CallEvent.FrameRejected.class)).isEmpty();

        scene.call.onCallerAudio(second, 1);

        assertThat(scene.heard.all(CallEvent.FrameRejected.class)).hasSize(1);
        scene.ai.ready();
        scene.time.advanceMillis(500);
        assertThat(scene.agent().heardMillis()).isCloseTo(90_000, within(3L));
    }

    @Test
    void comeThroughInAnySize() {
        Scene scene = Scene.begin();
        byte[] tone = Wavs.muLawTone(440, 3_000);
        int at = 0;
        int[] sizes = {1, 8_000, 159, 161, 3, 800, 801, 1_599};
        for (int i = 0; at < tone.length; i++) {
            int size = Math.min(sizes[i % sizes.length], tone.length - at);
            scene.call.onCallerAudio(Arrays.copyOfRange(tone, at, at + size + 5), size);
            at += size;
            if (i == 4) {
                scene.ai.ready();
            }
        }

        assertThat(scene.agent().heardMillis()).isCloseTo(3_000, within(3L));
        double amplitude = Tones.amplitude(scene.agent().heard(), 16_000, 440);
        assertThat(amplitude).isCloseTo(8_000, within(100.0));
        assertThat(scene.heard.all(CallEvent.FrameRejected.class)).isEmpty();
    }

    @Test
    void loseTheirOldestPartThoughTheyComeInOnePiece() {
        Scene scene = Scene.prepare().earlyAudioMillis(100).begin();
        byte[] piece = Wavs.muLawTone(440, 1_000);
        System.arraycopy(Wavs.muLawTone(880, 100), 0, piece, 900 * 8, 100 * 8);

        scene.call.onCallerAudio(piece, piece.length);
        scene.ai.ready();

        assertThat(scene.agent().heardMillis()).isCloseTo(100, within(3L));
        assertThat(Tones.amplitude(scene.agent().heard(), 16_000, 880)).isCloseTo(8_000, within(400.0));
        assertThat(scene.heard.all(CallEvent.FrameRejected.class)).hasSize(1);
    }

    @Test
    void areNotKeptForAnAiThatWillNeverCome() {
        Scene scene = Scene.prepare().earlyAudioMillis(100).begin();
        scene.agentIsRefused();

        scene.callerSounds(440, 1_000);

        assertThat(scene.heard.all(CallEvent.FrameRejected.class)).isEmpty();
        assertThat(scene.heard.only(FarEndEvent.AiGone.class).loss().kind()).isEqualTo(AiLoss.Kind.REFUSED);
    }
}
