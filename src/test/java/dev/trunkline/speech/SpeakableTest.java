package dev.trunkline.speech;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeakableTest {

    @Test
    void typographyBecomesPlain() {
        assertThat(Speakable.of("“It’s fine” — really…")).isEqualTo("It's fine, really,");
    }

    @Test
    void accentsAndMarkupGo() {
        assertThat(Speakable.of("<b>café</b> *naïve*")).isEqualTo("cafe naive");
    }

    @Test
    void signsAloneAreNothing() {
        assertThat(Speakable.of(" ?! … ")).isEmpty();
    }
}
