package dev.trunkline.lab.farend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.audio.MuLaw;
import org.junit.jupiter.api.Test;

/** The far end's mu-law and the bridge's were written apart. */
class CompandingTest {

    @Test
    void bothReadEveryCodeAlike() {
        byte[] codes = new byte[256];
        for (int code = 0; code < codes.length; code++) {
            codes[code] = (byte) code;
        }
        byte[] linear16 = new byte[512];
        Companding.linear16(codes, codes.length, linear16);
        for (int code = 0; code < codes.length; code++) {
            short sample = (short) ((linear16[2 * code] & 0xFF) | linear16[2 * code + 1] << 8);
            assertThat(sample).as("code " + code).isEqualTo(MuLaw.decode((byte) code));
        }
    }

    /** A step of mu-law is a sixteenth of the distance of its segment from the bias, and nothing is off by more than half of it. */
    @Test
    void whatTheFarEndWritesIsOffByHalfAStepAtMost() {
        for (int sample = -32_635; sample <= 32_635; sample++) {
            int off = Math.abs(MuLaw.decode(Companding.muLaw((short) sample)) - sample);
            assertThat(off * 32).as("sample " + sample).isLessThanOrEqualTo(Math.abs(sample) + 132);
        }
    }
}
