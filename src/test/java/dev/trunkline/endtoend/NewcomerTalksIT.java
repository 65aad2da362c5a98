package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.app.Trunkline;
import dev.trunkline.config.ConfigReader;
import dev.trunkline.speech.Speech;
import dev.trunkline.speech.file.WavFile;
import dev.trunkline.speech.tts.FreeTtsVoice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does first after {@code serve}: opens the page and talks to the agent, whose ears and voice are the bridge's own. */
class NewcomerTalksIT {

    private static final int GREETING_SECONDS = 9; // the microphone hears nothing while the agent says what it is
    private static final int ANSWER_SECONDS = 30;

    @TempDir
    private Path folder;

    @Test
    void aQuestionIsUnderstoodAndAnswered() throws Exception {
        Map<String, String> environment =
                new HashMap<>(Map.of("EVI_URL", "embedded", "TRUNKLINE_PORT", "0", "TRUNKLINE_BIND", "127.0.0.1"));
        try (Trunkline bridge = Trunkline.start(ConfigReader.read(environment, null));
                ConsoleBrowser browser = ConsoleBrowser.open(microphone("what are your opening hours"))) {
            bridge.warm().join();
            browser.goTo(bridge.adminUrl().resolve("/"), "/");
            browser.press("Talk to the agent");
            browser.press("Call");

            browser.see(".transcript .agent");
            browser.patient(60).see(".transcript .caller", "opening hours");
            browser.see(".transcript .caller ~ .agent");
            browser.picture("newcomer");
            browser.press("Hang up");
            browser.see(".phone-status", "You hung up");

            assertThat(browser.complaints()).isEmpty();
        }
    }

    private Path microphone(String words) throws Exception {
        Speech said = new FreeTtsVoice().say(words);
        int rate = said.sampleRateHz();
        short[] samples = new short[(GREETING_SECONDS + ANSWER_SECONDS) * rate + said.samples().length];
        System.arraycopy(said.samples(), 0, samples, GREETING_SECONDS * rate, said.samples().length);
        Path file = folder.resolve("microphone.wav");
        Files.write(file, WavFile.of(samples, 0, samples.length, rate));
        return file;
    }
}
