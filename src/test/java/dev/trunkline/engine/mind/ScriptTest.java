package dev.trunkline.engine.mind;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private final Script script = Script.bundled(true);

    @Test
    void everyPhraseIsThere() throws ReflectiveOperationException {
        for (RecordComponent phrase : Script.Phrases.class.getRecordComponents()) {
            assertThat(phrase.getAccessor().invoke(script.phrases()))
                    .as(phrase.getName())
                    .isNotNull();
        }
    }

    @Test
    void everyTopicIsReachedByEachOfItsPhrases() {
        for (Script.Topic topic : script.topics()) {
            for (String phrase : topic.phrases()) {
                assertThat(phrase).isEqualTo(Script.plain(phrase));
                assertThat(script.topicOf(phrase)).as(phrase).isEqualTo(topic);
            }
        }
    }

    @Test
    void everyKeyLeadsToATopic() {
        script.digits()
                .values()
                .forEach(topic -> assertThat(script.named(topic)).isNotNull());
    }

    @Test
    void spellingAndPunctuationDoNotMatter() {
        assertThat(Script.plain("What's  the BALANCE, please?")).isEqualTo("what is the balance please");
        assertThat(Script.plain("I'm angry. It doesn't work!")).isEqualTo("i am angry it does not work");
    }
}
