package dev.trunkline.speech.moonshine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdgesTest {

    private static final int SECOND = MoonshineModel.SAMPLE_RATE_HZ;

    @Test
    void silenceIsCutToAHundredMillisOnBothSides() {
        float[] turn = new float[3 * SECOND];
        for (int i = SECOND; i < 2 * SECOND; i++) {
            turn[i] = (float) Math.sin(0.1 * i);
        }

        assertThat(Edges.cut(turn).length).isBetween(SECOND * 118 / 100, SECOND * 124 / 100);
    }

    @Test
    void whatIsEquallyLoudStaysWhole() {
        float[] noise = new float[SECOND];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = i % 2 == 0 ? 0.01f : -0.01f;
        }

        assertThat(Edges.cut(noise)).containsExactly(noise);
    }

    @Test
    void whatIsLoudIsMadeSofter() {
        float[] loud = new float[SECOND];
        for (int i = 0; i < loud.length; i++) {
            loud[i] = i % 2 == 0 ? 0.5f : -0.5f;
        }

        assertThat(Edges.cut(loud)[0]).isBetween(0.049f, 0.051f);
    }

    @Test
    void nothingStaysNothing() {
        assertThat(Edges.cut(new float[0])).isEmpty();
        assertThat(Edges.cut(new float[1])).hasSizeLessThanOrEqualTo(1);
        assertThat(Edges.cut(new float[SECOND])).containsOnly(0f);
    }
}
