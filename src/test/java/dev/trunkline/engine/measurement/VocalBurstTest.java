package dev.trunkline.engine.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.engine.expression.Envelope;
import dev.trunkline.engine.expression.Voices;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VocalBurstTest {

    @Test
    void burstsAreToldByTheirShape() {
        assertThat(VocalBurst.of(Voices.laugh())).isEqualTo(VocalBurst.LAUGH);
        assertThat(VocalBurst.of(Voices.noise(8_000, 1))).isEqualTo(VocalBurst.SIGH);
        assertThat(VocalBurst.of(cut(Voices.noise(8_000, 1), 250))).isEqualTo(VocalBurst.GASP);
        assertThat(VocalBurst.of(Voices.tone(130, 130, 0.5))).isEqualTo(VocalBurst.HMM);
        assertThat(VocalBurst.of(Voices.tone(220, 130, 0.5))).isEqualTo(VocalBurst.OH);
        assertThat(VocalBurst.of(Voices.tone(420, 460, 0.8))).isEqualTo(VocalBurst.SCREAM);
    }

    @Test
    void clicksAndTalkAreNoBursts() {
        assertThat(VocalBurst.of(cut(Voices.noise(8_000, 1), 50))).isNull();
        assertThat(VocalBurst.of(Voices.glide(150, 180, 3))).isNull();
        assertThat(VocalBurst.of(new Speech(new short[0], 8_000))).isNull();
    }

    @Test
    void sentencesAreNoBursts() {
        FreeTtsVoice voice = new FreeTtsVoice();
        for (String sentence : new String[] {
            "I would like to know my balance.", "Let me speak to a person please.", "What are your opening hours today?"
        }) {
            Speech spoken = voice.say(sentence).at(8_000);
            for (Envelope.Run run : Envelope.of(spoken).runs(VocalBurst.PAUSE_MILLIS)) {
                Speech part = new Speech(
                        Arrays.copyOfRange(spoken.samples(), run.beginMillis() * 8, run.endMillis() * 8), 8_000);
                assertThat(VocalBurst.of(part)).as(sentence + run).isNull();
            }
        }
    }

    private static Speech cut(Speech speech, int millis) {
        return new Speech(Arrays.copyOf(speech.samples(), millis * 8), 8_000);
    }
}
