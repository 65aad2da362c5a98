package dev.trunkline.lab.report.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.cli.ConsoleTranscript;
import dev.trunkline.lab.report.call.CallReport.Digit;
import dev.trunkline.lab.report.call.CallReport.EndedBy;
import dev.trunkline.lab.report.call.CallReport.Event;
import dev.trunkline.lab.report.call.CallReport.ToolCall;
import dev.trunkline.lab.report.call.CallReport.Transfer;
import dev.trunkline.lab.report.call.CallReport.Turn;
import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Warning;
import dev.trunkline.lab.report.call.CallReport.Who;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class HostileWordsStayWordsTest {

    private static final String EVIL =
            "</title></svg></script><script>alert('1')</script><img src=\"https://x/y\" onerror=a>"
                    + "&amp; {{audio}} \u0000\u001b[31m\u202e\ud800 ]]> $1 \\";

    @Test
    void nothingInThePageIsMarkupThatWeDidNotWrite() {
        String page = CallPage.html(evil(), new short[800], new short[800]);

        assertThat(page)
                .doesNotContain("<script>alert")
                .doesNotContain("<img")
                .doesNotContain("&amp;amp; {{audio}} \u0000");
        assertThat(page).contains("&lt;script&gt;alert(&#39;1&#39;)").contains("{{audio}}");
        assertThat(page.split("<script>", -1)).hasSize(2);
        assertThat(page.split("</title>", -1)).hasSizeGreaterThan(2);
    }

    @Test
    void thePageAsksForNothingFromOutside() {
        String page = CallPage.html(SampleCall.report(), SampleCall.callerVoice(), SampleCall.agentVoice());

        assertThat(page).contains("default-src 'none'").doesNotContain("http:").doesNotContain("https:");
        assertThat(page).doesNotContain("url(").doesNotContain("@import").doesNotContain(" style=");
    }

    @Test
    void thePictureIsWellFormedXmlWhateverWasSaid() throws Exception {
        String svg = CallPicture.svg(evil(), new short[800], new short[800], 8000);

        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));

        assertThat(document.getElementsByTagName("script").getLength()).isZero();
        assertThat(document.getElementsByTagName("img").getLength()).isZero();
    }

    @Test
    void theConsoleGetsOneLineAndNoOrders() {
        var bytes = new ByteArrayOutputStream();
        var console = new ConsoleTranscript(new PrintStream(bytes, true, StandardCharsets.UTF_8));

        console.line(3_420, "caller", "What is\nmy \u001b[2Jbalance?\u202e");

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("   3.42s  caller   What is my  [2Jbalance?");
    }

    private static CallReport evil() {
        return new CallReport(
                EVIL,
                EVIL,
                EVIL,
                EVIL,
                EndedBy.US,
                EVIL,
                60_000,
                List.of(
                        new Utterance(
                                Who.CALLER, EVIL + "x".repeat(400), -5, 70_000, 1, 2, true, EVIL, Map.of(EVIL, 7.0)),
                        new Utterance(Who.AGENT, EVIL, 100, 50, -1, 0, true, "other", Map.of(EVIL, Double.NaN)),
                        new Utterance(Who.PERSON, "", 59_999, 60_000, 0, 0, true, null, Map.of())),
                null,
                List.of(new Turn(59_000, 58_000)),
                List.of(),
                List.of(new ToolCall(EVIL, EVIL, EVIL, EVIL, 60_000, 1)),
                EVIL,
                List.of(new Transfer(EVIL, EVIL, EVIL, 4)),
                List.of(new Digit(EVIL, 4)),
                1,
                1,
                List.of(new Warning(EVIL, EVIL)),
                List.of(new Event(1, EVIL, EVIL)),
                Map.of(EVIL, 1L),
                false,
                List.of(EVIL),
                EVIL,
                null,
                null);
    }
}
