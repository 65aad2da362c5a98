package dev.trunkline.speech.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.SpeechMeter;
import dev.trunkline.speech.Voice;
import dev.trunkline.speech.normalization.Unspoken;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceIsAFailureTest {

    private final List<String> counted = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final SpeechMeter meter = new SpeechMeter() {
        @Override
        public void unspoken(Unspoken what, int count) {
            counted.add(what.label() + " " + count);
        }

        @Override
        public void voiceFailed(Outcome outcome) {
            counted.add(outcome.name());
        }
    };

    @Test
    void aVoiceThatSaysNothingIsReplaced() {
        Voice voice = together(new Says(0, (short) 1_000), new Says(2_000, (short) 1_000));

        assertThat(voice.say("Good morning.").durationMillis()).isEqualTo(2_000);
        assertThat(counted).containsExactly("ANOTHER_SPOKE");
    }

    @Test
    void soIsOneThatSendsZeros() {
        Voice voice = together(new Says(2_000, (short) 0), new Says(2_000, (short) 1_000));

        assertThat(voice.say("Good morning.").samples()).contains((short) 1_000);
    }

    @Test
    void soIsOneThatStopsAfterTheFirstSound() {
        Voice voice = together(new Says(100, (short) 1_000), new Says(3_000, (short) 1_000));

        assertThat(voice.say("Good morning, and thank you for calling.").durationMillis())
                .isEqualTo(3_000);
    }

    @Test
    void whenNobodySpeaksItIsCountedAndThrown() {
        Voice voice = together(new Says(0, (short) 0), new Says(0, (short) 0));

        assertThatThrownBy(() -> voice.say("Good morning.")).isInstanceOf(SpeechFailedException.class);
        assertThat(counted).containsExactly("LOST");
    }

    @Test
    void whatCannotBeSaidIsNoFailureButCounted() {
        Voice voice = together(new Says(0, (short) 0), new Says(0, (short) 0));

        assertThat(voice.say("?!").samples()).isEmpty();
        assertThat(counted).containsExactly("sentence 1");
        assertThat(asked).isEmpty();
    }

    @Test
    void voicesAreGivenTheReadingNotTheWriting() {
        together(new Says(9_000, (short) 1_000), new Says(1, (short) 1)).say("**Call** 4155550199 \uD83D\uDCDE");

        assertThat(asked).containsExactly("Call 4 1 5, 5 5 5, 0 1 9 9");
        assertThat(counted).containsExactly("emoji 1");
    }

    private Voice together(Voice primary, Voice fallback) {
        return new FallbackVoice(
                ReadingVoice.any(primary, meter), ReadingVoice.english(fallback, SpeechMeter.NONE), () -> 0, meter);
    }

    private final class Says implements Voice {
        private final int millis;
        private final short sample;

        Says(int millis, short sample) {
            this.millis = millis;
            this.sample = sample;
        }

        @Override
        public Speech say(String text) {
            asked.add(text);
            short[] samples = new short[8 * millis];
            Arrays.fill(samples, sample);
            return new Speech(samples, 8_000);
        }

        @Override
        public int sampleRateHz() {
            return 8_000;
        }
    }
}
