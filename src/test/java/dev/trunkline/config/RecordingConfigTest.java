package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingConfigTest {

    @TempDir
    Path folder;

    private TrunklineConfig read(String yaml) throws IOException, ConfigException {
        return ConfigReader.read(Map.of(), Files.writeString(folder.resolve("trunkline.yaml"), yaml));
    }

    @Test
    void nothingIsRecordedUnlessARouteSaysSo() throws Exception {
        TrunklineConfig config = ConfigReader.read(Map.of(), null);

        assertThat(config.routes()).allMatch(route -> route.recording() == null);
        assertThat(config.recording()).isEqualTo(new RecordingConfig(false, null, List.of(), "*7", "", 90));
    }

    @Test
    void aRouteSaysThatItIsAndWhatIsSaidBefore() throws Exception {
        TrunklineConfig config = read("""
                data: {directory: /tmp}
                recording: {format: opus, pauseDigits: "**", resumeDigits: "##", keepDays: 0}
                routes:
                  - {name: a, numbers: ["+14155550100"], recording: on, consent: This call is recorded.}
                  - {name: b, numbers: ["+14155550101"], recording: on}
                  - {name: c, numbers: ["*"], recording: off}
                """);

        assertThat(config.routes())
                .extracting(TrunklineConfig.Route::recording)
                .containsExactly(
                        new RecordingConfig.OfRoute("This call is recorded."), new RecordingConfig.OfRoute(""), null);
        assertThat(config.recording().isOpus()).isTrue();
        assertThat(config.recording().resumeDigits()).isEqualTo("##");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "routes: [{name: a, numbers: ['*'], recording: on}] | data.directory",
                "routes: [{name: a, numbers: ['*'], recording: maybe}] | routes[0].recording must be on or off",
                "routes: [{name: a, numbers: ['*'], consent: Hello.}] | routes[0].consent needs recording: on",
                "recording: {key: 0123} | recording.key",
                "recording: {formerKeys: abc} | recording.formerKeys",
                "recording: {pauseDigits: seven} | recording.pauseDigits",
                "recording: {format: mp3} | recording.format must be one of wav, opus",
            })
    void whatCannotBeIsAMistake(String yaml, String mistake) {
        assertThatThrownBy(() -> read(yaml)).isInstanceOf(ConfigException.class).hasMessageContaining(mistake);
    }
}
