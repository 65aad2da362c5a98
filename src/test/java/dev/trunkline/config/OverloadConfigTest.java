package dev.trunkline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverloadConfigTest {

    @TempDir
    Path folder;

    @Test
    void nobodyWaitsAndOnlyThePressedProcessTurnsAwayByDefault() throws Exception {
        assertThat(ConfigReader.read(Map.of(), null).overload())
                .isEqualTo(new OverloadConfig(0, null, 250, 85, 0, 0, null));
    }

    @Test
    void everythingCanBeChosen() throws Exception {
        TrunklineConfig config = ConfigReader.read(
                Map.of("TRUNKLINE_EVI_MAX_CHATS", "30"), file("""
                evi: {reservedChats: 3}
                overload:
                  loopLagMillis: 0
                  memoryPercent: 0
                  callsPerCaller: 3
                  callsPerCallerInTenMinutes: 5
                  waiting: queue
                  waitingWords:
                  waitingMusic: https://example.com/hold.mp3
                  maxWaiting: 7
                  waitSeconds: 60
                routes: [{name: sales, numbers: ['*'], maxCalls: 12}]
                """.replace("waitingWords:", "waitingWords: ''")));

        assertThat(config.overload().maxChats()).isEqualTo(30);
        assertThat(config.overload().reservedChats()).isEqualTo(3);
        assertThat(config.overload().loopLagMillis()).isZero();
        assertThat(config.overload().callsPerCaller()).isEqualTo(3);
        assertThat(config.overload().callsPerCallerInTenMinutes()).isEqualTo(5);
        OverloadConfig.Waiting waiting =
                Objects.requireNonNull(config.overload().waiting());
        assertThat(waiting.isQueued()).isTrue();
        assertThat(waiting.words()).isEmpty();
        assertThat(waiting.music()).hasHost("example.com");
        assertThat(waiting.places()).isEqualTo(7);
        assertThat(waiting.seconds()).isEqualTo(60);
        assertThat(config.routes().get(0).maxCalls()).isEqualTo(12);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    evi: {reservedChats: 2}                   | evi.reservedChats needs TRUNKLINE_EVI_MAX_CHATS
                    evi: {maxChats: 2, reservedChats: 2}      | evi.reservedChats leaves no chat for a call
                    evi: {maxChats: 0}                        | (evi.maxChats) is not between 1 and
                    overload: {memoryPercent: 20}             | is not between 50 and 95, nor 0
                    overload: {waiting: music}                | overload.waiting must be one of none, spoken, queue
                    overload: {waitSeconds: 5}                | overload.waitSeconds is not between 10 and 3600
                    overload: {waitingMusic: hold.mp3}        | overload.waitingMusic
                    overload: {loopLagMilis: 20}              | did you mean overload.loopLagMillis?
                    """)
    void whatCannotBeIsTold(String yaml, String told) throws Exception {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> ConfigReader.read(Map.of(), file(yaml)))
                .withMessageContaining(told);
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("trunkline.yaml"), yaml);
    }
}
