package dev.trunkline.speech.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.SpeechRecognizer.Result;
import dev.trunkline.speech.file.WavFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsHearTest {

    private static final Speech UTTERANCE = new Speech(new short[240_000], 8_000);

    @TempDir
    private Path folder;

    @Test
    void theUtteranceIsAWavFileAndTheWordsAreTrimmed() throws IOException {
        Path file = folder.resolve("heard.wav");
        SpeechRecognizer recognizer = recognizer("cat > " + file + "\necho '  Good   morning. '", 10_000);

        Result heard = recognizer.recognize(UTTERANCE);

        assertThat(heard).isEqualTo(new Result("Good morning.", true));
        assertThat(Files.readAllBytes(file)).isEqualTo(WavFile.of(UTTERANCE));
    }

    @Test
    void whoReadsNothingMayStillAnswer() throws IOException {
        assertThat(recognizer("echo hello", 10_000).recognize(UTTERANCE).text()).isEqualTo("hello");
    }

    @Test
    void noWordsAreNothing() throws IOException {
        assertThat(recognizer("cat > /dev/null", 10_000).recognize(UTTERANCE)).isEqualTo(Result.NOTHING);
    }

    @Test
    void aFailureSaysWhy() throws IOException {
        SpeechRecognizer recognizer = recognizer("echo no model >&2; exit 1", 10_000);

        assertThatThrownBy(() -> recognizer.recognize(UTTERANCE)).hasMessageEndingWith("ended with 1: no model");
    }

    @Test
    void endlessTextIsCutOff() throws IOException {
        SpeechRecognizer recognizer = recognizer("exec yes", 10_000);

        assertThatThrownBy(() -> recognizer.recognize(UTTERANCE)).hasMessageEndingWith("wrote more than 65536 bytes");
    }

    private SpeechRecognizer recognizer(String body, int timeoutMillis) throws IOException {
        Path script = Files.writeString(folder.resolve("program"), body + "\n");
        return new CommandRecognizer(List.of("/bin/sh", script.toString()), timeoutMillis);
    }
}
