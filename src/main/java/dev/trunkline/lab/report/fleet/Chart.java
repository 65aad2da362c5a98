package dev.trunkline.lab.report.fleet;

import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.svg.Svg;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Lines over one axis, 560 pixels wide and 220 high. Immutable.
 *
 * @param title what is drawn
 * @param shadeTo up to where on the x axis nothing counts; 0: everything does
 */
record Chart(String title, Axis axis, List<Line> lines, double shadeTo) {

    private static final double LEFT = 52;
    private static final double RIGHT = 548;
    private static final double LAST_CENTRED = 525;
    private static final double TOP = 14;
    private static final double BOTTOM = 190;
    private static final int ROWS = 4;
    private static final double MOST_SHADED_TIMES = 3;

    /** What lies below. */
    enum Axis {
        /** Seconds since the first call. */
        TIME,
        /** Decades of (1 - share): 90 %, 99 %, 99.9 %. */
        PERCENTILE
    }

    /**
     * One line.
     *
     * @param points x and y; a NaN interrupts it
     */
    record Line(String cssClass, String name, List<double[]> points) {}

    /** The drawing, without its frame. */
    String svg() {
        double highest = top();
        double widest = lines.stream()
                .flatMap(line -> line.points.stream())
                .mapToDouble(point -> point[0])
                .max()
                .orElse(1);
        Svg svg = new Svg();
        if (shadeTo > 0) {
            svg.rect("shade", LEFT, TOP, (Math.min(shadeTo, widest) / widest) * (RIGHT - LEFT), BOTTOM - TOP, 0);
        }
        grid(svg, highest);
        below(svg, widest);
        for (Line line : lines) {
            svg.path("series " + line.cssClass, path(line, widest, highest));
        }
        return svg.toString();
    }

    private void grid(Svg svg, double highest) {
        svg.open("axis", "");
        for (int row = 0; row <= ROWS; row++) {
            double y = BOTTOM - (BOTTOM - TOP) * row / ROWS;
            svg.line("grid", LEFT, y, RIGHT, y);
            svg.text("value", LEFT - 6, y + 4, label(highest * row / ROWS));
        }
        svg.close();
    }

    private void below(Svg svg, double widest) {
        svg.open("axis", "");
        for (double at : ticks(widest)) {
            double x = x(at, widest);
            svg.line("grid", x, TOP, x, BOTTOM);
            svg.text(x > LAST_CENTRED ? "tick last" : "tick", x, BOTTOM + 17, below(at));
        }
        svg.close();
    }

    private List<Double> ticks(double widest) {
        List<Double> ticks = new ArrayList<>();
        double step = axis == Axis.PERCENTILE ? 1 : round(widest / 5);
        for (double at = 0; at <= widest; at += step) {
            ticks.add(at);
        }
        return ticks;
    }

    private String below(double at) {
        if (axis == Axis.TIME) {
            return Texts.clock(Math.round(at * 1_000));
        }
        int decades = (int) at;
        if (decades == 0) {
            return "0 %";
        }
        return decades == 1
                ? "90 %"
                : String.format(Locale.ROOT, "%." + (decades - 2) + "f %%", 100 - 100 * Math.pow(10, -at));
    }

    private static String path(Line line, double widest, double highest) {
        var path = new StringBuilder();
        boolean pen = false;
        for (double[] point : line.points) {
            if (Double.isNaN(point[1])) {
                pen = false;
                continue;
            }
            path.append(pen ? 'L' : 'M').append(Svg.number(x(point[0], widest))).append(' ');
            path.append(Svg.number(BOTTOM - Math.min(1, point[1] / highest) * (BOTTOM - TOP)));
            pen = true;
        }
        return path.toString();
    }

    private static double x(double at, double widest) {
        return LEFT + (widest == 0 ? 0 : at / widest) * (RIGHT - LEFT);
    }

    /** What is shaded does not count, and may not make everything else small either. */
    private double top() {
        double all = highest(0);
        double counting = highest(shadeTo);
        double most = counting > 0 && all > MOST_SHADED_TIMES * counting ? counting : all;
        return most <= 0 ? 1 : round(most / ROWS) * ROWS;
    }

    private double highest(double from) {
        return lines.stream()
                .flatMap(line -> line.points.stream())
                .filter(point -> point[0] >= from && !Double.isNaN(point[1]))
                .mapToDouble(point -> point[1])
                .max()
                .orElse(0);
    }

    /** The next of 1, 2, 2.5, 5 times a power of ten. */
    private static double round(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(value, 1e-6))));
        for (double step : new double[] {1, 2, 2.5, 5}) {
            if (step * power >= value) {
                return step * power;
            }
        }
        return 10 * power;
    }

    private static String label(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "").isEmpty() || value == 0
                ? "0"
                : text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }
}
