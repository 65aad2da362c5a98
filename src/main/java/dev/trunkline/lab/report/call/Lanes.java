package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Who;
import dev.trunkline.lab.report.svg.Svg;
import java.util.List;

/** The two voices of one row, the caller's above the agent's, over a time axis. Immutable. */
final class Lanes {

    static final double LANE_HEIGHT = 66;
    static final double BETWEEN = 40;
    private static final double AXIS_HEIGHT = 22;
    private static final double HALF_HEIGHT = LANE_HEIGHT / 2;
    private static final double ROOM_FOR_WORDS = 66;

    private final TimelineRow row;
    private final double top;

    Lanes(TimelineRow row, double calloutsHeight) {
        this.row = row;
        this.top = AXIS_HEIGHT + calloutsHeight;
    }

    double top() {
        return top;
    }

    double callerBottom() {
        return top + LANE_HEIGHT;
    }

    double agentTop() {
        return callerBottom() + BETWEEN;
    }

    double bottom() {
        return agentTop() + LANE_HEIGHT;
    }

    void drawAxis(Svg svg, double bottom) {
        svg.open("axis", "");
        int tick = row.tickMillis();
        for (long at = ceil(row.fromMillis(), tick); at <= row.toMillis(); at += tick) {
            double x = row.x(at);
            svg.line("grid", x, AXIS_HEIGHT - 5, x, bottom);
            svg.text(at == row.toMillis() ? "tick last" : "tick", x, AXIS_HEIGHT - 9, Texts.clock(at));
        }
        svg.close();
    }

    void drawVoice(Svg svg, Who voice, Waveform waveform, List<Utterance> transcript) {
        double y = voice == Who.CALLER ? top : agentTop();
        svg.open("voice " + voice.label(), "");
        svg.rect("lane", row.left(), y, row.right() - row.left(), LANE_HEIGHT, 4);
        for (int i = 0; i < transcript.size(); i++) {
            Utterance said = transcript.get(i);
            if ((said.who() == Who.CALLER) == (voice == Who.CALLER)) {
                drawBand(svg, said, y, nextBegin(transcript, i));
            }
        }
        svg.path("peaks", waveform.peaks(row, y + HALF_HEIGHT, HALF_HEIGHT));
        svg.path("power", waveform.power(row, y + HALF_HEIGHT, HALF_HEIGHT));
        svg.text("name", 0, y + HALF_HEIGHT + 4, Texts.upper(voice.label()));
        svg.close();
    }

    private void drawBand(Svg svg, Utterance said, double y, long nextBeginMillis) {
        double begin = row.x(said.startMillis());
        double end = row.x(said.endMillis());
        if (row.touches(said.startMillis(), said.endMillis())) {
            svg.rect("band " + said.who().label(), begin, y, end - begin, LANE_HEIGHT, 3);
        }
        long unsaidMillis = Math.min(nextBeginMillis, said.startMillis() + said.spokenMillis());
        if (said.interrupted() && said.who() != Who.CALLER && row.touches(said.endMillis(), unsaidMillis)) {
            double width = row.x(unsaidMillis) - end;
            svg.rect("unheard", end, y + 1, width, LANE_HEIGHT - 2, 3);
            if (width >= ROOM_FOR_WORDS) {
                svg.text("unheard-note", end + width / 2, y + HALF_HEIGHT + 4, "not heard");
            }
        }
        if (said.interrupted() && end > begin && row.holds(said.endMillis())) {
            svg.line("cut", end, y, end, y + LANE_HEIGHT);
        }
    }

    /** When the same side speaks again after sentence {@code index}. */
    private static long nextBegin(List<Utterance> transcript, int index) {
        boolean caller = transcript.get(index).who() == Who.CALLER;
        long end = transcript.get(index).endMillis();
        return transcript.stream()
                .filter(said -> (said.who() == Who.CALLER) == caller && said.startMillis() >= end)
                .mapToLong(Utterance::startMillis)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static long ceil(long value, int step) {
        return (value + step - 1) / step * step;
    }
}
