package dev.trunkline.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.audio.MuLaw;
import dev.trunkline.call.SoundTap.Voice;
import dev.trunkline.testing.Allocation;
import dev.trunkline.testing.Tones;
import dev.trunkline.testing.Wavs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TimeLineTest {

    private static final long BEGAN = Long.MAX_VALUE - 1_000_000_000L; // a clock that overflows soon
    private static final int RATE_HZ = 8_000;

    private final TimeLine line = new TimeLine(BEGAN);
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private static long at(long millis) {
        return BEGAN + millis * 1_000_000;
    }

    private void caller(long atMillis, byte[] frame) {
        line.onCaller(frame, frame.length, at(atMillis));
    }

    private void write(long nowMillis) throws IOException {
        line.giveOn(at(nowMillis), (interleaved, frames) -> written.write(interleaved, 0, 2 * frames));
    }

    private short[] side(int which, int fromMillis, int toMillis) {
        byte[] bytes = written.toByteArray();
        short[] side = new short[bytes.length / 2];
        for (int i = 0; i < side.length; i++) {
            side[i] = MuLaw.decode(bytes[2 * i + which]);
        }
        return Arrays.copyOfRange(side, fromMillis * 8, Math.min(side.length, toMillis * 8));
    }

    @Test
    void jitterTearsNothing() throws IOException {
        byte[] tone = Wavs.muLawTone(1_000, 20);
        for (int i = 1; i <= 150; i++) {
            caller(20L * i + (i * 7 % 13) * 5L, tone);
        }
        write(5_000);

        assertThat(Tones.amplitude(side(0, 100, 3_000), RATE_HZ, 1_000)).isCloseTo(8_000, within(100.0));
        assertThat(line.lost()).isZero();
    }

    @Test
    void whatWaitedSomewhereIsWhereItWasSaidAndThoseAfterItAreInTime() throws IOException {
        byte[] tone = Wavs.muLawTone(1_000, 20);
        byte[] silence = TimeLine.silence(160);
        caller(20, silence);
        for (int i = 2; i <= 50; i++) { // a second of it comes at once
            caller(1_100, tone);
        }
        for (int i = 51; i <= 150; i++) {
            caller(20L * i + 100, i <= 100 ? silence : tone);
        }
        write(5_000);

        assertThat(Tones.soundingMillis(side(0, 0, 1_000), RATE_HZ)).isGreaterThan(950);
        assertThat(Tones.soundingMillis(side(0, 1_200, 1_990), RATE_HZ)).isZero();
        assertThat(Tones.soundingMillis(side(0, 2_100, 3_000), RATE_HZ)).isGreaterThan(880);
        assertThat(line.lost()).isZero();
    }

    @Test
    void whatIsMissingIsSilenceOfItsLengthFromASecondOn() throws IOException {
        byte[] tone = Wavs.muLawTone(1_000, 20);
        for (int i = 1; i <= 50; i++) {
            caller(20L * i, tone);
        }
        for (int i = 1; i <= 150; i++) { // 800 ms never came
            caller(1_800 + 20L * i, tone);
            write(1_800 + 20L * i);
        }
        write(6_500);

        assertThat(Tones.soundingMillis(side(0, 3_000, 4_800), RATE_HZ)).isGreaterThan(1_790);
        assertThat(Tones.soundingMillis(side(0, 4_810, 5_200), RATE_HZ)).isZero();
        assertThat(Tones.soundingMillis(side(0, 0, 4_800), RATE_HZ)).isCloseTo(4_000, within(20L));
    }

    @Test
    void aPersonWhoHasTakenOverIsMixedIntoWhatIsHeard() throws IOException {
        byte[] agent = Wavs.muLawTone(450, 20);
        byte[] person = Wavs.muLawTone(1_500, 20);
        for (int i = 0; i < 100; i++) {
            line.onPlayout(Voice.AGENT, agent, 160, at(20L * i));
            line.onPlayout(Voice.OPERATOR, person, 160, at(20L * i + i % 3 * 5L));
        }
        write(4_000);

        assertThat(Tones.amplitude(side(1, 100, 1_900), RATE_HZ, 1_500)).isCloseTo(8_000, within(200.0));
        assertThat(Tones.amplitude(side(1, 100, 1_900), RATE_HZ, 450)).isGreaterThan(7_000);
    }

    @Test
    void aFrameAllocatesNothing() {
        byte[] frame = new byte[160];
        long[] millis = {0};
        TimeLine.StereoSound nowhere = (interleaved, frames) -> {};

        long bytes = Allocation.bytesOf(5_000, () -> {
            millis[0] += 20;
            line.onCaller(frame, 160, at(millis[0]));
            line.onPlayout(Voice.AGENT, frame, 160, at(millis[0] + 160));
            try {
                line.giveOn(at(millis[0]), nowhere);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(bytes).isZero();
    }
}
