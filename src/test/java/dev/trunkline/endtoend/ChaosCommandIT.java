package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trunkline.cli.TrunklineCommand;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ChaosCommandIT {

    @TempDir
    Path folder;

    @Test
    void everyFaultIsALineAndAnObject() throws Exception {
        Path json = folder.resolve("faults.jsonl");
        Path script = Files.writeString(folder.resolve("bad day"), "reset@100ms # at once\n");
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local());
                BridgeProcess chaos = BridgeProcess.start(
                        Map.of(),
                        "chaos",
                        "--to",
                        farEnd.eviUrl().toString(),
                        "--script",
                        script.toString(),
                        "--json",
                        json.toString())) {
            Matcher port = Pattern.compile("tcp://127.0.0.1:(\\d+)").matcher(chaos.awaitOut("Chaos at"));
            assertThat(port.find()).isTrue();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1)))) {
                assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketException.class);
            }

            assertThat(chaos.awaitOut("reset")).contains("#1", "both");
            await().until(() -> Files.readString(json).endsWith("\n"));
            JsonNode fault = new ObjectMapper().readTree(Files.readString(json));
            assertThat(fault.path("fault").asText()).isEqualTo("reset");
            assertThat(fault.path("connection").asInt()).isEqualTo(1);
            assertThat(fault.path("atMillis").asInt()).isGreaterThanOrEqualTo(90);
            chaos.terminate();
            assertThat(chaos.exitStatus()).isZero();
            chaos.awaitOut("1 connections, 1 faults");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, reset, neither HOST:PORT",
        "localhost:1, explode, there is no fault 'explode'",
        "localhost:1, reset=3, reset takes no amount",
        "localhost:99999, reset, port must be 1 to 65535"
    })
    void whatCannotBeIsUsage(String target, String fault, String words) {
        StringWriter err = new StringWriter();
        CommandLine commands = TrunklineCommand.commandLine();
        commands.setErr(new PrintWriter(err, true));

        assertThat(commands.execute("chaos", "--to", target, "--fault", fault)).isEqualTo(2);
        assertThat(err.toString()).contains(words, "Try: trunkline chaos --help");
    }

    @Test
    void helpShowsEveryFaultAndExamples() {
        StringWriter out = new StringWriter();
        CommandLine commands = TrunklineCommand.commandLine();
        commands.setOut(new PrintWriter(out, true));

        assertThat(commands.execute("chaos", "--help")).isZero();
        assertThat(out.toString()).contains("Examples:", "black-hole", "reset:0.3@2s..5s/utterance");
    }
}
