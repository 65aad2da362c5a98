package dev.trunkline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.Doctor;
import dev.trunkline.app.Finding;
import dev.trunkline.app.Finding.Verdict;
import dev.trunkline.config.ConfigException;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.lab.farend.FarEnd;
import dev.trunkline.lab.farend.FarEndSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorFindsWhatIsWrongIT {

    private static final String CANARY = "canary-of-a-key-that-nobody-may-see";

    @TempDir
    Path folder;

    @Test
    void farEndsAreAskedAsACallWouldAsk() throws Exception {
        try (FarEnd farEnd = FarEnd.start(FarEndSettings.local())) {
            List<Finding> findings = examine("farEnds:\n"
                    + "  here:\n    dialect: evi\n    url: " + farEnd.eviUrl() + "\n    key: " + CANARY + "\n"
                    + "  face:\n    dialect: realtime\n    url: " + farEnd.realtimeUrl() + "\n"
                    + "  gone:\n    dialect: realtime\n    url: ws://127.0.0.1:1/v1/realtime\n    key: " + CANARY + "\n"
                    + "routes:\n  - name: default\n    numbers: ['*']\n    ai: [here, face, gone]\n");

            assertThat(found(findings, "far end here (evi)").detail()).startsWith("took a session in");
            assertThat(found(findings, "far end here (evi)").verdict()).isEqualTo(Verdict.OK);
            assertThat(found(findings, "far end face (realtime)").verdict()).isEqualTo(Verdict.OK);
            assertThat(found(findings, "far end gone (realtime)").verdict()).isEqualTo(Verdict.NOT_OK);
            assertThat(found(findings, "far end gone (realtime)").detail()).contains("check the url");
            assertThat(findings.toString()).doesNotContain(CANARY);
        }
    }

    @Test
    void oneThatNoRouteAsksIsAnOversight() throws Exception {
        List<Finding> findings =
                examine("farEnds:\n  spare:\n    dialect: realtime\n    url: ws://127.0.0.1:1/v1/realtime\n");

        assertThat(found(findings, "far end spare").detail()).contains("asked by no route");
    }

    @Test
    void whatLiesAroundTheBridgeIsLookedAt() throws Exception {
        List<Finding> findings = Doctor.examine(ConfigReader.read(
                Map.of(
                        "TRUNKLINE_BIND", "127.0.0.1",
                        "TRUNKLINE_DATA_DIR", "/proc/nobody/writes/here",
                        "DATABASE_URL", "postgresql://u:" + CANARY + "@127.0.0.1:1/x",
                        "TWILIO_ACCOUNT_SID", "AC0123456789abcdef0123456789abcdef",
                        "TWILIO_AUTH_TOKEN", CANARY,
                        "TWILIO_API_BASE_URL", "http://127.0.0.1:1"),
                null));

        assertThat(found(findings, "sound path").verdict()).isEqualTo(Verdict.OK);
        assertThat(List.of("data directory", "database", "Twilio REST"))
                .allSatisfy(what -> assertThat(found(findings, what).verdict()).isEqualTo(Verdict.NOT_OK));
        assertThat(found(findings, "Redis").verdict()).isEqualTo(Verdict.ABSENT);
        assertThat(findings.toString()).doesNotContain(CANARY);
    }

    @Test
    void nobodyAnswersWhereTwilioWouldCall() {
        assertThat(PublicUrl.finding(URI.create("http://127.0.0.1:1/base/")).detail())
                .contains("http://127.0.0.1:1/base/healthz cannot be reached from here");
        assertThat(PublicUrl.finding(null).verdict()).isEqualTo(Verdict.ABSENT);
    }

    @Test
    void aBridgeThatNeedsNothingIsWell() throws Exception {
        Path config = Files.writeString(folder.resolve("trunkline.yaml"), "evi:\n  url: embedded\n");
        StringWriter out = new StringWriter();

        int status = doctor(out, config);

        assertThat(out.toString())
                .contains("ok      configuration", "ok      sound path")
                .doesNotContain("NOT OK");
        assertThat(status).isZero();
    }

    @Test
    void theStatusTellsMistakesFromWhatIsNotWell() throws Exception {
        Path mistaken = Files.writeString(folder.resolve("mistaken.yaml"), "farEnds:\n  one: {dialect: nonsense}\n");
        Path unwell = Files.writeString(
                folder.resolve("unwell.yaml"),
                "farEnds:\n  spare: {dialect: realtime, url: 'ws://127.0.0.1:1/v1/realtime'}\n");

        Path refused = Files.writeString(
                folder.resolve("refused.yaml"),
                "webhooks: [{name: crm, url: 'https://127.0.0.1/x', secret: " + CANARY + "}]\n");

        assertThat(doctor(new StringWriter(), mistaken)).isEqualTo(78);
        StringWriter out = new StringWriter();
        assertThat(doctor(out, refused)).as("serve ends so").isEqualTo(78);
        assertThat(out.toString())
                .as("all else is looked at as well")
                .containsSubsequence("NOT OK  configuration", "ok      sound path", "the URL of crm leads to");
        assertThat(doctor(new StringWriter(), unwell)).isEqualTo(1);
    }

    private static int doctor(StringWriter out, Path config) {
        CommandLine commandLine = TrunklineCommand.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(out, true));
        return commandLine.execute("doctor", "--config", config.toString());
    }

    private List<Finding> examine(String yaml) throws IOException, ConfigException {
        return Doctor.examine(ConfigReader.read(Map.of(), Files.writeString(folder.resolve("trunkline.yaml"), yaml)));
    }

    private static Finding found(List<Finding> findings, String what) {
        return findings.stream()
                .filter(each -> each.what().equals(what))
                .findFirst()
                .orElseThrow(() -> new AssertionError(what + " is not in " + findings));
    }
}
