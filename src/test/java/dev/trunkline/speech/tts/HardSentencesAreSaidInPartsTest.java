package dev.trunkline.speech.tts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechFailedException;
import dev.trunkline.speech.Voice;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class HardSentencesAreSaidInPartsTest {

    private static final int MAX_CHARS = 32;

    private final List<String> said = new ArrayList<>();
    private RuntimeException failure = new SpeechFailedException("too long");

    /** Ten samples for each sentence that is short enough. */
    private final Voice voice = new Voice() {
        @Override
        public Speech say(String text) {
            if (text.length() > MAX_CHARS) {
                throw failure;
            }
            said.add(text);
            return new Speech(new short[10], sampleRateHz());
        }

        @Override
        public int sampleRateHz() {
            return 8_000;
        }
    };

    @Test
    void clauseByClauseAndNumbersAreNotTorn() {
        Speech speech = InParts.say(voice, "Your balance is 1,042.50 euros, and the next bill; 12:30 is due.");

        assertThat(said).containsExactly("Your balance is 1,042.50 euros,", "and the next bill;", "12:30 is due.");
        assertThat(Objects.requireNonNull(speech).samples()).hasSize(30);
    }

    @Test
    void withoutACommaBeforeTheWordsThatJoin() {
        InParts.say(voice, "I will see what can be done and I will call you back");

        assertThat(said).containsExactly("I will see what can be done", "and I will call you back");
    }

    @Test
    void notAtAllWhenAPartIsTooHardAsWell() {
        assertThat(InParts.say(voice, "Well, this is far too long for anybody to be said at once."))
                .isNull();
        assertThat(InParts.say(voice, "Incomprehensibilities everywhere indeed"))
                .isNull();
    }

    @Test
    void aVoiceThatWasStoppedIsNotAskedAgain() {
        failure = new IllegalStateException("stopped", new InterruptedException());

        assertThatThrownBy(() -> InParts.say(voice, "Well, this is far too long for anybody to be said at once."))
                .isSameAs(failure);
    }
}
