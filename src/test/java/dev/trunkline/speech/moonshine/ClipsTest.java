package dev.trunkline.speech.moonshine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClipsTest {

    private static final int SECOND = MoonshineModel.SAMPLE_RATE_HZ;

    @Test
    void aShortTurnIsOneClip() {
        float[] turn = tone(Clips.MOST_SECONDS * SECOND);

        assertThat(Clips.of(turn)).containsExactly(turn);
    }

    @Test
    void aLongTurnIsCutInAPauseAndNothingIsLost() {
        float[] turn = tone(20 * SECOND);
        Arrays.fill(turn, 9 * SECOND, 9 * SECOND + SECOND / 2, 0f);

        List<float[]> clips = Clips.of(turn);

        assertThat(clips).hasSize(2);
        assertThat(clips.get(0).length).isBetween(9 * SECOND, 9 * SECOND + SECOND / 2);
        assertThat(clips.stream().mapToInt(clip -> clip.length).sum()).isEqualTo(turn.length);
    }

    @Test
    void whoNeverPausesIsCutAllTheSame() {
        List<float[]> clips = Clips.of(tone(30 * SECOND));

        assertThat(clips).allSatisfy(clip -> assertThat(clip.length).isLessThanOrEqualTo(Clips.MOST_SECONDS * SECOND));
    }

    private static float[] tone(int samples) {
        float[] tone = new float[samples];
        for (int i = 0; i < samples; i++) {
            tone[i] = (float) Math.sin(0.1 * i);
        }
        return tone;
    }
}
