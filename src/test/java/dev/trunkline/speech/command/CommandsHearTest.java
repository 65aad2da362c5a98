package dev.trunkline.speech.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trunkline.speech.Speech;
import dev.trunkline.speech.SpeechRecognizer;
import dev.trunkline.speech.SpeechRecognizer.Heard;
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
        SpeechRecognizer ears = ears("cat > " + file + "\necho '  Good   morning. '", 10_000);

        Heard heard = ears.listen(UTTERANCE);

        assertThat(heard).isEqualTo(new Heard("Good morning.", true));
        assertThat(Files.readAllBytes(file)).isEqualTo(WavFile.of(UTTERANCE));
    }

    @Test
    void whoReadsNothingMayStillAnswer() throws IOException {
        assertThat(ears("echo hello", 10_000).listen(UTTERANCE).text()).isEqualTo("hello");
    }

    @Test
    void noWordsAreNothing() throws IOException {
        assertThat(ears("cat > /dev/null", 10_000).listen(UTTERANCE)).isEqualTo(Heard.NOTHING);
    }

    @Test
    void aFailureSaysWhy() throws IOException {
        SpeechRecognizer ears = ears("echo no model >&2; exit 1", 10_000);

        assertThatThrownBy(() -> ears.listen(UTTERANCE)).hasMessageEndingWith("ended with 1: no model");
    }

    @Test
    void endlessTextIsCutOff() throws IOException {
        SpeechRecognizer ears = ears("exec yes", 10_000);

        assertThatThrownBy(() -> ears.listen(UTTERANCE)).hasMessageEndingWith("wrote more than 65536 bytes");
    }

    private SpeechRecognizer ears(String body, int timeoutMillis) throws IOException {
        Path script = Files.writeString(folder.resolve("program"), body + "\n");
        return new CommandRecognizer(List.of("/bin/sh", script.toString()), timeoutMillis);
    }
}
