package dev.trunkline.lab.report.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.speech.file.WavFile;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageAndRecordingAgreeTest {

    private static final CallReport REPORT = SampleCall.report();

    @TempDir
    Path folder;

    @Test
    void theThreeAreAsLongAsTheCall() throws Exception {
        Path wav = folder.resolve("call.wav");
        Files.write(wav, WavFile.stereo(SampleCall.callerVoice(), SampleCall.agentVoice(), SampleCall.RATE_HZ));

        ObjectNode json = REPORT.toJson();
        String page = CallPage.html(REPORT, SampleCall.callerVoice(), SampleCall.agentVoice());

        assertThat(json.get("durationMillis").asLong()).isEqualTo(SampleCall.DURATION_MILLIS);
        assertThat(page).contains("data-millis=\"" + SampleCall.DURATION_MILLIS + "\"");
        assertThat(millis(Files.readAllBytes(wav))).isCloseTo(SampleCall.DURATION_MILLIS, within(1L));
    }

    @Test
    void thePagePlaysTheRecording() throws Exception {
        String page = CallPage.html(REPORT, SampleCall.callerVoice(), SampleCall.agentVoice());

        var audio = Pattern.compile("src=\"data:audio/wav;base64,([^\"]+)\"").matcher(page);

        assertThat(audio.find()).isTrue();
        assertThat(Base64.getDecoder().decode(audio.group(1)))
                .isEqualTo(WavFile.stereo(SampleCall.callerVoice(), SampleCall.agentVoice(), SampleCall.RATE_HZ));
    }

    @Test
    void everySentenceAndEveryToolCallOfTheJsonIsOnThePageOnceInEachPlace() {
        ObjectNode json = REPORT.toJson();

        String page = CallPage.html(REPORT, SampleCall.callerVoice(), SampleCall.agentVoice());

        int sentences = json.get("transcript").size();
        assertThat(count(page, "<li class=\"says ")).isEqualTo(sentences);
        for (String pageWidth : new String[] {"wide", "medium", "small"}) {
            String drawn = between(page, "<div class=\"drawing " + pageWidth + "\">", "</div>");
            assertThat(count(drawn, "<g class=\"callout ")).as(pageWidth).isEqualTo(sentences);
            assertThat(count(drawn, "<g class=\"handover turn\""))
                    .isEqualTo(json.get("turnMillis").size());
            assertThat(count(drawn, "<g class=\"handover barge-in\""))
                    .isEqualTo(json.get("bargeIns").size());
            assertThat(count(drawn, "<g class=\"event-label tool\""))
                    .isEqualTo(json.get("toolCalls").size());
            assertThat(count(drawn, "<g class=\"event-label end\"")).isEqualTo(1);
        }
        assertThat(count(between(page, "<tbody>", "</tbody>"), "<tr>"))
                .isEqualTo(json.get("toolCalls").size());
    }

    @Test
    void theJsonHasTheContractsNamesAndReadsBackAsTheSameReport() throws Exception {
        ObjectNode json = REPORT.toJson();

        var again = CallReport.fromJson((ObjectNode) new ObjectMapper().readTree(json.toPrettyString()));

        assertThat(again).isEqualTo(REPORT);
        assertThat(json.fieldNames())
                .toIterable()
                .contains("callSid", "endedBy", "end", "durationMillis", "transcript", "greetingMillis", "turnMillis")
                .contains("bargeIns", "toolCalls", "transferredTo", "underruns", "framesLost");
        assertThat(json.get("endedBy").asText()).isEqualTo("agent");
        assertThat(json.get("turnMillis").toString()).isEqualTo("[740,640,660]");
        assertThat(json.at("/transcript/2/who").asText()).isEqualTo("agent");
        assertThat(json.at("/transcript/2").fieldNames())
                .toIterable()
                .contains("who", "text", "startMillis", "heardMillis", "interrupted");
        assertThat(json.at("/bargeIns/0").fieldNames()).toIterable().contains("reactionMillis", "staleAudioMillis");
    }

    @Test
    void whatIsMissingInTheJsonIsEmptyAndWhatIsUnknownIsIgnored() throws Exception {
        var json = (ObjectNode)
                new ObjectMapper()
                        .readTree(
                                "{\"callSid\":\"CA1\",\"endedBy\":\"us\",\"durationMillis\":900,\"tomorrow\":1,"
                                        + "\"transcript\":[{\"who\":\"caller\",\"text\":\"Hi\",\"startMillis\":10,\"endMillis\":400}]}");

        CallReport report = CallReport.fromJson(json);

        assertThat(report.turnMillis()).isEmpty();
        assertThat(report.greetingMillis()).isNull();
        assertThat(report.transferredTo()).isNull();
        assertThat(report.transcript()).singleElement().satisfies(said -> {
            assertThat(said.heardText()).isNull();
            assertThat(said.scores()).isEmpty();
        });
        assertThat(CallPage.html(report, new short[7200], new short[0])).contains("the agent was never heard");
    }

    private static long millis(byte[] wav) throws Exception {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(new ByteArrayInputStream(wav))) {
            return Math.round(
                    in.getFrameLength() * 1000 / (double) in.getFormat().getFrameRate());
        }
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        return text.substring(from, text.indexOf(end, from));
    }
}
