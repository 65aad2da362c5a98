package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.carrier.CarrierSettings;
import dev.trunkline.lab.carrier.PhoneCall;
import dev.trunkline.lab.carrier.SimulatedCarrier;
import dev.trunkline.lab.phone.HungUpBy;
import dev.trunkline.lab.phone.PhoneRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code trunkline-slim.jar}, which the build makes before these tests: the bridge without engine, voices and laboratory. */
class BridgeAloneIT {

    private static final Path WHOLE = Path.of("target/trunkline.jar");
    private static final Path SLIM = Path.of("target/trunkline-slim.jar");
    private static final int RATE_HZ = 24_000;

    @Test
    void aCallIsCarriedToAnEviElsewhereAndEndsWithAGoodbye() throws Exception {
        try (ScriptedEvi evi = new ScriptedEvi(BridgeAloneIT::onMessage);
                SimulatedCarrier carrier = SimulatedCarrier.start(CarrierSettings.local());
                BridgeProcess bridge = BridgeProcess.startJar(
                        SLIM,
                        Map.of("EVI_URL", evi.uri().toString(), "TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"),
                        "serve")) {
            PhoneRecord phone = carrier.place(PhoneCall.to(bridge.webhook(), CallerScript.of())
                            .withMaxDuration(TimeUnit.SECONDS.toMillis(WholeLine.CALL_SECONDS)))
                    .get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);

            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(phone.ending().hungUpBy()).isEqualTo(HungUpBy.AGENT);
            bridge.terminate();
            assertThat(bridge.exitStatus()).isZero();
            assertThat(String.join("\n", bridge.log())).doesNotContain("Exception", "NoClassDefFoundError");
        }
    }

    @Test
    void withoutAnEviItSaysWhatIsMissing() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.startJar(SLIM, Map.of("TRUNKLINE_PORT", "0"), "serve")) {
            assertThat(bridge.exitStatus()).isEqualTo(78);
            assertThat(String.join("\n", bridge.log())).contains("EVI_URL", "trunkline.jar");
        }
    }

    @Test
    void itOffersOnlyWhatItCanDo() throws Exception {
        try (BridgeProcess bridge = BridgeProcess.startJar(SLIM, Map.of(), "fleet")) {
            assertThat(bridge.exitStatus()).isEqualTo(2);
        }
    }

    @Test
    void itIsASmallPartOfTheWhole() throws Exception {
        assertThat(Files.size(SLIM)).isLessThan(Files.size(WHOLE) / 2);
    }

    private static void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (type.equals("session_settings")) {
            chat.after(0, () -> {
                chat.speak("last", "Goodbye", Sound.tone(1_013, RATE_HZ, 300, 12_000), RATE_HZ);
                chat.callTool("tool-1", "hang_up", "{}");
            });
        } else if (type.startsWith("tool_")) {
            chat.endTurn();
        }
    }
}
