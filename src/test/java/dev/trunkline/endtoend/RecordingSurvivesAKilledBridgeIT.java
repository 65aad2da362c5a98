package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.audio.MuLaw;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.testing.Tones;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge that records is killed with -9 under a call: what is on disk plays up to there, and the next process gives it out. */
class RecordingSurvivesAKilledBridgeIT {

    private static final int RATE_HZ = 24_000;
    private static final int HEADER_BYTES = 58;
    private static final String ADMIN = "a-token-of-the-night-shift";

    @TempDir
    private Path data;

    @Test
    void andIsGivenOutByTheNextOne() throws Exception {
        Path config = Files.writeString(
                data.resolve("trunkline.yaml"), "routes:\n  - {name: taped, numbers: [\"*\"], recording: on}\n");
        try (ScriptedEvi evi = new ScriptedEvi(RecordingSurvivesAKilledBridgeIT::onMessage);
                SimulatedCarrier carrier = SimulatedCarrier.start(
                        CarrierSettings.local().withAccount(CarrierSettings.SOME_ACCOUNT, WholeLine.TOKEN))) {
            Path sound;
            try (BridgeProcess first = bridge(evi, config)) {
                var unused = carrier.place(PhoneCall.to(first.webhook(), CallerScript.of(new CallerStep.Pause(60_000)))
                        .withMaxDuration(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS)));
                sound = await().atMost(Duration.ofSeconds(30))
                        .ignoreExceptions()
                        .until(this::sound, Optional::isPresent)
                        .orElseThrow();
                await().atMost(Duration.ofSeconds(30)).until(() -> Files.size(sound) > 80_000);
                first.signal("KILL");
                first.exitStatus();
            }
            byte[] left = Files.readAllBytes(sound);
            assertThat(tone(left)).isGreaterThan(3_000);

            try (BridgeProcess second = bridge(evi, config)) {
                second.webhook();
                String callSid = sound.getParent().getFileName().toString();
                HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(second.webhook()
                                                .toString()
                                                .replace("/twilio/voice", "/api/records/" + callSid + "/recording")))
                                        .header("Authorization", "Bearer " + ADMIN)
                                        .build(),
                                HttpResponse.BodyHandlers.ofByteArray());

                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).hasSizeBetween(left.length, left.length);
                assertThat(tone(answer.body())).isGreaterThan(3_000);
            }
        }
    }

    private Optional<Path> sound() throws IOException {
        Path folder = data.resolve("recordings");
        if (!Files.exists(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".wav")).findFirst();
        }
    }

    /** How loud the agent's tone is on the right, from the second second on. */
    private static double tone(byte[] wav) {
        short[] agent = new short[8_000];
        for (int i = 0; i < agent.length; i++) {
            agent[i] = MuLaw.decode(wav[HEADER_BYTES + 2 * (16_000 + i) + 1]);
        }
        return Tones.amplitude(agent, 8_000, 1_013);
    }

    private BridgeProcess bridge(ScriptedEvi evi, Path config) throws Exception {
        return BridgeProcess.start(
                Map.of(
                        "EVI_URL",
                        evi.uri().toString(),
                        "TRUNKLINE_PORT",
                        "0",
                        "TRUNKLINE_BIND",
                        "127.0.0.1",
                        "TWILIO_AUTH_TOKEN",
                        WholeLine.TOKEN,
                        "TRUNKLINE_ADMIN_TOKEN",
                        ADMIN,
                        "TRUNKLINE_DATA_DIR",
                        data.toString()),
                "serve",
                "--config",
                config.toString());
    }

    private static void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        if (message.path("type").asText().equals("session_settings")) {
            chat.speak("greeting", "Hello", Sound.tone(1_013, RATE_HZ, 20_000, 12_000), RATE_HZ);
        }
    }
}
