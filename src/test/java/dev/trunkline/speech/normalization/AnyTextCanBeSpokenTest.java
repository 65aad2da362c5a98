package dev.trunkline.speech.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnyTextCanBeSpokenTest {

    @Test
    void typographyBecomesPlain() {
        assertThat(spoken("“It’s fine” — really…")).isEqualTo("It's fine, really,");
    }

    @Test
    void accentsAndMarkupGo() {
        assertThat(spoken("<b>café</b> *naïve*")).isEqualTo("cafe naive");
    }

    @Test
    void signsAloneAreNothing() {
        assertThat(spoken(" ?! … ")).isEmpty();
    }

    private static String spoken(String text) {
        return Reading.forEnglishVoice(text).text();
    }
}
