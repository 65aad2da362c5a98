package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private final Script script = Script.bundled(true);

    @Test
    void everyPhraseIsThere() {
        for (boolean isInvented : List.of(true, false)) {
            assertThat(Script.bundled(isInvented).sentences()).containsOnlyKeys(Phrase.values());
            assertThat(Script.bundled(isInvented).sentences().values())
                    .allSatisfy(sentences -> assertThat(sentences).isNotEmpty().doesNotContainNull());
        }
    }

    @Test
    void everyIntentIsReachedByEachOfItsPhrases() {
        Understanding understanding = new Understanding(script);
        for (Intent intent : script.intents()) {
            for (String phrase : intent.cues().words()) {
                assertThat(understanding.of(phrase, null).best()).as(phrase).isEqualTo(intent);
            }
        }
    }

    @Test
    void everyKeyLeadsToAnIntent() {
        script.keys()
                .values()
                .forEach(intent -> assertThat(script.named(intent)).isNotNull());
    }

    @Test
    void spellingAndPunctuationDoNotMatter() {
        assertThat(PlainWords.of("What's  the BALANCE, please?")).isEqualTo("what is the balance please");
        assertThat(PlainWords.of("I'm angry. It doesn't work!")).isEqualTo("i am angry it does not work");
    }
}
