package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.svg.LabelLayout;
import dev.trunkline.lab.report.svg.Svg;
import dev.trunkline.lab.report.svg.TextLayout;
import java.util.List;

/** What happened in one row besides words: a line through the voices and a label at the foot. Immutable. */
final class EventLabels {

    static final double GAP = 10;
    private static final double HEIGHT = 20;
    private static final double ROW_HEIGHT = HEIGHT + 5;
    private static final double TEXT_LEFT = 17;
    private static final double POINT_LEFT = 9.5;
    private static final double WIDEST = 210;
    private static final TextLayout TYPE = new TextLayout(11);

    private final TimelineRow row;
    private final List<Marker> markers;
    private final LabelLayout layout;

    EventLabels(TimelineRow row, List<Marker> all) {
        this.row = row;
        this.markers = all.stream().filter(m -> row.holds(m.atMillis())).toList();
        this.layout = new LabelLayout(markers.stream().map(this::place).toList());
    }

    double height() {
        return layout.height();
    }

    void drawLines(Svg svg, double from, double top) {
        for (int i = 0; i < markers.size(); i++) {
            double x = row.x(markers.get(i).atMillis());
            svg.line("moment " + markers.get(i).kind().cssClass(), x, from, x, top + layout.near(i) + 2);
        }
    }

    void draw(Svg svg, double top) {
        for (int i = 0; i < markers.size(); i++) {
            Marker marker = markers.get(i);
            LabelLayout.Label place = place(marker);
            double y = top + layout.near(i);
            svg.open("event-label " + marker.kind().cssClass(), "").tip(marker.tip());
            svg.rect("box", place.left(), y, place.width(), HEIGHT, HEIGHT / 2);
            svg.dot("point", place.left() + POINT_LEFT, y + HEIGHT / 2, 3);
            svg.text("label", place.left() + TEXT_LEFT, y + 14, label(marker));
            svg.close();
        }
    }

    private String label(Marker marker) {
        return TYPE.fitted(marker.label(), Math.min(WIDEST, row.limit()) - TEXT_LEFT - POINT_LEFT);
    }

    private LabelLayout.Label place(Marker marker) {
        double width = TEXT_LEFT + TYPE.width(label(marker)) + POINT_LEFT;
        double left = row.x(marker.atMillis()) - POINT_LEFT;
        return new LabelLayout.Label(Math.max(0, Math.min(left, row.limit() - width)), width, ROW_HEIGHT);
    }
}
