package dev.trunkline.speech.echo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.speech.Speech;
import dev.trunkline.testing.Allocation;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Syllables of noise, so that no voice is needed: what an echo has in common with its origin is when it is how loud. */
class EchoGuardTest {

    private static final int FRAME = 160;
    private static final long FRAME_NANOS = 20_000_000L;
    private static final int SECONDS = 12;

    private final short[] agent = syllables(1, 6_000);
    private final short[] caller = syllables(2, 6_000);
    private final PlayedLevels played = new PlayedLevels();
    private final EchoGuard guard = new EchoGuard(played);
    private final Random noise = new Random(3);

    @ParameterizedTest
    @CsvSource({"-20, 100", "-20, 340", "-20, 600", "-10, 200", "-6, 480"})
    void whatComesBackIsNotTheCaller(double echoDb, int delayMillis) {
        play();

        assertThat(callersFrames(0, SECONDS * 50, echoDb, delayMillis, SECONDS * 50))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"-20, 100", "-10, 340", "-6, 600"})
    void whoSpeaksOverItIsHeard(double echoDb, int delayMillis) {
        play();
        int from = (SECONDS - 4) * 50;

        assertThat(callersFrames(0, from, echoDb, delayMillis, from)).isZero();

        // He speaks half of the time.
        assertThat(callersFrames(from, from + 100, echoDb, delayMillis, from)).isGreaterThan(25);
    }

    @Test
    void withoutAnEchoEveryFrameOfTheCallerIsHisOwn() {
        play();
        int from = (SECONDS - 4) * 50;
        callersFrames(0, from, -120, 200, from);

        assertThat(callersFrames(from, from + 100, -120, 200, from)).isGreaterThan(45);
    }

    @Test
    void framesThatComeFiveAtATimeAreJudgedTheSame() {
        play();
        int own = 0;
        for (int frame = 0; frame < SECONDS * 50; frame++) {
            long nowNanos = (frame / 5 * 5 + 4) * FRAME_NANOS;
            short[] heard = microphone(frame, -20, 240, SECONDS * 50);
            boolean echo = guard.isEcho(heard, nowNanos);
            own += !echo && level(heard) > 60 ? 1 : 0;
        }

        assertThat(own).isLessThan(5);
    }

    @Test
    void whatWasCutWillNotComeBack() {
        play();
        int cut = 6 * 50;
        callersFrames(0, cut, -20, 100, SECONDS * 50);
        played.cut(cut * FRAME_NANOS);

        for (int frame = cut + 60; frame < cut + 100; frame++) {
            assertThat(guard.isEcho(frameOf(caller, frame), frame * FRAME_NANOS))
                    .isFalse();
        }
    }

    @Test
    void nothingIsAllocatedForAFrame() {
        play();
        callersFrames(0, 100, -20, 200, 1_000);
        short[] frame = frameOf(caller, 7);
        long[] nowNanos = {100 * FRAME_NANOS};

        long bytes = Allocation.bytesOf(200, () -> guard.isEcho(frame, nowNanos[0] += FRAME_NANOS));

        assertThat(bytes).isLessThan(200);
    }

    private void play() {
        for (int at = 0; at + 1_600 <= agent.length; at += 1_600) {
            played.add(at * 125_000L, BandLevels.of(new Speech(Arrays.copyOfRange(agent, at, at + 1_600), 8_000)));
        }
    }

    /** How many loud frames are taken for the caller's. */
    private int callersFrames(int from, int to, double echoDb, int delayMillis, int callerFrom) {
        int own = 0;
        for (int frame = from; frame < to; frame++) {
            short[] heard = microphone(frame, echoDb, delayMillis, callerFrom);
            boolean echo = guard.isEcho(heard, frame * FRAME_NANOS);
            own += !echo && level(heard) > 60 ? 1 : 0;
        }
        return own;
    }

    private short[] microphone(int frame, double echoDb, int delayMillis, int callerFrom) {
        double gain = Math.pow(10, echoDb / 20);
        short[] heard = new short[FRAME];
        for (int i = 0; i < FRAME; i++) {
            int at = frame * FRAME + i;
            int before = at - delayMillis * 8;
            double sample = 10 * noise.nextGaussian();
            sample += before >= 0 && before < agent.length ? gain * agent[before] : 0;
            sample += frame >= callerFrom ? caller[at % caller.length] : 0;
            heard[i] = MuLaw.decode(MuLaw.encode((short) Math.max(-32_000, Math.min(32_000, sample))));
        }
        return heard;
    }

    private static short[] frameOf(short[] sound, int frame) {
        return Arrays.copyOfRange(sound, frame * FRAME, (frame + 1) * FRAME);
    }

    private static double level(short[] samples) {
        double power = 0;
        for (short sample : samples) {
            power += (double) sample * sample;
        }
        return Math.sqrt(power / samples.length);
    }

    /** Bursts of noise of 80 to 240 ms, each of a colour and loudness of its own, with pauses of 20 to 300 ms. */
    private static short[] syllables(long seed, double loudness) {
        Random random = new Random(seed);
        short[] samples = new short[SECONDS * 8_000];
        int at = 1_000;
        while (at < samples.length - 4_000) {
            int length = 640 + random.nextInt(1_280);
            double loud = loudness * (0.2 + 0.8 * random.nextDouble());
            double colour = random.nextDouble();
            double low = 0;
            for (int i = 0; i < length; i++) {
                double white = random.nextGaussian();
                low += 0.3 * (white - low);
                double swell = Math.sin(Math.PI * i / length);
                samples[at + i] = (short) Math.max(
                        -32_000, Math.min(32_000, loud * swell * (colour * white + 2 * (1 - colour) * low)));
            }
            at += length + 160 + random.nextInt(2_240);
        }
        return samples;
    }
}
