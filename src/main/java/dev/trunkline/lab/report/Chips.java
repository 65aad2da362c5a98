package dev.trunkline.lab.report;

import java.util.List;

/** What happened in one strip besides words: a line through the voices and a label at the foot. Immutable. */
final class Chips {

    static final double GAP = 10;
    private static final double HEIGHT = 20;
    private static final double ROW_HEIGHT = HEIGHT + 5;
    private static final double TEXT_LEFT = 17;
    private static final double POINT_LEFT = 9.5;
    private static final double WIDEST = 210;
    private static final Type TYPE = new Type(11);

    private final Strip strip;
    private final List<Marker> markers;
    private final Shelf shelf;

    Chips(Strip strip, List<Marker> all) {
        this.strip = strip;
        this.markers = all.stream().filter(m -> strip.holds(m.atMillis())).toList();
        this.shelf = new Shelf(markers.stream().map(this::place).toList());
    }

    double height() {
        return shelf.height();
    }

    void drawLines(Svg svg, double from, double top) {
        for (int i = 0; i < markers.size(); i++) {
            double x = strip.x(markers.get(i).atMillis());
            svg.line("moment " + markers.get(i).kind().cssClass(), x, from, x, top + shelf.near(i) + 2);
        }
    }

    void draw(Svg svg, double top) {
        for (int i = 0; i < markers.size(); i++) {
            Marker marker = markers.get(i);
            Shelf.Label place = place(marker);
            double y = top + shelf.near(i);
            svg.open("chip " + marker.kind().cssClass(), "").tip(marker.tip());
            svg.rect("box", place.left(), y, place.width(), HEIGHT, HEIGHT / 2);
            svg.dot("point", place.left() + POINT_LEFT, y + HEIGHT / 2, 3);
            svg.text("label", place.left() + TEXT_LEFT, y + 14, label(marker));
            svg.close();
        }
    }

    private String label(Marker marker) {
        return TYPE.fitted(marker.label(), Math.min(WIDEST, strip.limit()) - TEXT_LEFT - POINT_LEFT);
    }

    private Shelf.Label place(Marker marker) {
        double width = TEXT_LEFT + TYPE.width(label(marker)) + POINT_LEFT;
        double left = strip.x(marker.atMillis()) - POINT_LEFT;
        return new Shelf.Label(Math.max(0, Math.min(left, strip.limit() - width)), width, ROW_HEIGHT);
    }
}
