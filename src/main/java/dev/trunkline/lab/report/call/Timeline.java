package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.call.CallReport.Utterance;
import dev.trunkline.lab.report.call.CallReport.Who;
import dev.trunkline.lab.report.svg.Svg;
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
     * One row of the drawing. Immutable.
     *
     * @param row the time it shows
     * @param height in pixels
     * @param body SVG elements
     */
    record Drawing(TimelineRow row, int height, String body) {}

    List<Drawing> draw(PageWidth pageWidth) {
        return pageWidth.rows(report.durationMillis(), report.transcript()).stream()
                .map(this::draw)
                .toList();
    }

    private Drawing draw(TimelineRow row) {
        var callouts = new Callouts(row, begunIn(row));
        var eventLabels = new EventLabels(row, markers);
        var lanes = new Lanes(row, callouts.heightAbove());
        double calloutsTop = lanes.bottom();
        double labelsTop = calloutsTop + callouts.heightBelow() + EventLabels.GAP;
        double bottom = labelsTop + eventLabels.height();
        var svg = new Svg();
        lanes.drawAxis(svg, bottom);
        lanes.drawVoice(svg, Who.CALLER, caller, report.transcript());
        lanes.drawVoice(svg, Who.AGENT, agent, report.transcript());
        eventLabels.drawLines(svg, lanes.top(), labelsTop);
        callouts.drawPoles(svg, lanes.top(), lanes.bottom());
        new Handovers(row, lanes).draw(svg, report.turns(), report.bargeIns());
        callouts.draw(svg, lanes.top(), lanes.bottom());
        eventLabels.draw(svg, labelsTop);
        svg.line("cursor", row.left(), lanes.top(), row.left(), lanes.bottom());
        return new Drawing(row, (int) Math.ceil(bottom + 2), svg.toString());
    }

    private List<Utterance> begunIn(TimelineRow row) {
        return report.transcript().stream()
                .filter(said -> row.holds(said.startMillis()))
                .toList();
    }
}
