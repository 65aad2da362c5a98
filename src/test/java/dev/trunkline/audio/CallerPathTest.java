package dev.trunkline.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallerPathTest {

    private static final double AMPLITUDE = 16_000;

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 44_100, 48_000})
    void theCallersTonesReachTheAi(int aiRateHz) {
        for (double toneHz = 300; toneHz <= 3_300; toneHz += 97) {
            byte[] spoken = Tones.toMuLaw(Tones.sine(toneHz, 8_000, 4_000, AMPLITUDE));

            float[] heard = heardAs16Bit(convert(new CallerPath(aiRateHz), spoken, () -> 160));

            Tones.Fit fit = Tones.fit(heard, aiRateHz / 50, heard.length, toneHz, aiRateHz);
            assertThat(fit.gainDb(AMPLITUDE)).as("gain at %.0f Hz", toneHz).isCloseTo(0, within(0.5));
            assertThat(fit.snrDb()).as("noise at %.0f Hz", toneHz).isGreaterThan(35);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 24_000, 48_000})
    void everyFrameBecomesOneOfTheSameLength(int aiRateHz) {
        var path = new CallerPath(aiRateHz);
        for (int frame = 0; frame < 100; frame++) {
            assertThat(path.convert(new byte[160], 0, 160)).isEqualTo(2 * aiRateHz / 50);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 44_100})
    void piecesOfAnySizeGiveTheSameSound(int aiRateHz) {
        var random = new Random(5);
        var spoken = new byte[40_000];
        random.nextBytes(spoken);

        byte[] frames = convert(new CallerPath(aiRateHz), spoken, () -> 160);
        byte[] pieces = convert(new CallerPath(aiRateHz), spoken, () -> 1 + random.nextInt(5_000));

        assertThat(pieces).isEqualTo(frames);
    }

    @Test
    void aPieceMayLieAnywhereInItsArray() {
        byte[] alone = {1, 2, 3};
        byte[] within = {9, 9, 1, 2, 3, 9};
        var first = new CallerPath(8_000);
        var second = new CallerPath(8_000);

        assertThat(first.convert(alone, 0, 3)).isEqualTo(6);
        assertThat(second.convert(within, 2, 3)).isEqualTo(6);

        assertThat(second.linear16()).startsWith(Arrays.copyOf(first.linear16(), 6));
    }

    @Test
    void theLoudestToneIsClippedAndNotWrappedAround() {
        byte[] square = new byte[800];
        for (int i = 0; i < square.length; i++) {
            square[i] = (byte) (i / 8 % 2 == 0 ? 0x80 : 0x00);
        }

        float[] heard = heardAs16Bit(convert(new CallerPath(16_000), square, () -> 160));

        // The filter overshoots full scale at every edge; wrapped around, it would jump to the other end.
        int jumps = 0;
        for (int i = 400; i < heard.length; i++) {
            jumps += Math.abs(heard[i] - heard[i - 1]) > 45_000 ? 1 : 0;
        }
        assertThat(heard).contains(32_767f).contains(-32_768f);
        assertThat(jumps).isZero();
    }

    private static float[] heardAs16Bit(byte[] linear16) {
        return Tones.fromLinear16(linear16, linear16.length);
    }

    private static byte[] convert(CallerPath path, byte[] muLaw, IntSupplier pieceBytes) {
        var heard = new ByteArrayOutputStream();
        for (int done = 0; done < muLaw.length; ) {
            int piece = Math.min(pieceBytes.getAsInt(), muLaw.length - done);
            int bytes = path.convert(muLaw, done, piece);
            heard.write(path.linear16(), 0, bytes);
            done += piece;
        }
        return heard.toByteArray();
    }
}
