package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.app.Trunkline;
import dev.trunkline.audio.Tones;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.speech.file.WavFile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An afternoon of a contact centre in Chromium: somebody calls from the page, is watched, steered, taken over and put through, and found again. */
class ConsoleScenarioIT {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int AGENT_RATE_HZ = 24_000;
    private static final int EVI_RATE_HZ = 16_000;
    private static final int MICROPHONE_RATE_HZ = 48_000;
    private static final int MICROPHONE_HZ = 700;

    private final List<JsonNode> told = new CopyOnWriteArrayList<>();
    private ScriptedEvi evi;
    private Trunkline bridge;
    private ConsoleBrowser browser;

    @TempDir
    private Path folder;

    @BeforeEach
    void open() throws Exception {
        evi = new ScriptedEvi(this::onMessage);
        Path config = folder.resolve("trunkline.yaml");
        Files.writeString(config, """
                routes:
                  - name: sales
                    numbers: ["+18005550199"]
                    recording: on
                    destinations: [{name: billing, number: "+15550100001", description: bills}]
                """);
        Map<String, String> environment = new HashMap<>(Map.of(
                "EVI_URL",
                evi.uri().toString(),
                "TRUNKLINE_PORT",
                "0",
                "TRUNKLINE_BIND",
                "127.0.0.1",
                "TRUNKLINE_DATA_DIR",
                folder.resolve("data").toString()));
        bridge = Trunkline.start(ConfigReader.read(environment, config));
        browser = ConsoleBrowser.open(microphone());
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
        }
        bridge.close();
        evi.close();
    }

    /** A voice that everybody can tell from the agent's: a tone. */
    private Path microphone() throws IOException {
        float[] tone = Sound.tone(MICROPHONE_HZ, MICROPHONE_RATE_HZ, 2_000, 9_000);
        short[] samples = new short[tone.length];
        for (int i = 0; i < tone.length; i++) {
            // In syllables: what sounds all the time is noise to a browser, and is taken away.
            samples[i] = (short) (tone[i] * Math.abs(Math.sin(2 * Math.PI * 2 * i / MICROPHONE_RATE_HZ)));
        }
        Path file = folder.resolve("microphone.wav");
        Files.write(file, WavFile.of(samples, 0, samples.length, MICROPHONE_RATE_HZ));
        return file;
    }

    private void onMessage(ScriptedEvi.Chat chat, JsonNode message) {
        String type = message.path("type").asText();
        if (!type.equals("audio_input")) {
            told.add(message);
        }
        if (type.equals("session_settings") && told.size() == 1) {
            chat.speak("m1", "Hello, how can I help?", voice(900), AGENT_RATE_HZ);
            chat.endTurn();
        }
    }

    private static double loudness(float[] samples) {
        return Tones.rms(samples, Math.max(0, samples.length - EVI_RATE_HZ), samples.length);
    }

    private static float[] voice(int millis) {
        return Sound.tone(1_013, AGENT_RATE_HZ, millis, 9_000);
    }

    @Test
    void aCallIsMadeWatchedSteeredTakenOverPutThroughAndFound() throws Exception {
        URI page = bridge.adminUrl().resolve("/");

        // Somebody calls from the page, is heard, and sees what is said.
        browser.goTo(page, "/phone");
        browser.press("Call");
        browser.see(".transcript .agent", "Hello, how can I help?");
        ScriptedEvi.Chat chat = evi.chats().get(0);
        await().atMost(SOON).until(() -> loudness(chat.heardSamples()) > 300);
        chat.understood("What are your opening hours?");
        browser.see(".transcript .caller", "opening hours");
        browser.picture("scenario-softphone");

        // The agent answers at length, and is interrupted: what was not heard is set apart.
        chat.speak(
                "m2",
                "We are open from eight to six, from Monday to Saturday, and on Sundays we sleep.",
                voice(8_000),
                AGENT_RATE_HZ);
        await().atMost(SOON).until(() ->
                (Boolean) browser.run("return [...document.querySelectorAll('.transcript .agent')].length > 1"));
        browser.runLater("setTimeout(arguments[0], 1500)");
        chat.interrupt();
        browser.see(".transcript .barge-in", "interrupted");
        browser.see(".transcript .agent s");

        // It is watched in depth, and the agent is told something.
        browser.press("Watch this call in depth");
        browser.see(".call .transcript", "opening hours");
        browser.see(".composer input[value=whisper] + span", "Whisper");
        browser.type("w");
        browser.type("Offer a credit of five euros\n");
        browser.see(".transcript .operator", "Whisper");
        await().atMost(SOON)
                .until(() -> told.stream().anyMatch(each -> each.toString().contains("credit of five")));

        // Somebody listens, then speaks himself, and hands back with a note.
        browser.press("Listen in");
        browser.see("[data-mode=listening]");
        browser.press("Stop listening");
        browser.press("Take over");
        browser.see("[data-mode=speaking]");
        browser.see(".call-head .pill", "Operator speaks");
        browser.picture("scenario-taken-over");
        browser.press("Hand back");
        browser.see("dialog textarea").sendKeys("We agreed on ten euros");
        browser.see("dialog button[type=submit]").click();
        await().atMost(SOON)
                .until(() -> told.stream().anyMatch(each -> each.toString().contains("ten euros")));

        // The caller is put through; the softphone says that it cannot dial.
        browser.press("Transfer");
        browser.see("dialog select");
        browser.see("dialog button[type=submit]").click();
        browser.see(".notice", "Transferred");
        browser.goTo(page, "/history");

        // It is found by a word, and played in step with its words.
        browser.see("#find-words").sendKeys("opening\n");
        browser.see(".records tbody a").click();
        browser.see(".transcript .caller", "opening hours");
        browser.press("Play");
        browser.see(".says.now");
        browser.see(".word.now");
        browser.picture("scenario-record");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theSoftphoneTellsWhereACallerWouldBePutThroughTo() throws Exception {
        browser.goTo(bridge.adminUrl().resolve("/"), "/phone");
        browser.press("Call");
        browser.see(".transcript .agent", "Hello");
        evi.chats()
                .get(0)
                .callTool("t1", "transfer_call", "{\"destination\":\"billing\",\"reason\":\"r\",\"summary\":\"s\"}");

        browser.see(".phone-status", "would be transferred to billing");
        assertThat(browser.complaints()).isEmpty();
    }
}
