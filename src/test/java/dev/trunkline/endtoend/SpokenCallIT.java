package dev.trunkline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, {@code call} without options: a caller asks, interrupts and is put through. */
class SpokenCallIT {

    @RegisterExtension
    static final QuietConsole CONSOLE = new QuietConsole();

    @TempDir
    private static Path folder;

    private static PlacedCall call;

    @BeforeAll
    static void aCallerAsksAndInterruptsAndIsPutThrough() throws IOException {
        call = PlacedCall.place(
                folder,
                List.of(
                        "--say",
                        "what is my account balance",
                        "i want to speak to a person",
                        "--interrupt-after",
                        "2200"));
    }

    @Test
    void theCommandSucceedsAndSaysWhatWasSaid() {
        assertThat(call.status()).isZero();
        assertThat(call.linesOf("agent"))
                .allSatisfy(line -> assertThat(CONSOLE.text()).contains(text(line)));
    }

    @Test
    void theCallerIsUnderstood() {
        assertThat(call.linesOf("caller"))
                .extracting(SpokenCallIT::text)
                .containsExactly("what is my account balance", "i want to speak to a person");
        assertThat(call.linesOf("caller"))
                .allSatisfy(line -> assertThat(
                                WordsHeard.of(text(line), line.path("heardText").asText()))
                        .satisfies(heard -> assertThat(heard.correct())
                                .isGreaterThanOrEqualTo(text(line).split(" ", -1).length - 1))
                        .satisfies(heard -> assertThat(heard.wrong()).isLessThanOrEqualTo(1)));
    }

    @Test
    void theAgentGreetsAndAnswersAloud() {
        assertThat(call.json().path("greetingMillis").isNumber()).isTrue();
        assertThat(call.json().path("turns")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(call.json().path("turnMillis")).hasSameSizeAs(call.json().path("turns"));
        assertThat(call.linesOf("agent"))
                .extracting(SpokenCallIT::text)
                .contains(
                        "Your current balance is forty two pounds and fifty pence.",
                        "Of course.",
                        "I will find someone for you.");
    }

    @Test
    void theInterruptedAgentStopsWithoutAnotherSound() {
        assertThat(call.json().path("bargeIns")).hasSize(1);
        assertThat(call.json().path("bargeIns").path(0).path("staleAudioMillis").asLong(-1))
                .isZero();

        List<JsonNode> cut = call.linesOf("agent").stream()
                .filter(line -> line.path("interrupted").asBoolean())
                .toList();
        assertThat(cut).hasSize(1);
        JsonNode sentence = cut.get(0);
        assertThat(text(sentence)).startsWith(sentence.path("heardText").asText());
        assertThat(sentence.path("heardMillis").asLong())
                .isPositive()
                .isLessThan(sentence.path("spokenMillis").asLong());
    }

    @Test
    void theCallerIsPutThroughToSomebodyWhoSpeaks() {
        JsonNode tools = call.json().path("toolCalls");
        assertThat(tools).hasSize(1);
        assertThat(tools.path(0).path("name").asText()).isEqualTo("transfer_call");
        assertThat(tools.path(0).path("outcome").asText()).isEqualTo("ok");

        JsonNode transfers = call.json().path("transfers");
        assertThat(transfers).hasSize(1);
        assertThat(transfers.path(0).path("outcome").asText()).isEqualTo("answered");
        assertThat(call.json().path("transferredTo").asText())
                .isNotEmpty()
                .isEqualTo(transfers.path(0).path("destination").asText());
        assertThat(call.json().path("end").asText()).isEqualTo("transferred");
        assertThat(call.linesOf("person")).hasSize(1);
    }

    @Test
    void theRecordingHoldsBothVoicesForAsLongAsTheCallWas() throws IOException, UnsupportedAudioFileException {
        AudioFileFormat file = AudioSystem.getAudioFileFormat(call.recording().toFile());

        assertThat(file.getFormat().getChannels()).isEqualTo(2);
        assertThat(file.getFormat().getSampleRate()).isEqualTo(8_000f);
        assertThat(file.getFrameLength() / 8L)
                .isCloseTo(call.json().path("durationMillis").asLong(), within(100L));
    }

    @Test
    void thePictureShowsEverySentenceOfTheCallOnce() throws IOException {
        String page = Files.readString(call.page());
        String words = visible(page.substring(page.indexOf("<li class=\"says")));

        assertThat(call.json().path("transcript")).isNotEmpty();
        assertThat(call.json().path("transcript"))
                .allSatisfy(line -> assertThat(words).contains(text(line)));
        assertThat(page.split("<li class=\"says agent\"", -1))
                .hasSize(call.linesOf("agent").size() + 1);
        assertThat(page.split("<li class=\"says caller\"", -1))
                .hasSize(call.linesOf("caller").size() + 1);
    }

    @Test
    void thePhoneAndTheBridgeHaveNothingToComplainAbout() {
        assertThat(call.json().path("warnings")).isEmpty();
        assertThat(call.json().path("bridgeRecord").asBoolean()).isTrue();
        assertThat(call.json().path("framesLost").asInt(-1)).isZero();
    }

    private static String text(JsonNode line) {
        return line.path("text").asText();
    }

    /** What a reader of a page sees. */
    private static String visible(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replace("&#39;", "'")
                .replace("&quot;", "\"")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }
}
