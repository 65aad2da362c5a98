package dev.trunkline.lab.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.audio.DtmfTones;
import dev.trunkline.audio.MuLaw;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bridge's tones and the laboratory's ear for them, neither of which knows the other. */
class KeysHeardTest {

    @ParameterizedTest
    @ValueSource(strings = {"0123456789*#ABCD", "111", "5w5", "4W2#"})
    void everyKeyIsHeardThroughMuLawWherever(String keys) {
        for (int offset = 0; offset < 160; offset += 37) {
            assertThat(KeysHeard.in(heard(keys, offset))).isEqualTo(keys.replaceAll("[wW]", ""));
        }
    }

    @Test
    void noiseAndVoicesAreNoKeys() {
        Random random = new Random(7);
        short[] noise = new short[80_000];
        short[] hum = new short[80_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * 3_000);
            double pitch = 2 * Math.PI * i * (110 + 20 * Math.sin(i / 9_000.0)) / 8_000;
            for (int harmonic = 1; harmonic < 25; harmonic++) {
                hum[i] += (short) (4_000.0 / harmonic * Math.sin(harmonic * pitch));
            }
        }

        assertThat(KeysHeard.in(noise)).isEmpty();
        assertThat(KeysHeard.in(hum)).isEmpty();
    }

    @Test
    void eachToneHasMinusNineDecibels() {
        short[] sound = heard("1", 0);
        double energy = 0;
        for (int i = 80; i < 720; i++) {
            energy += (double) sound[i] * sound[i] / 640;
        }
        double dbm0 = 10 * Math.log10(energy / (32_124.0 * 32_124.0 / 2)) + 3.17;

        assertThat(dbm0).as("of both together").isCloseTo(-6, within(0.3));
    }

    @Test
    void whatWasHeardOfThemIsKnown() {
        assertThat(DtmfTones.millis("12w#")).isEqualTo(1_100);
        assertThat(DtmfTones.heardOf("12w#", 1_100)).isEqualTo("12w#");
        assertThat(DtmfTones.heardOf("12w#", 1_000)).isEqualTo("12w#");
        assertThat(DtmfTones.heardOf("12w#", 299)).isEqualTo("1");
        assertThat(DtmfTones.heardOf("12", 0)).isEmpty();
    }

    private static short[] heard(String keys, int offset) {
        byte[] sound = DtmfTones.muLaw(keys);
        short[] heard = new short[sound.length + offset];
        for (int i = offset; i < heard.length; i++) {
            heard[i] = MuLaw.decode(sound[i - offset]);
        }
        return heard;
    }
}
