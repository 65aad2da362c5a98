package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two calls on one thread, frame by frame in turn: each hears its own tone and none of the other's. */
class CallsDoNotLeakTest {

    // Primes: no distortion of mu-law's on one of them falls on the other.
    private static final double FIRST_HZ = 653;
    private static final double SECOND_HZ = 1_747;
    private static final double AMPLITUDE = 16_000;
    private static final int FRAMES = 100;

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 44_100, 48_000})
    void onTheWayUp(int aiRateHz) {
        var first = new CallerPath(aiRateHz);
        var second = new CallerPath(aiRateHz);
        byte[] firstSpoken = Tones.toMuLaw(Tones.sine(FIRST_HZ, 8_000, FRAMES * 160, AMPLITUDE));
        byte[] secondSpoken = Tones.toMuLaw(Tones.sine(SECOND_HZ, 8_000, FRAMES * 160, AMPLITUDE));
        var firstHeard = new ByteArrayOutputStream();
        var secondHeard = new ByteArrayOutputStream();
        for (int at = 0; at < firstSpoken.length; at += 160) {
            int firstBytes = first.convert(firstSpoken, at, 160);
            int secondBytes = second.convert(secondSpoken, at, 160);
            firstHeard.write(first.linear16(), 0, firstBytes);
            secondHeard.write(second.linear16(), 0, secondBytes);
        }

        assertHears(Tones.fromLinear16(firstHeard.toByteArray(), firstHeard.size()), FIRST_HZ, SECOND_HZ, aiRateHz);
        assertHears(Tones.fromLinear16(secondHeard.toByteArray(), secondHeard.size()), SECOND_HZ, FIRST_HZ, aiRateHz);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 44_100, 48_000})
    void onTheWayDown(int rateHz) {
        var firstRing = new AudioRing(4_096, 80_000);
        var secondRing = new AudioRing(4_096, 80_000);
        var first = new AgentPath(firstRing);
        var second = new AgentPath(secondRing);
        int frame = rateHz / 50;
        float[] firstSpoken = Tones.sine(FIRST_HZ, rateHz, FRAMES * frame, AMPLITUDE);
        float[] secondSpoken = Tones.sine(SECOND_HZ, rateHz, FRAMES * frame, AMPLITUDE);
        for (int at = 0; at < firstSpoken.length; at += frame) {
            byte[] firstChunk = WavFiles.linear16(firstSpoken, at, at + frame, rateHz);
            byte[] secondChunk = WavFiles.linear16(secondSpoken, at, at + frame, rateHz);
            first.accept(SoundFormat.linear16(rateHz), firstChunk, 44, firstChunk.length - 44);
            second.accept(SoundFormat.linear16(rateHz), secondChunk, 44, secondChunk.length - 44);
        }

        assertHears(drain(firstRing), FIRST_HZ, SECOND_HZ, 8_000);
        assertHears(drain(secondRing), SECOND_HZ, FIRST_HZ, 8_000);
    }

    private static float[] drain(AudioRing ring) {
        var codes = new byte[ring.availableBytes()];
        return Tones.fromMuLaw(codes, ring.read(codes, 0, codes.length));
    }

    private static void assertHears(float[] heard, double ownHz, double othersHz, int rateHz) {
        int from = rateHz / 50;
        int to = from + rateHz; // a whole second holds whole periods of both, so that they are told apart exactly
        Tones.Fit own = Tones.fit(heard, from, to, ownHz, rateHz);
        Tones.Fit others = Tones.fit(heard, from, to, othersHz, rateHz);

        assertThat(own.gainDb(AMPLITUDE)).isCloseTo(0, within(0.1));
        assertThat(others.gainDb(own.amplitude())).as("cross-talk").isLessThan(-60);
    }
}
