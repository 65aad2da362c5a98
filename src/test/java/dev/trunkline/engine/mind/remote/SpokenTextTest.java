package dev.trunkline.engine.mind.remote;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTextTest {

    private final SpokenText spoken = new SpokenText();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "**Hello** there | Hello there",
                "*Hello* and _bye_, __now__ | Hello and bye, now",
                "***Both.*** | Both.",
                "**Begun here. | Begun here.",
                "and ended here.** | and ended here.",
                "5 * 3 is 15 | 5 * 3 is 15",
                "snake_case_name stays | snake_case_name stays",
                "# Heading | Heading",
                "### 2 things | 2 things",
                "- an item | an item",
                "> - quoted item | quoted item",
                "2. Second thing | 2, Second thing",
                "Use `code` here | Use code here",
                "See [our page](https://a.b/c?d=e) now | See our page now",
                "~~Old~~ new | Old new",
                "Fine 😀👍🏽 thanks | Fine thanks",
                "It is 20 °C ✅ | It is 20 °C",
                "a  b\u00a0c | a b c",
                "I was [interrupted by the caller] | I was",
                "one<br/>two | onetwo",
                "Wie geht’s, Zoë? | Wie geht’s, Zoë?"
            })
    void saysWhatAPersonWouldSay(String written, String said) {
        assertThat(spoken.of(written)).isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"---", "***", "...", "😀", "'| --- | --- |'", "👩‍👩‍👧"})
    void marksAloneAreNotSaid(String written) {
        assertThat(spoken.of(written)).isEmpty();
    }

    @Test
    void marksWithoutEndAreTakenOutLikeAFew() {
        assertThat(spoken.of("- ".repeat(100_000) + "an item")).isEqualTo("an item");
    }

    @Test
    void codeBlocksAreNotSaid() {
        assertThat(spoken.of("Look:")).isEqualTo("Look:");
        assertThat(spoken.of("```java")).isEmpty();
        assertThat(spoken.of("int x = 1;")).isEmpty();
        assertThat(spoken.of("```")).isEmpty();
        assertThat(spoken.of("That is it.")).isEqualTo("That is it.");
    }
}
