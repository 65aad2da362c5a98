package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ConfigurationIsCheckedTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aGoodFileIsToldByItsRoutesAndFarEnds() throws Exception {
        Path file = write("""
                farEnds: {own: {dialect: realtime, url: 'wss://far.example/v1/realtime'}}
                routes: [{name: sales, numbers: ['*'], ai: [own]}]
                """);

        assertThat(run("config", "check", file.toString())).isZero();
        assertThat(out.toString()).contains("has no mistake: route sales; far ends: own");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void allMistakesAreToldAtOnce() throws Exception {
        Path file =
                write("server: {prot: 1}\ncall: {maxSeconds: soon}\nfarEnds: {one: {dialect: xai, key: '${UNSET}'}}\n");

        assertThat(run("config", "check", file.toString())).isEqualTo(78);
        assertThat(err.toString())
                .contains("3 mistakes", "trunkline.yaml:1: server.prot", "trunkline.yaml:2: call.maxSeconds")
                .contains("trunkline.yaml:3: farEnds.one.key names a variable that is not set: UNSET");
    }

    /** What serve finds only when it starts. */
    @Test
    void whatServeWouldFindInOtherFilesIsToldToo() throws Exception {
        Path script = Files.writeString(folder.resolve("script.yaml"), "intents: {hello: 1}\n");
        Path file = write("mind: {script: " + script + "}\n"
                + "webhooks: [{name: crm, url: 'https://127.0.0.1/x', secret: twenty-four-characters-and-more}]\n");

        assertThat(run("config", "check", file.toString())).isEqualTo(78);
        assertThat(err.toString()).contains("script.yaml", "webhooks: the URL of crm leads to");
    }

    @Test
    void aFileThatIsNotThereIsAMistakeAndNoFileIsUsage() {
        assertThat(run("config", "check", folder.resolve("none.yaml").toString()))
                .isEqualTo(78);
        assertThat(err.toString()).contains("none.yaml cannot be read; does it exist?");
        assertThat(run("config", "check")).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required parameter: 'FILE'");
        assertThat(run("config")).isEqualTo(2);
        assertThat(err.toString()).contains("Say which: check FILE, or schema");
    }

    @Test
    void theSchemaIsJson() throws Exception {
        assertThat(run("config", "schema")).isZero();
        assertThat(new ObjectMapper().readTree(out.toString()).path("$schema").asText())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    private Path write(String yaml) throws Exception {
        return Files.writeString(folder.resolve("trunkline.yaml"), yaml);
    }

    private int run(String... arguments) {
        CommandLine commandLine = TrunklineCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
