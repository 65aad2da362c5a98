package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SupportBundleTest {

    private static final String SECRET = "canary-of-twenty-four-and-more";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void tellsWhatIsConfiguredAndNoSecretNoNumberAndNoPrompt() throws Exception {
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), """
                server: {port: 8085, adminToken: SECRET, maxCalls: SECRET}
                call: {goodbye: protected}
                store: {url: 'postgresql://u:SECRET@db.example/x'}
                agent: {instructions: SECRET, turns: {silenceMillis: 400}}
                farEnds: {SECRET: {dialect: xai, key: SECRET, model: SECRET}}
                webhooks: [{name: crm, url: 'https://SECRET.example', secret: SECRET}]
                routes:
                  - {name: sales, numbers: ['+14155550123'], destinations: [{name: desk, number: '+14155550124', accept: true}]}
                """.replace("SECRET", SECRET));

        Map<String, String> parts = bundle("--config", file.toString());

        assertThat(parts).containsOnlyKeys("about.txt", "configuration.txt", "mistakes.txt");
        assertThat(parts)
                .extractingByKey("configuration.txt", InstanceOfAssertFactories.STRING)
                .contains(
                        "TRUNKLINE_PORT (server.port) = 8085",
                        "TRUNKLINE_ADMIN_TOKEN (server.adminToken) = (given)",
                        "TRUNKLINE_MAX_CALLS (server.maxCalls) = (given)",
                        "call.goodbye = protected",
                        "agent.turns.silenceMillis = 400",
                        "farEnds[0].dialect = xai",
                        "farEnds[0].key = (given)",
                        "routes[0].destinations[0].number = (given)",
                        "routes[0].destinations[0].accept = true");
        assertThat(parts.get("mistakes.txt")).contains("server.maxCalls) is not a whole number: \"...\"");
        assertThat(parts.values()).allSatisfy(part -> assertThat(part).doesNotContain(SECRET, "+1415555"));
    }

    @Test
    void tellsMistakesWithoutWhatWasWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), """
                call: {goodbye: 'say "phone +14155550121" first'}
                routes:
                  - {name: a, numbers: ['+14155550123'], '+14155550122': desk}
                  - {name: a, numbers: ['+14155550123']}
                """);

        String mistakes = bundle("--config", file.toString()).get("mistakes.txt");

        assertThat(mistakes)
                .contains(
                        "routes[1].numbers \"...\" is taken by routes[0].numbers",
                        "routes[0].(other) is not a key",
                        "not \"...\"")
                .doesNotContain("1415555", "phone");
    }

    @Test
    void tellsNoNumberThatStandsAsAKeyHoweverItIsWritten() throws Exception {
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), """
                server: {port: 70000}
                routes: [{name: a, 14155550121: desk, '+1 (415) 555-0122': desk, '(415) 555.0123': desk, '555/0124': desk}]
                """);

        String mistakes = bundle("--config", file.toString()).get("mistakes.txt");

        assertThat(mistakes)
                .contains(
                        "yaml:2: routes[0].(other) is not a key",
                        "yaml:2: routes[0].(other).(other) is not a key",
                        "is not between 0 and 65535")
                .doesNotContain("555", "(415");
    }

    @Test
    void tellsNoSecretThatStandsAsAKey() throws Exception {
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), """
                server: {SECRET: 1, prot: 8085}
                SECRET: {port: 1}
                agent: {SECRET: x}
                farEnds: {SECRET: {dialect: xai, url: nowhere}, 'a SECRET': {dialect: xai}}
                webhooks: [{SECRET: {x: [1]}, SECRET: y}]
                routes: [{name: a, numbers: ['*'], variables: {SECRET: [1]}, fallback: &SECRET {words: x}, SECRETSECRETSECRETSECRET: 1}]
                rules: *SECRET
                """.replace("SECRET", SECRET));

        String mistakes = bundle("--config", file.toString()).get("mistakes.txt");

        assertThat(mistakes)
                .contains(
                        "yaml:1: server.(other) is not a key",
                        "did you mean server.port?",
                        "yaml:2: (other) is not a key",
                        "yaml:3: agent.(other) is not a key",
                        "yaml:4: farEnds.(other).url ",
                        "yaml:5: webhooks[0].(other) stands twice",
                        "yaml:6: routes[0].variables.(other) is a list",
                        "rules is an alias")
                .doesNotContain(SECRET);
    }

    @Test
    void examinesWhatCanBeReadThoughServeWouldNotTakeIt() throws Exception {
        Path file = Files.writeString(
                folder.resolve("trunkline.yaml"),
                "webhooks: [{name: crm, url: 'https://127.0.0.1/x', secret: " + SECRET + "}]\n");

        Map<String, String> parts = bundle("--doctor", "--config", file.toString());

        assertThat(parts.get("doctor.txt")).contains("ok  sound path");
        assertThat(parts.get("mistakes.txt")).contains("the URL of crm leads to");
    }

    @Test
    void saysWhyNothingIsExamined() throws Exception {
        Path file = Files.writeString(folder.resolve("trunkline.yaml"), "server: {prot: 1}\n");

        Map<String, String> parts = bundle("--doctor", "--config", file.toString());

        assertThat(parts.get("doctor.txt")).contains("nothing is examined");
    }

    @Test
    void saysThatABridgeDoesNotAnswer() throws Exception {
        Map<String, String> parts = bundle("--to", "http://127.0.0.1:1/twilio/voice");

        assertThat(parts.get("metrics.txt")).isEqualTo("http://127.0.0.1:2 does not answer");
    }

    @Test
    void leavesTheLastOneAloneUntilTheNewOneIsWhole() throws Exception {
        Path last = Files.writeString(folder.resolve("bundle.zip"), "the last bundle");
        Path anotherName = Files.createLink(folder.resolve("last.zip"), last);

        assertThat(bundle()).containsKey("about.txt");

        assertThat(anotherName).as("what was not written over").hasContent("the last bundle");
    }

    @Test
    void takesNoFolderForItsFile() {
        StringWriter err = new StringWriter();
        CommandLine commandLine = TrunklineCommand.commandLine();
        commandLine.setErr(new PrintWriter(err, true));

        assertThat(commandLine.execute("bundle", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains(folder + " is a folder; name a file in it");
    }

    private Map<String, String> bundle(String... options) throws IOException {
        Path file = folder.resolve("bundle.zip");
        CommandLine commandLine = TrunklineCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        String[] arguments = new String[options.length + 2];
        arguments[0] = "bundle";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        assertThat(commandLine.execute(arguments)).isZero();
        Map<String, String> parts = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
                parts.put(each.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
