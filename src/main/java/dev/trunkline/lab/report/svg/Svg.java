package dev.trunkline.lab.report.svg;

import dev.trunkline.lab.report.Markup;

/** Writes SVG elements: short numbers, escaped text. Confined to one thread. */
public final class Svg {

    private final StringBuilder out = new StringBuilder();

    /** Begins a group. */
    public Svg open(String cssClass, String attributes) {
        out.append("<g class=\"").append(cssClass).append('"');
        out.append(attributes.isEmpty() ? "" : " " + attributes).append('>');
        return this;
    }

    /** Ends a group. */
    public Svg close() {
        out.append("</g>\n");
        return this;
    }

    /** What a pointer that rests on the group is told. */
    public Svg tip(String text) {
        out.append("<title>").append(Markup.escaped(text)).append("</title>");
        return this;
    }

    /** A rectangle; less than nothing is nothing wide. */
    public Svg rect(String cssClass, double x, double y, double width, double height, double radius) {
        return element("rect", cssClass)
                .pair("x", x)
                .pair("y", y)
                .pair("width", Math.max(0, width))
                .pair("height", height)
                .pair("rx", radius)
                .end();
    }

    /** A straight line. */
    public Svg line(String cssClass, double x1, double y1, double x2, double y2) {
        return element("line", cssClass)
                .pair("x1", x1)
                .pair("y1", y1)
                .pair("x2", x2)
                .pair("y2", y2)
                .end();
    }

    /** A circle. */
    public Svg dot(String cssClass, double x, double y, double radius) {
        return element("circle", cssClass)
                .pair("cx", x)
                .pair("cy", y)
                .pair("r", radius)
                .end();
    }

    /** Any line, in SVG's own commands. */
    public Svg path(String cssClass, String commands) {
        element("path", cssClass);
        out.append(" d=\"").append(commands).append('"');
        return end();
    }

    /** One line of text. */
    public Svg text(String cssClass, double x, double y, String text) {
        return openText(cssClass, x, y).span("", text).closeText();
    }

    /** Begins a line of text out of several parts. */
    public Svg openText(String cssClass, double x, double y) {
        element("text", cssClass).pair("x", x).pair("y", y);
        out.append('>');
        return this;
    }

    /** A part of it, "" for no class of its own. */
    public Svg span(String cssClass, String text) {
        String safe = Markup.escaped(text);
        if (cssClass.isEmpty()) {
            out.append(safe);
        } else {
            out.append("<tspan class=\"")
                    .append(cssClass)
                    .append("\">")
                    .append(safe)
                    .append("</tspan>");
        }
        return this;
    }

    /** Ends a line of text. */
    public Svg closeText() {
        out.append("</text>");
        return this;
    }

    /** At most one digit after the point, and no point without need. */
    public static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private Svg element(String name, String cssClass) {
        out.append('<').append(name).append(" class=\"").append(cssClass).append('"');
        return this;
    }

    private Svg pair(String name, double value) {
        out.append(' ').append(name).append("=\"").append(number(value)).append('"');
        return this;
    }

    private Svg end() {
        out.append("/>");
        return this;
    }
}
