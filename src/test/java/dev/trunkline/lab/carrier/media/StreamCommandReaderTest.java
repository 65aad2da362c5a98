package dev.trunkline.lab.carrier.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCommandReaderTest {

    private final StreamCommandReader reader = new StreamCommandReader("MZ1");

    @Test
    void readsTheThreeMessagesThereAre() {
        assertThat(reader.read("{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"/38=\"}}"))
                .isInstanceOfSatisfying(
                        StreamCommand.Media.class,
                        media -> assertThat(media.audio()).containsExactly(0xFF, 0x7F));
        assertThat(reader.read("{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"m\"}}"))
                .isEqualTo(new StreamCommand.Mark("m"));
        assertThat(reader.read("{\"event\":\"clear\",\"streamSid\":\"MZ1\"}")).isEqualTo(new StreamCommand.Clear());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{\"event\":\"stop\",\"streamSid\":\"MZ1\"}",
                "{\"event\":\"clear\"}",
                "{\"event\":\"clear\",\"streamSid\":\"MZ2\"}",
                "{\"event\":\"clear\",\"streamSid\":\"MZ1\",\"id\":1}",
                "{\"event\":\"clear\",\"streamSid\":\"MZ1\",\"streamSid\":\"MZ1\"}",
                "{\"event\":\"clear\",\"streamSid\":\"MZ1\"} {}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"playload\":\"/38=\"}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"*\"}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":7}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"/38=\",\"track\":\"outbound\"}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"sequenceNumber\":\"1\",\"media\":{\"payload\":\"/38=\"}}",
                "{\"event\":\"media\",\"media\":{\"payload\":\"/38=\",\"streamSid\":\"MZ1\"}}",
                "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{}}",
                "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":\"m\"}",
            })
    void takesNothingElse(String text) {
        assertThat(reader.read(text)).isInstanceOf(StreamCommand.Invalid.class);
    }
}
