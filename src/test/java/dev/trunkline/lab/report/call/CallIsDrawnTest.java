package dev.trunkline.lab.report.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Who;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallIsDrawnTest {

    /** Leaves both in target/, to look at. */
    @Test
    void pageAndPictureShowTheSameCall() throws Exception {
        CallReport report = SampleCall.report();
        Path folder = Files.createDirectories(Path.of("target", "sample-call"));
        Path page = folder.resolve("call.html");

        CallPage.write(page, report, SampleCall.callerVoice(), SampleCall.agentVoice());
        String picture = CallPicture.svg(report, SampleCall.callerVoice(), SampleCall.agentVoice(), SampleCall.RATE_HZ);
        Files.writeString(folder.resolve("call.svg"), picture);

        assertThat(Files.readString(page))
                .contains("+14155550142 called +18005550199")
                .contains("<h1>Put through to billing: understood 3 of 3</h1>")
                .contains("median of 3, worst 740\u00A0ms")
                .contains("understood as \u201CThat wasn&#39;t it\u201D")
                .contains("<time>0:06.0</time>")
                .contains("Of course. Your last bill was issued on the third of November <s>and comes to");
        assertThat(picture)
                .contains("+14155550142 called +18005550199")
                .contains("turn latency 660\u00A0ms")
                .contains("keys 4711")
                .contains(">740\u00A0ms</text>");
    }

    @Test
    void theWaveformIsTallWhereTheVoiceIsLoudAndAHairlineInSilence() {
        var samples = new short[16_000];
        for (int i = 8_000; i < 16_000; i++) {
            samples[i] = (short) (i % 2 == 0 ? 10_000 : -10_000);
        }

        String path = new Waveform(samples, 8000).peaks(new TimelineRow(0, 2000, 0, 100, 100), 50, 40);

        assertThat(path)
                .startsWith("M0 49.5")
                .contains("L49 49.5L50 12.4")
                .contains("L50 87.6L49 50.5")
                .endsWith("Z");
    }

    @Test
    void aLongCallIsFoldedIntoStripsOfWholeSecondsThatHoldEveryMoment() {
        var rows = new PageWidth(1000, 50, 30_000).rows(75_000, List.of());

        assertThat(rows).extracting(TimelineRow::fromMillis).containsExactly(0L, 26_000L, 52_000L);
        assertThat(rows.get(2).holds(75_000)).isTrue();
        assertThat(new PageWidth(1000, 50, 30_000).rows(30_000, List.of())).hasSize(2);
        assertThat(PageWidth.WIDE.rows(0, List.of())).containsExactly(new TimelineRow(0, 1000, 62, 1170, 1178));
    }

    @Test
    void aNewStripBeginsWhileNobodySpeaksAndAllKeepOneScale() {
        var rows = new PageWidth(1000, 50, 30_000).rows(55_000, List.of(says(25_500, 29_500), says(30_200, 33_000)));

        assertThat(rows).extracting(TimelineRow::fromMillis).containsExactly(0L, 30_000L);
        assertThat(rows.get(0).right()).isEqualTo(990);
        assertThat(rows.get(1).x(40_000) - rows.get(1).left())
                .isCloseTo(rows.get(0).x(10_000) - rows.get(0).left(), within(1e-9));
    }

    private static Utterance says(long startMillis, long endMillis) {
        long millis = endMillis - startMillis;
        return new Utterance(Who.AGENT, "yes", startMillis, endMillis, millis, millis, false, null, Map.of());
    }

    @Test
    void whereNobodyToldWhichWordsWereHeardTheShareOfTimeTells() {
        assertThat(HeardText.of(cut("one two three four", 500, null)))
                .isEqualTo(new HeardText("one two", "three four"));
        assertThat(HeardText.of(cut("one two three four", 500, "one")))
                .isEqualTo(new HeardText("one", "two three four"));
        assertThat(HeardText.of(cut("one two three four", 500, "two")))
                .isEqualTo(new HeardText("one two", "three four"));
        assertThat(HeardText.of(cut("one two three four", 0, null))).isEqualTo(new HeardText("", "one two three four"));
        assertThat(HeardText.of(cut("one two three four", 1000, null)))
                .isEqualTo(new HeardText("one two three four", ""));
    }

    private static Utterance cut(String text, long heardMillis, @Nullable String heardText) {
        return new Utterance(Who.AGENT, text, 0, heardMillis, heardMillis, 1000, true, heardText, Map.of());
    }

    @Test
    void thePictureHasColoursWhereVariablesAreUnknown() {
        String picture = CallPicture.svg(SampleCall.report(), new short[8_000], new short[8_000], SampleCall.RATE_HZ);

        assertThat(withoutLiteral(picture)).isEmpty();
        assertThat(picture).contains(".lane { fill: #f4f2ec; fill: var(--lane); }");
    }

    @Test
    void soHasThePictureInTheReadme() throws Exception {
        assertThat(withoutLiteral(Files.readString(Path.of("src/site/resources/call.svg"))))
                .isEmpty();
    }

    /** Uses of a variable that do not follow a colour for the same property. */
    private static List<String> withoutLiteral(String svg) {
        var uses = Pattern.compile("([a-z-]+): var\\(").matcher(svg);
        assertThat(uses.find()).isTrue();
        return uses.reset()
                .results()
                .filter(use -> !svg.substring(0, use.start()).endsWith("; ")
                        || !Pattern.compile(Pattern.quote(use.group(1)) + ": #[0-9a-f]{6}; $")
                                .matcher(svg.substring(Math.max(0, use.start() - 60), use.start()))
                                .find())
                .map(MatchResult::group)
                .toList();
    }
}
