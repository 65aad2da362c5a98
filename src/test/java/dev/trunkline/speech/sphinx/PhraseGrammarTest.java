package dev.trunkline.speech.sphinx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhraseGrammarTest {

    @Test
    void optionalWordsAndAlternativesMultiply() {
        PhraseGrammar grammar = PhraseGrammar.of(List.of("[actually] let me speak to (someone | a person) [please]"));

        assertThat(grammar.phrases())
                .hasSize(8)
                .contains("let me speak to a person", "actually let me speak to someone please");
    }

    @Test
    void bracketsNest() {
        PhraseGrammar grammar = PhraseGrammar.of(List.of("thank you [very much [indeed]] | thanks"));

        assertThat(grammar.phrases())
                .containsExactly("thank you", "thank you very much", "thank you very much indeed", "thanks");
    }

    @Test
    void remarksAndBlankLinesAreNoPhrases() {
        assertThat(PhraseGrammar.parse("# greetings\n\nhello # said first\n").phrases())
                .containsExactly("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello (there", "hello ]", "hello, there", "Hello", "call 911", "a | ) b", "(a]"})
    void aBrokenExpressionIsNamed(String expression) {
        assertThatThrownBy(() -> PhraseGrammar.of(List.of("hello", expression)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(expression);
    }

    @Test
    void nothingIsNoGrammar() {
        assertThatThrownBy(() -> PhraseGrammar.of(List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        PhraseGrammar.of(List.of("[perhaps]", "[]")).phrases().get(1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void optionsThatMultiplyWithoutEndAreAnErrorAndNoFullHeap() {
        String expression = "[a | b | c | d] ".repeat(40);

        assertThatThrownBy(() -> PhraseGrammar.of(List.of(expression)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("phrases");
    }

    @Test
    void aContactCentreIsCovered() {
        assertThat(PhraseGrammar.contactCentre().phrases())
                .contains(
                        "hello",
                        "good morning",
                        "what is my account balance",
                        "what is my balance",
                        "how much do i owe",
                        "i have a question about my bill",
                        "when are you open",
                        "what are your opening hours",
                        "let me speak to a person",
                        "i want to speak to someone",
                        "let me speak to someone please",
                        "actually let me speak to a person please",
                        "transfer me to billing",
                        "transfer me to support",
                        "can i talk to a human",
                        "yes",
                        "no",
                        "thank you",
                        "goodbye",
                        "that is all thank you goodbye",
                        "can you repeat that",
                        "who are you",
                        "tell me about your services",
                        "this is terrible",
                        "i am very angry");
    }
}
