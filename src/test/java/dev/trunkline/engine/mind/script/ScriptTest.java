package dev.trunkline.engine.mind.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptTest {

    private final Script script = Script.bundled(true);

    @Test
    void everyPhraseIsThere() {
        assertThat(script.phrases()).containsOnlyKeys(Phrase.values());
        assertThat(script.phrases().values())
                .allSatisfy(sentences -> assertThat(sentences).isNotEmpty().doesNotContainNull());
    }

    @Test
    void everyFieldOfATopicIsRead() throws IOException {
        Set<String> known = Stream.of(Script.Topic.class, Script.Cues.class, Script.Outcome.class)
                .flatMap(type -> Stream.of(type.getRecordComponents()))
                .map(RecordComponent::getName)
                .collect(Collectors.toSet());

        JsonNode yaml;
        try (InputStream file = Script.class.getResourceAsStream("contact-centre.yaml")) {
            yaml = new YAMLMapper().readTree(file);
        }

        assertThat(yaml.path("topics"))
                .isNotEmpty()
                .allSatisfy(topic -> assertThat(topic.fieldNames()).toIterable().isSubsetOf(known));
    }

    @Test
    void everyTopicIsReachedByEachOfItsPhrases() {
        for (Script.Topic topic : script.topics()) {
            for (String phrase : topic.cues().all()) {
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
