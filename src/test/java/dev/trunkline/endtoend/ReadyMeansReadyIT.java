package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the first 200 of {@code /readyz} promises. */
class ReadyMeansReadyIT {

    @RegisterExtension
    static final QuietConsole CONSOLE = new QuietConsole();

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    @Test
    void aCallAtTheFirstReadyIsGreetedAndUnderstoodAndAnswered() throws Exception {
        PlacedCall call;
        try (Trunkline bridge = Trunkline.start(
                ConfigReader.read(Map.of("TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"), null))) {
            await().atMost(Duration.ofSeconds(60))
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> readiness(bridge).statusCode() == 200);
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
        assertThat(call.linesOf("agent"))
                .extracting(line -> line.path("text").asText())
                .startsWith("Hello, this is a demonstration.")
                .contains("I do not know any opening hours.", "Goodbye.");
        assertThat(call.understood())
                .containsOnly(
                        Map.entry("what are your opening hours", "what are your opening hours"),
                        Map.entry("goodbye", "goodbye"));
    }

    @Test
    void aBridgeWhoseGreetingIsNotSpokenYetSaysSo() throws Exception {
        Path spoken = folder.resolve("spoken");
        Path program = folder.resolve("voice.sh");
        Files.writeString(program, "#!/bin/sh\nwhile ! test -e " + spoken + "; do sleep 0.05; done\nexit 1\n");
        Path config = folder.resolve("trunkline.yaml");
        Files.writeString(
                config, "voice: {kind: command, command: 'sh " + program + "'}\nears: {kind: command, command: cat}\n");
        try (Trunkline bridge = Trunkline.start(
                ConfigReader.read(Map.of("TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"), config))) {
            HttpResponse<String> early = readiness(bridge);
            assertThat(early.statusCode()).isEqualTo(503);
            assertThat(early.body()).contains("being loaded");

            Files.createFile(spoken);

            await().atMost(Duration.ofSeconds(60)).until(() -> readiness(bridge).statusCode() == 200);
        }
    }

    private HttpResponse<String> readiness(Trunkline bridge) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + bridge.port() + "/readyz");
        return http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
