package dev.trunkline.lab.report;

import java.util.List;

/** What happened in one strip besides words: a line through the voices and a label at the foot. Immutable. */
final class Chips {

    static final double GAP = 10;
    private static final double HEIGHT = 20;
    private static final double ROW_HEIGHT = HEIGHT + 5;
    private static final double TEXT_LEFT = 17;
    private static final double WIDEST = 210;
    private static final Type TYPE = new Type(11);

    private final Strip strip;
    private final List<Marker> markers;
    private final Rows rows;

    Chips(Strip strip, List<Marker> all) {
        this.strip = strip;
        this.markers = all.stream().filter(m -> strip.holds(m.atMillis())).toList();
        this.rows = Rows.of(markers.stream().map(this::span).toList());
    }

    double height() {
        return rows.count() * ROW_HEIGHT;
    }

    void drawLines(Svg svg, double from, double top) {
        for (int i = 0; i < markers.size(); i++) {
            double x = strip.x(markers.get(i).atMillis());
            svg.line("moment " + markers.get(i).kind().cssClass(), x, from, x, top + rows.of(i) * ROW_HEIGHT + 2);
        }
    }

    void draw(Svg svg, double top) {
        for (int i = 0; i < markers.size(); i++) {
            Marker marker = markers.get(i);
            Rows.Span span = span(marker);
            double y = top + rows.of(i) * ROW_HEIGHT;
            svg.open("chip " + marker.kind().cssClass(), "").tip(marker.tip());
            svg.rect("box", span.left(), y, span.right() - span.left(), HEIGHT, HEIGHT / 2);
            svg.dot("point", span.left() + 9.5, y + HEIGHT / 2, 3);
            svg.text("label", span.left() + TEXT_LEFT, y + 14, label(marker));
            svg.close();
        }
    }

    private String label(Marker marker) {
        return TYPE.fitted(marker.label(), Math.min(WIDEST, strip.right() - strip.left()) - TEXT_LEFT - 9);
    }

    private Rows.Span span(Marker marker) {
        double width = TEXT_LEFT + TYPE.width(label(marker)) + 9;
        double left = strip.x(marker.atMillis()) - 9.5;
        double shifted = Math.max(0, Math.min(left, strip.right() + 8 - width));
        return new Rows.Span(shifted, shifted + width);
    }
}
