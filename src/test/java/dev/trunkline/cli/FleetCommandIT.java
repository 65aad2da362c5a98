package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FleetCommandIT {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aLimitThatIsBrokenFailsAndTheReportIsThereAllTheSame() throws Exception {
        assertThat(run("--to", "http://127.0.0.1:1/voice", "--calls", "2", "--duration", "1", "--max-failed", "0"))
                .isEqualTo(1);

        assertThat(out.toString()).contains("LIMIT BROKEN --max-failed: 2.000", "2 calls started");
        JsonNode json = new ObjectMapper().readTree(folder.resolve("f.json").toFile());
        assertThat(json.path("callsStarted").asInt()).isEqualTo(2);
        assertThat(json.path("callsFailed").asInt()).isEqualTo(2);
        assertThat(json.path("callsCompleted").asInt()).isZero();
        for (String measure : List.of("uplink", "downlink", "bargeIn", "gap", "setup")) {
            assertThat(json.path(measure).fieldNames()).toIterable().contains("p50", "p90", "p99", "p999", "max");
        }
        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "peakCalls",
                        "staleAudioMillis",
                        "underruns",
                        "framesLost",
                        "bridgeCpuPercentPerCall",
                        "bridgeRssBytesPerCall",
                        "valid");
        assertThat(Files.readString(folder.resolve("f.html"))).contains("2 calls", "2 failed");
    }

    @Test
    void aFleetOfWhichNobodyGotThroughIsNotValidAndFails() throws Exception {
        assertThat(run("--to", "http://127.0.0.1:1/voice", "--calls", "1", "--duration", "1"))
                .isEqualTo(1);

        assertThat(out.toString()).contains("NOT VALID: not one call got a stream");
        JsonNode json = new ObjectMapper().readTree(folder.resolve("f.json").toFile());
        assertThat(json.path("valid").asBoolean(true)).isFalse();
        assertThat(Files.readString(folder.resolve("f.html")))
                .contains("<h1>Not valid. 1 call: 1 failed</h1>")
                .doesNotContain("<div class=\"figure good\">");
    }

    @Test
    void aSizeThatCannotBeIsUsage() {
        assertThat(run("--to", "http://127.0.0.1:1/voice", "--calls", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--calls must be 1 to 10000");
    }

    @Test
    void aProfileThatDoesNotExistIsUsage() {
        assertThat(run("--to", "http://127.0.0.1:1/voice", "--profile", "enormous"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--profile", "SOAK");
    }

    @Test
    void notesThatAreNotThereFailAtOnce() {
        assertThat(run("--to", "http://127.0.0.1:1/voice", "--notes", "http://127.0.0.1:1/lab/notes"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("the far end's notes at http://127.0.0.1:1/lab/notes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--failover | --failover: is of a fleet with faults",
                "--to http://127.0.0.1:1/voice --failover | --failover: is of a fleet with faults",
                "--notes http://127.0.0.1:1/lab/notes | --notes: needs --to",
                "--profile conversation --dialect realtime | --profile conversation asks nothing of the far end",
                "--profile conversation --failover | --profile conversation asks nothing of the far end",
                "--profile conversation --fault reset@5s | --profile conversation asks nothing of the far end",
                "--profile conversation --status http://127.0.0.1:1/x | --profile conversation measures no load",
            })
    void whatWouldBeIgnoredIsUsage(String options, String mistake) {
        assertThat(run(options.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(mistake);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("fleet"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--wait", "0"));
        all.addAll(List.of("--report", folder.resolve("f.html").toString()));
        all.addAll(List.of("--json", folder.resolve("f.json").toString()));
        CommandLine commandLine = TrunklineCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(all.toArray(String[]::new));
    }
}
