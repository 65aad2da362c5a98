package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ExitStatusIT {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpIsGoodAndTellsTheCommands() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve", "call", "78");
    }

    @Test
    void anUnknownOptionIsUsage() {
        assertThat(run("serve", "--prot", "80")).isEqualTo(2);
        assertThat(err.toString()).contains("--prot");
    }

    @Test
    void anOutcomeThatDoesNotExistIsUsage() {
        assertThat(run("call", "--transfer-outcome", "maybe")).isEqualTo(2);
        assertThat(err.toString()).contains("answered, busy, no-answer or failed");
    }

    @Test
    void anOptionWithoutItsValueIsUsage() {
        assertThat(run("call", "--say", "--press", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("--say needs a value");
    }

    @Test
    void aBadConfigurationIs78AndTellsAllMistakes() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "server: {prot: 1}\ncall: {maxSeconds: soon}\n");

        assertThat(run("serve", "--config", file.toString())).isEqualTo(78);
        assertThat(err.toString()).contains("2 mistakes", "server.prot", "call.maxSeconds");
    }

    @Test
    void aWavThatIsNoneIsUsageByName() throws Exception {
        Path file = Files.writeString(folder.resolve("speech.wav"), "not a wav");

        assertThat(run("call", "--to", "http://localhost:1/twilio/voice", "--wav", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("speech.wav is no WAV file that can be read");
    }

    @Test
    void aBridgeThatIsNotThereFailsTheCallAndSaysWhatToRun() {
        String[] files = {
            "--wait", "0",
            "--record", folder.resolve("c.wav").toString(),
            "--report", folder.resolve("c.html").toString(),
            "--json", folder.resolve("c.json").toString()
        };
        String[] arguments = new String[3 + 2 + files.length];
        System.arraycopy(
                new String[] {"call", "--to", "http://localhost:1/twilio/voice", "--say", "hello"}, 0, arguments, 0, 5);
        System.arraycopy(files, 0, arguments, 5, files.length);

        assertThat(run(arguments)).isEqualTo(1);
        assertThat(out.toString()).contains("11205");
        assertThat(err.toString()).contains("Nobody listens at http://localhost:1. Is `serve` running there?");
    }

    @Test
    void aBridgeThatIsNotThereDialsNobodyAndIsNotWatched() {
        assertThat(run("dial", "--to", "http://localhost:1", "+14155550100")).isEqualTo(1);
        assertThat(err.toString()).contains("Nobody listens at http://localhost:1. Is `serve` running there?");
        assertThat(run("watch", "--to", "http://localhost:1/twilio/voice")).isEqualTo(1);
        assertThat(err.toString()).contains("Nobody listens at ws://127.0.0.1:2/api/live. Is `serve` running there?");
    }

    @Test
    void aFileThatCannotBeWrittenIsToldBeforeAnythingIsWatched() {
        assertThat(run("watch", "--to", "http://localhost:1/twilio/voice", "--json", "no-folder/watch.json"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no-folder/watch.json cannot be written: there is no folder");
    }

    @Test
    void dialSendsItsTokenNowhereWhereOthersCouldReadIt() {
        assertThat(run("dial", "--to", "http://bridge.invalid", "--token", "a-token", "+14155550100"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("the admin token would go over http://");
        assertThat(run("dial", "--to", "http://localhost:1", "--token", "a token", "+14155550100"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--token holds a space");
    }

    @Test
    void aPortThatIsTakenIsToldWithWhatToDo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(run("carrier", "--port", port)).isEqualTo(1);
            assertThat(run("chaos", "--port", port, "--to", "127.0.0.1:1")).isEqualTo(1);
            assertThat(err.toString().lines())
                    .hasSize(2)
                    .allMatch(line -> line.matches("cannot listen on 127\\.0\\.0\\.1:" + port
                            + ": .+; give another port, or 0 for any free one")); // why is in the system's language
        }
    }

    @Test
    void filesThatAreNotThereAreToldByName() {
        assertThat(run("script", "none.yaml")).isEqualTo(78);
        assertThat(run("dial", "--file", "none.csv")).isEqualTo(1);
        assertThat(err.toString()).contains("none.yaml cannot be read; does it exist?", "none.csv: it does not exist");
    }

    private int run(String... arguments) {
        CommandLine commandLine = TrunklineCommand.commandLine(arguments[0]);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
