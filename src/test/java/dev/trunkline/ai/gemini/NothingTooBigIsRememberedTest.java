package dev.trunkline.ai.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NothingTooBigIsRememberedTest {

    private final GeminiReader reader = new GeminiReader();

    @Test
    void aMessageOfMillionsOfValues() {
        String values = "1,".repeat(150_000);

        assertThat(read("{'serverContent':{'more':[" + values + "1]}}")).isInstanceOf(GeminiMessage.Rejected.class);
        assertThat(read("{'serverContent':{'more':[" + values.substring(0, 80_000) + "1]}}"))
                .isInstanceOf(GeminiMessage.Told.class);
    }

    @Test
    void anIdOfATool() {
        try (GeminiScene scene = GeminiScene.ready()) {
            for (int length : new int[] {513, 512}) {
                scene.far()
                        .send("{\"toolCall\":{\"functionCalls\":[{\"id\":\"" + "i".repeat(length)
                                + "\",\"name\":\"look_up\",\"args\":{}}]}}");
            }

            assertThat(scene.told()).hasSize(2).first().isEqualTo("rejected too_long");
        }
    }

    private GeminiMessage read(String text) {
        byte[] json = text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return reader.read(json, json.length);
    }
}
