package dev.trunkline.lab.report.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Who;
import dev.trunkline.lab.report.call.Timeline.Drawing;
import dev.trunkline.lab.report.svg.LabelLayout;
import dev.trunkline.lab.report.svg.LabelLayout.Label;
import dev.trunkline.lab.report.svg.TextLayout;
import dev.trunkline.lab.report.svg.TextLayout.Word;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelsNeverCoverEachOtherTest {

    private static final Pattern BOX = Pattern.compile(
            "<rect class=\"box\" x=\"([-\\d.]+)\" y=\"([-\\d.]+)\" width=\"([\\d.]+)\" height=\"([\\d.]+)\"");

    @ParameterizedTest
    @ValueSource(ints = {356, 760, 1180})
    void inACrowdedCallEveryBoxStandsAloneAndWithinTheSheet(int width) {
        CallReport crowded = crowded(5);
        var pageWidth = new PageWidth(width, 50, width * 25);

        List<Drawing> drawings = new Timeline(crowded, new short[0], new short[0], 8000).draw(pageWidth);

        int boxes = 0;
        for (Drawing drawing : drawings) {
            List<Rectangle2D> drawn = boxes(drawing.body());
            boxes += drawn.size();
            var page = new Rectangle2D.Double(0, 0, width, drawing.height());
            for (int i = 0; i < drawn.size(); i++) {
                assertThat(page.contains(drawn.get(i)))
                        .as("%s in %s", drawn.get(i), page)
                        .isTrue();
                for (Rectangle2D other : drawn.subList(0, i)) {
                    assertThat(drawn.get(i).intersects(other))
                            .as("%s and %s", drawn.get(i), other)
                            .isFalse();
                }
            }
        }
        assertThat(boxes)
                .isEqualTo(crowded.transcript().size() + Marker.of(crowded).size());
    }

    @Test
    void aLaterLabelLiesNearerThanTheEarlierOneThatItWouldCover() {
        var layout = new LabelLayout(
                List.of(new Label(0, 100, 20), new Label(50, 100, 40), new Label(140, 60, 30), new Label(220, 80, 20)));

        assertThat(Stream.of(0, 1, 2, 3).map(layout::near)).containsExactly(0.0, 30.0, 0.0, 0.0);
        assertThat(layout.height()).isEqualTo(70);
    }

    @Test
    void aWordLongerThanTheLineIsBrokenAndWhatDoesNotFitIsAnEllipsis() {
        var type = new TextLayout(12);

        var lines = type.lines(List.of(new Word("W".repeat(100), true), new Word("end", false)), 120, 3);

        assertThat(lines)
                .hasSize(3)
                .allSatisfy(line -> assertThat(type.lineWidth(line)).isLessThanOrEqualTo(120));
        assertThat(lines.get(2).get(0).text()).endsWith("\u2026");
    }

    private static CallReport crowded(long seed) {
        var random = new Random(seed);
        CallReport sample = SampleCall.report();
        var said = new ArrayList<Utterance>();
        for (int i = 0; i < 60; i++) {
            long begin = random.nextInt(70_000);
            long length = 200L + random.nextInt(4_000);
            String text = "word ".repeat(1 + random.nextInt(20));
            Who who = List.of(Who.CALLER, Who.AGENT, Who.PERSON).get(random.nextInt(3));
            said.add(new Utterance(who, text, begin, begin + length, length, length, false, null, Map.of()));
        }
        said.sort(Comparator.comparingLong(Utterance::startMillis));
        return new CallReport(
                sample.callSid(),
                sample.from(),
                sample.to(),
                sample.startedAt(),
                sample.endedBy(),
                sample.end(),
                75_000,
                said,
                400L,
                sample.turns(),
                sample.bargeIns(),
                sample.toolCalls(),
                null,
                sample.transfers(),
                sample.digits(),
                0,
                0,
                sample.warnings(),
                sample.events(),
                sample.phone(),
                true,
                List.of(),
                "",
                null,
                null);
    }

    private static List<Rectangle2D> boxes(String svg) {
        var boxes = new ArrayList<Rectangle2D>();
        var matcher = BOX.matcher(svg);
        while (matcher.find()) {
            boxes.add(new Rectangle2D.Double(
                    Double.parseDouble(matcher.group(1)),
                    Double.parseDouble(matcher.group(2)),
                    Double.parseDouble(matcher.group(3)),
                    Double.parseDouble(matcher.group(4))));
        }
        return boxes;
    }
}
