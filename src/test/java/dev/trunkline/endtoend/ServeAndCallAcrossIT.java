package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ServeAndCallAcrossIT {

    @RegisterExtension
    static final QuietConsole CONSOLE = new QuietConsole();

    @TempDir
    private Path folder;

    @Test
    void aCallToABridgeThatIsRunningIsUnderstoodAndEndsWithAGoodbye() throws Exception {
        PlacedCall call;
        try (Trunkline bridge = Trunkline.start(
                ConfigReader.read(Map.of("TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"), null))) {
            bridge.warm().join();
            String webhook = bridge.publicUrl().resolve("/twilio/voice").toString();
            call = PlacedCall.place(
                    folder,
                    List.of(
                            "--to",
                            webhook,
                            "--admin",
                            bridge.adminUrl().toString(),
                            "--say",
                            "what are your opening hours",
                            "goodbye"));
        }

        assertThat(call.status()).isZero();
        assertThat(call.understood())
                .containsOnly(
                        Map.entry("what are your opening hours", "what are your opening hours"),
                        Map.entry("goodbye", "goodbye"));
        assertThat(call.linesOf("agent"))
                .extracting(line -> line.path("text").asText())
                .startsWith("Hello, this is a demonstration.", "How can I help you?")
                .contains("I do not know any opening hours.", "Thank you for calling.")
                .doesNotContain("This is only a demonstration.")
                .endsWith("Goodbye.");
        assertThat(call.json().path("endedBy").asText()).isEqualTo("agent");
    }
}
