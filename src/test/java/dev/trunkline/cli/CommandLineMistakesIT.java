package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import picocli.CommandLine;

class CommandLineMistakesIT {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    call --to localhost:8080 --say hi                   | '--to': it is not a URL; it must begin with http:// or https://
                    call --to http://u:canary@localhost/x               | '--to': it must not hold a user or a password
                    call --to http://localhost:99999/x                  | '--to': it must have a port
                    call --wav nofile.wav                               | --wav: nofile.wav does not exist
                    call --wav src                                      | --wav: src is no file
                    call --wav pom.xml                                  | --wav: pom.xml is no WAV file that can be read
                    call --press abc                                    | --press: "abc" are no keys
                    call --press ١٢                                     | are no keys
                    call --interrupt-after -5                           | --interrupt-after must be 0 to 60000
                    call --interrupt-after soon                         | --interrupt-after
                    call --record /nowhere/x.wav                        | /nowhere/x.wav cannot be written: there is no folder /nowhere
                    call --json src                                     | src is a folder
                    call --json pom.xml/x                               | pom.xml/x cannot be written
                    call --json /tmp/same --report /tmp/../tmp/same     | is to hold two things
                    call --trust none.pem                               | --trust names none.pem
                    call --wait -1                                      | --wait must be 0 to 600
                    fleet --to foo                                      | '--to': it is not a URL
                    fleet --to http://localhost:1/x --notes foo         | '--notes': it is not a URL
                    fleet --to http://localhost:1/x --max-lost -3       | --max-lost must not be negative
                    fleet --to http://localhost:1/x --rehearsal -3      | --rehearsal must be
                    fleet --to http://localhost:1/x --json /nowhere/x   | /nowhere/x cannot be written
                    fleet --to http://localhost:1/x --trust none.pem    | --trust names none.pem
                    serve --port 99999                                  | '--port': it must be a number from 0 to 65535
                    evi --port -1                                       | '--port': it must be a number
                    evi --port ٨٠٨٠                                     | '--port': it must be a number
                    evi --echo --port 0 --rate 7                        | --rate must be 24000 or 48000
                    relay --port 0 --to http://localhost/x              | '--to': it must be a URL that begins with ws:// or wss://, not http://
                    panel nofile.wav                                    | nofile.wav does not exist
                    replay nowhere                                      | nowhere does not exist
                    fleet --calls many                                  | '--calls': 'many' is not a whole number
                    carrier --answer dog                                | --answer is one of human, machine
                    dial --answer dog +14155550100                      | --answer is one of human, machine
                    serv                                                | serv
                    """)
    void isOneLineAndWhereHelpIsBeforeAnythingStarts(String line, String told) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains(told).doesNotContain("canary").endsWith(" --help" + System.lineSeparator());
        assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"canary\nX-Other: 1", "canaryключ", "canary\u200B-of-twenty-four", "canary canary"})
    void anAdminTokenThatNoHeaderCanCarry(String token) {
        for (String command : List.of("call", "fleet")) {
            err.getBuffer().setLength(0);
            assertThat(run(command, "--to", "http://127.0.0.1:1/twilio/voice", "--admin-token", token))
                    .isEqualTo(2);
            assertThat(err.toString())
                    .contains("--admin-token holds a space or another character that no header may hold")
                    .doesNotContain("canary");
        }
    }

    @Test
    void certificateAndKeyAreBothTold() throws Exception {
        Path none = Files.writeString(folder.resolve("none.pem"), "nothing");

        assertThat(run(
                        "relay",
                        "--port",
                        "0",
                        "--to",
                        "ws://localhost/x",
                        "--tls-certificate",
                        none.toString(),
                        "--tls-key",
                        none.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--tls-certificate names", "--tls-key names");
    }

    @Test
    void helpTellsDefaultsAndWorksAsAWord() {
        assertThat(run("help", "call")).isZero();
        assertThat(out.toString()).contains("Default: call.wav", "Default: answered", "Default: +14155550100");
    }

    @Test
    void noCommandWakesTheLogBeforeItHasSaidHowMuchItWantsToHear() {
        assertThat(TrunklineCommand.commandLine().getSubcommands().values())
                .allSatisfy(command -> assertThat(
                                command.getCommand().getClass().getDeclaredFields())
                        .noneSatisfy(field -> assertThat(field.getType()).isEqualTo(Logger.class)));
    }

    private int run(String... arguments) {
        CommandLine commandLine = TrunklineCommand.commandLine(arguments[0]);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
