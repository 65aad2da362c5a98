package dev.trunkline.speech.moonshine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.SpeechFailedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    private final Vocabulary vocabulary = new Vocabulary(
            ("<unk>\n<s>\n</s>\n<0xC3>\n<0xA9>\n\u2581\n\u2581good\n-\nbye\n\u2581caf" + "\nfiller".repeat(1_000))
                    .getBytes(StandardCharsets.UTF_8));

    @Test
    void piecesBecomeWords() {
        assertThat(vocabulary.text(List.of(6, 7, 8, 5, 6))).isEqualTo("good-bye good");
    }

    @Test
    void bytesBecomeLetters() {
        assertThat(vocabulary.text(List.of(9, 3, 4))).isEqualTo("caf\u00e9");
    }

    @Test
    void marksAndUnknownNumbersAreNoSound() {
        assertThat(vocabulary.text(List.of(1, 6, 2, 0, 32_700))).isEqualTo("good");
    }

    @Test
    void anotherFileIsNoVocabulary() {
        assertThatThrownBy(() -> new Vocabulary("hello".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SpeechFailedException.class)
                .hasMessageContaining("vocabulary");
    }
}
