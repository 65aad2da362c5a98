package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.Figure;
import dev.trunkline.lab.report.Markup;
import dev.trunkline.lab.report.PageTemplate;
import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.Timeline.Drawing;
import dev.trunkline.lab.report.svg.TextLayout;
import dev.trunkline.lab.report.svg.TextLayout.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time line of a call as one SVG file, for documents: follows the reader's light or dark colours. Thread-safe. */
public final class CallPicture {

    private static final int MARGIN = 24;
    private static final int HEADING = 42;
    private static final int LINE = 22;
    private static final int MOST_LINES = 3;
    private static final TextLayout HEADLINE = new TextLayout(20); // drawn at 19 and bold
    private static final TextLayout ABOUT = new TextLayout(13);
    private static final int BETWEEN = 18;

    private static final Pattern VARIABLE = Pattern.compile("(--[a-z-]+): (#[0-9a-f]{6});");
    private static final Pattern USE = Pattern.compile("([a-z-]+): var\\((--[a-z-]+)\\);");

    private CallPicture() {}

    /**
     * Draws the call.
     *
     * @param caller what the caller said, from the start of the call
     * @param agent what the phone played
     */
    public static String svg(CallReport report, short[] caller, short[] agent, int sampleRateHz) {
        int width = PageWidth.PICTURE.width() + 2 * MARGIN;
        String heading = heading(report);
        var body = new StringBuilder(heading);
        int y = HEADING + LINE * (int) heading.lines().count() + MARGIN;
        for (Drawing drawing : new Timeline(report, caller, agent, sampleRateHz).draw(PageWidth.PICTURE)) {
            body.append("<g transform=\"translate(")
                    .append(MARGIN)
                    .append(' ')
                    .append(y)
                    .append(")\">\n");
            body.append(drawing.body()).append("</g>\n");
            y += drawing.height() + BETWEEN;
        }
        int height = y - BETWEEN + MARGIN;
        return PageTemplate.filled(
                "picture.svg",
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "paperWidth",
                        width - 1,
                        "paperHeight",
                        height - 1,
                        "style",
                        withLiteralColours(PageTemplate.resource("timeline.css", "picture.css")),
                        "headline",
                        CallTexts.headline(report),
                        "body",
                        body.toString()));
    }

    /** Who called whom, how well it went, and how this picture was made: a line each, or more. */
    private static String heading(CallReport report) {
        List<String> figures =
                CallFigures.of(report).stream().map(Figure::sentence).toList();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(CallTexts.parties(report) + Texts.DOT + Texts.length(report.durationMillis()));
        paragraphs.add(Texts.upper(String.join(", ", figures)));
        report.invalid().forEach(reason -> paragraphs.add("Not valid as a measurement: " + reason));
        if (!report.command().isBlank()) {
            paragraphs.add(report.command());
        }
        var svg = new StringBuilder();
        lines(svg, "headline", HEADLINE, List.of(CallTexts.headline(report)));
        lines(svg, "about", ABOUT, paragraphs);
        return svg.toString();
    }

    private static void lines(StringBuilder svg, String cssClass, TextLayout type, List<String> paragraphs) {
        for (String paragraph : paragraphs) {
            List<Word> words = Arrays.stream(paragraph.split(" ", -1))
                    .map(word -> new Word(word, true))
                    .toList();
            for (List<Word> line : type.lines(words, PageWidth.PICTURE.width(), MOST_LINES)) {
                String text = String.join(" ", line.stream().map(Word::text).toList());
                long y = HEADING + LINE * svg.chars().filter(c -> c == '\n').count();
                svg.append("<text class=\"").append(cssClass).append("\" x=\"").append(MARGIN);
                svg.append("\" y=\"")
                        .append(y)
                        .append("\">")
                        .append(Markup.escaped(text))
                        .append("</text>\n");
            }
        }
    }

    /** Not every program that shows pictures knows variables: each is preceded by the colour that it has by day. */
    static String withLiteralColours(String style) {
        Map<String, String> byDay = new HashMap<>();
        VARIABLE.matcher(style).results().forEach(found -> byDay.putIfAbsent(found.group(1), found.group(2)));
        return USE.matcher(style).replaceAll(use -> {
            String colour = byDay.get(use.group(2));
            if (colour == null) {
                throw new IllegalStateException("no colour " + use.group(2));
            }
            return Matcher.quoteReplacement(use.group(1) + ": " + colour + "; " + use.group());
        });
    }
}
