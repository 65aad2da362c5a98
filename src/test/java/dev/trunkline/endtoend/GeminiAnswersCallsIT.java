package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.ai.gemini.GeminiServer;
import dev.trunkline.ai.gemini.ScriptedGemini;
import dev.trunkline.lab.caller.CallerScript;
import dev.trunkline.lab.caller.CallerStep;
import dev.trunkline.lab.phone.PhoneRecord;
import dev.trunkline.net.connection.ClientTls;
import dev.trunkline.testing.Wavs;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bridge whose file names Gemini, a telephone, and a service of which each is given what it wants. */
class GeminiAnswersCallsIT {

    private static final URI NO_EVI = URI.create("ws://127.0.0.1:9/v0/evi");

    @TempDir
    private Path folder;

    @Test
    void aCallIsGreetedUnderstoodAndAnswered() throws Exception {
        try (GeminiServer gemini = new GeminiServer(new Singer());
                WholeLine line = line(gemini)) {
            PhoneRecord phone = line.carrier().place(line.call(caller())).get(WholeLine.CALL_SECONDS, TimeUnit.SECONDS);
            JsonNode bridge = line.recordOf(phone.callSid());

            assertThat(gemini.objections()).isEmpty();
            assertThat(phone.ending().status()).isEqualTo("completed");
            assertThat(WholeLine.complaints(phone)).isEmpty();
            assertThat(bridge.path("end").asText()).isEqualTo("caller_hung_up");
            assertThat(bridge.path("farEnd").asText()).isEqualTo("google");
            assertThat(bridge.path("transcript"))
                    .extracting(said -> said.path("text").asText())
                    .containsExactly("Welcome to the test.", "I sang a note.", "I heard it.");
            assertThat(bridge.path("framesRejected")).isEmpty();
        }
    }

    private WholeLine line(GeminiServer gemini) throws Exception {
        Path config = Files.writeString(folder.resolve("trunkline.yaml"), """
                agent:
                  instructions: You sing.
                  greeting: Welcome to the test.
                farEnds:
                  google: {dialect: gemini, url: "%s", key: "${GEMINI_API_KEY}"}
                routes:
                  - name: default
                    numbers: ["*"]
                    ai: [google]
                """.formatted(gemini.base()));
        return new WholeLine(NO_EVI, Map.of("GEMINI_API_KEY", GeminiServer.KEY), config, ClientTls.platform());
    }

    private static CallerScript caller() {
        return CallerScript.of(
                new CallerStep.AwaitAgent(400, 8_000),
                new CallerStep.Say(
                        "a note",
                        Sound.speech(Sound.tone(880, Sound.PHONE_RATE_HZ, 1_000, 8_000), Sound.PHONE_RATE_HZ)),
                new CallerStep.AwaitAgent(400, 8_000),
                new CallerStep.HangUp());
    }

    /** Greets as it is asked to, and answers a note of a second when it is over. */
    private static final class Singer implements ScriptedGemini.Script {
        private final byte[] note = linear16(Wavs.tone(24_000, 440, 600));
        private int loudBytes;
        private int quietBytes;

        private static byte[] linear16(byte[] wav) {
            return Arrays.copyOfRange(wav, Wavs.HEADER_BYTES, wav.length);
        }

        @Override
        public void onText(ScriptedGemini.Connection connection, String text) {
            say(connection, text.replaceAll(".*\"(.*)\".*", "$1"));
        }

        @Override
        public void onSound(ScriptedGemini.Connection connection, byte[] linear16) {
            boolean loud = Math.abs(linear16[1]) > 2;
            loudBytes += loud ? linear16.length : 0;
            quietBytes = loud ? 0 : quietBytes + linear16.length;
            if (loudBytes > 20_000 && quietBytes > 12_800) {
                loudBytes = 0;
                connection.callerSaid("I sang ");
                connection.callerSaid("a note.");
                say(connection, "I heard it.");
            }
        }

        private void say(ScriptedGemini.Connection connection, String words) {
            connection.sound(note);
            connection.agentSaid(words);
            connection.generationComplete();
            connection.turnComplete();
        }
    }
}
