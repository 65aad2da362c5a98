package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.cli.TrunklineCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** {@code fleet --profile conversation}, the first scenes of its book: the bounds are what holds on any machine. */
class TurnsAreTakenIT {

    private static final int SCENES = 8;
    private static final int MOST_TAKES = 2;

    @RegisterExtension
    static final QuietConsole CONSOLE = new QuietConsole();

    @TempDir
    private static Path folder;

    private static int status;
    private static JsonNode report;

    /** Once more where the report says itself that the machine was too busy for it. */
    @BeforeAll
    static void scenesArePlayed() throws IOException {
        play();
        for (int take = 1; take < MOST_TAKES && !report.path("valid").asBoolean(); take++) {
            play();
        }
    }

    private static void play() throws IOException {
        status = TrunklineCommand.commandLine()
                .execute(
                        "fleet",
                        "--profile",
                        "conversation",
                        "--scenes",
                        String.valueOf(SCENES),
                        "--calls",
                        String.valueOf(SCENES),
                        "--report",
                        folder.resolve("panel.html").toString(),
                        "--json",
                        folder.resolve("panel.json").toString());
        report = new ObjectMapper().readTree(folder.resolve("panel.json").toFile());
    }

    @Test
    void everySceneIsPlayedToItsEnd() {
        assertThat(status).isZero();
        assertThat(report.path("scenes")).hasSize(SCENES).allSatisfy(scene -> {
            assertThat(scene.path("greeted").asBoolean()).isTrue();
            assertThat(scene.path("end").asText()).isEqualTo("completed");
            assertThat(scene.path("caller").asText()).contains("U");
            assertThat(scene.path("agent").asText())
                    .contains("#")
                    .hasSameSizeAs(scene.path("caller").asText());
        });
    }

    @Test
    void theAgentAnswersAndYields() {
        assertThat(report.at("/panel/response/total").asInt()).isGreaterThanOrEqualTo(SCENES);
        assertThat(report.at("/panel/response/share").asDouble()).isGreaterThanOrEqualTo(0.8);
        assertThat(report.at("/panel/yield/total").asInt()).isPositive();
        assertThat(report.at("/panel/yield/share").asDouble()).isGreaterThanOrEqualTo(0.8);
    }

    /** Half of them where the machine is busy: what is held too long counts as a yield. */
    @Test
    void theAgentSpeaksOnThroughBackchannels() {
        assertThat(report.at("/panel/backchannel/total").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(report.at("/panel/backchannel/share").asDouble()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void whatIsPrintedIsWhatIsWritten() {
        assertThat(CONSOLE.text())
                .contains("yields to an interruption", "holds through a backchannel", "dead air: longest")
                .contains(String.format(
                        Locale.ROOT, "%.3f", report.at("/panel/response/share").asDouble()));
    }
}
