package dev.trunkline.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.testing.ManualScheduler;
import dev.trunkline.testing.RecordingPhone;
import dev.trunkline.testing.Scene;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoCallsAtOnceTest {

    // Primes: mu-law's own distortion of a tone that divides 8 kHz gathers in a few lines, and may fall on the other
    // tone.
    private static final double ONE_HZ = 503;
    private static final double OTHER_HZ = 1_301;

    @Test
    void neverHearEachOther() {
        var time = new ManualScheduler();
        Scene one = Scene.prepare().at(time).talking();
        Scene other = Scene.prepare().at(time).talking();
        List<byte[]> oneChunks = Wavs.chunks(24_000, ONE_HZ, 4_000, 100);
        List<byte[]> otherChunks = Wavs.chunks(24_000, OTHER_HZ, 4_000, 100);
        byte[] oneCaller = Wavs.muLawTone(ONE_HZ, 4_000);
        byte[] otherCaller = Wavs.muLawTone(OTHER_HZ, 4_000);
        one.agent().says("m1", "One.");
        other.agent().says("m1", "Other.");

        for (int frame = 0; frame < 200; frame++) {
            one.call.onCallerAudio(Arrays.copyOfRange(oneCaller, frame * 160, frame * 160 + 160), 160);
            other.call.onCallerAudio(Arrays.copyOfRange(otherCaller, frame * 160, frame * 160 + 160), 160);
            if (frame % 5 == 0) {
                one.agent().sounds("m1", oneChunks.get(frame / 5));
                other.agent().sounds("m1", otherChunks.get(frame / 5));
            }
            time.advanceMillis(20);
        }

        hearsOnly(one.phone.heard(500, 3_500), RecordingPhone.RATE_HZ, ONE_HZ, OTHER_HZ);
        hearsOnly(other.phone.heard(500, 3_500), RecordingPhone.RATE_HZ, OTHER_HZ, ONE_HZ);
        hearsOnly(one.agent().heard(), 16_000, ONE_HZ, OTHER_HZ);
        hearsOnly(other.agent().heard(), 16_000, OTHER_HZ, ONE_HZ);
    }

    @Test
    void areInterruptedApart() {
        var time = new ManualScheduler();
        Scene one = Scene.prepare().at(time).talking();
        Scene other = Scene.prepare().at(time).talking();
        one.agentSpeaks("m1", "One.", ONE_HZ, 2_000);
        other.agentSpeaks("m1", "Other.", OTHER_HZ, 2_000);
        time.advanceMillis(500);

        one.agent().noticesInterruption();
        time.advanceMillis(2_500);

        assertThat(one.phone.soundedMillis()).isCloseTo(500, within(20L));
        assertThat(other.phone.soundedMillis()).isCloseTo(2_000, within(20L));
        assertThat(other.phone.clearsMillis()).isEmpty();
    }

    private static void hearsOnly(short[] heard, int sampleRateHz, double ownHz, double foreignHz) {
        double own = Tones.amplitude(heard, sampleRateHz, ownHz);
        double foreign = Tones.amplitude(heard, sampleRateHz, foreignHz);
        assertThat(own).isCloseTo(8_000, within(400.0));
        assertThat(Tones.decibels(foreign / own)).isLessThan(-60);
    }
}
