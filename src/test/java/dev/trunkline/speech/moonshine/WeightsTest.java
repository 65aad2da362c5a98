package dev.trunkline.speech.moonshine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.SpeechFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {

    @TempDir
    private Path folder;

    @Test
    void whatAFolderLacksIsNamed() throws IOException {
        Files.writeString(folder.resolve("encoder_model.onnx"), "");

        assertThat(Weights.in(folder).missing()).isEqualTo(folder + " holds no decoder_model_merged.onnx");
        assertThat(Weights.in(folder).arePresent()).isFalse();
    }

    @Test
    void whatIsNotInTheJarIsNamed() {
        assertThat(Weights.inside("huge").missing()).isEqualTo("Moonshine's weights \"huge\" are not in this jar");
    }

    @Test
    void filesOfSomethingElseAreNamed() throws IOException {
        for (String file : new String[] {"encoder_model.onnx", "decoder_model_merged.onnx", "vocabulary.txt"}) {
            Files.writeString(folder.resolve(file), "this is no model");
        }

        assertThatThrownBy(() -> new MoonshineRecognizer(Weights.in(folder)))
                .isInstanceOf(SpeechFailedException.class)
                .hasMessageContaining(folder + " is no Moonshine model");
    }
}
