package dev.trunkline.lab.report;

import dev.trunkline.lab.report.CallReport.Utterance;
import dev.trunkline.lab.report.CallReport.Who;
import java.util.List;

/** The whole call as a drawing: both voices over time and what happened between them. Immutable. */
final class Timeline {

    private final CallReport report;
    private final Waveform caller;
    private final Waveform agent;
    private final List<Marker> markers;

    Timeline(CallReport report, short[] caller, short[] agent, int sampleRateHz) {
        this.report = report;
        this.caller = new Waveform(caller, sampleRateHz);
        this.agent = new Waveform(agent, sampleRateHz);
        this.markers = Marker.of(report);
    }

    /**
     * One strip of the drawing. Immutable.
     *
     * @param strip the time it shows
     * @param height in pixels
     * @param body SVG elements
     */
    record Drawing(Strip strip, int height, String body) {}

    List<Drawing> draw(Sheet sheet) {
        return sheet.strips(report.durationMillis(), report.transcript()).stream()
                .map(this::draw)
                .toList();
    }

    private Drawing draw(Strip strip) {
        var flags = new Flags(strip, begunIn(strip));
        var chips = new Chips(strip, markers);
        var lanes = new Lanes(strip, flags.heightAbove());
        double flagsTop = lanes.bottom();
        double chipsTop = flagsTop + flags.heightBelow() + Chips.GAP;
        double bottom = chipsTop + chips.height();
        var svg = new Svg();
        lanes.drawAxis(svg, bottom);
        lanes.drawVoice(svg, Who.CALLER, caller, report.transcript());
        lanes.drawVoice(svg, Who.AGENT, agent, report.transcript());
        chips.drawLines(svg, lanes.top(), chipsTop);
        flags.drawPoles(svg, lanes.top(), lanes.bottom());
        new Handovers(strip, lanes).draw(svg, report.turns(), report.bargeIns());
        flags.draw(svg, lanes.top(), lanes.bottom());
        chips.draw(svg, chipsTop);
        svg.line("cursor", strip.left(), lanes.top(), strip.left(), lanes.bottom());
        return new Drawing(strip, (int) Math.ceil(bottom + 2), svg.toString());
    }

    private List<Utterance> begunIn(Strip strip) {
        return report.transcript().stream()
                .filter(said -> strip.holds(said.startMillis()))
                .toList();
    }
}
