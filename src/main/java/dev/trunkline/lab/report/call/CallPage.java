package dev.trunkline.lab.report.call;

import static dev.trunkline.lab.report.Markup.escaped;

import dev.trunkline.lab.report.Figure;
import dev.trunkline.lab.report.PageTemplate;
import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.CallReport.ToolCall;
import dev.trunkline.lab.report.call.Marker.Kind;
import dev.trunkline.lab.report.call.Timeline.Drawing;
import dev.trunkline.lab.report.svg.Svg;
import dev.trunkline.speech.file.WavFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A call as one self-contained page: to look at, to listen to, to read. It loads nothing and, but for the playing, needs no
 * script; what the people in the call said can neither be markup nor run. Thread-safe.
 */
public final class CallPage {

    private static final int SAMPLE_RATE_HZ = 8000;
    private static final String DEFAULT_COMMAND = "java -jar target/trunkline.jar call --report call.html";

    private CallPage() {}

    /**
     * Writes the page.
     *
     * @param caller what the caller said, 8 kHz, from the start of the call
     * @param agent what the phone played, 8 kHz, on the same clock
     */
    public static void write(Path file, CallReport report, short[] caller, short[] agent) throws IOException {
        Files.writeString(file, html(report, caller, agent), StandardCharsets.UTF_8);
    }

    static String html(CallReport report, short[] caller, short[] agent) {
        String style = PageTemplate.resource("timeline.css") + PageTemplate.resource("call.css");
        String script = PageTemplate.resource("call.js");
        String command = report.command().isBlank() ? DEFAULT_COMMAND : report.command();
        var values = new HashMap<String, String>();
        values.put("style", style);
        values.put("styleFingerprint", PageTemplate.fingerprint(style));
        values.put("script", script);
        values.put("scriptFingerprint", PageTemplate.fingerprint(script));
        values.put("headline", escaped(CallTexts.headline(report)));
        values.put("parties", escaped(CallTexts.parties(report) + Texts.DOT + Texts.length(report.durationMillis())));
        values.put("verdict", verdict(report));
        values.put("day", escaped(Texts.day(report.startedAt())));
        values.put("callSid", escaped(report.callSid()));
        values.put("end", escaped(report.end()));
        values.put("figures", each(CallFigures.of(report), CallPage::figure));
        values.put("timeline", timeline(report, caller, agent));
        values.put("audio", Base64.getEncoder().encodeToString(WavFile.stereo(caller, agent, SAMPLE_RATE_HZ)));
        values.put("durationMillis", Long.toString(report.durationMillis()));
        values.put("conversation", new CallTranscript(report).html());
        values.put("facts", facts(report));
        values.put("tools", tools(report.toolCalls()));
        values.put("command", escaped(command));
        return PageTemplate.filled(PageTemplate.resource("call.html"), values);
    }

    private static String verdict(CallReport report) {
        return report.isValid()
                ? ""
                : "<p class=\"verdict bad\">Not valid as a measurement: " + escaped(String.join("; ", report.invalid()))
                        + ".</p>\n";
    }

    private static String timeline(CallReport report, short[] caller, short[] agent) {
        var timeline = new Timeline(report, caller, agent, SAMPLE_RATE_HZ);
        return sheet("wide", PageWidth.WIDE, timeline)
                + sheet("medium", PageWidth.MEDIUM, timeline)
                + sheet("small", PageWidth.SMALL, timeline);
    }

    private static String sheet(String cssClass, PageWidth pageWidth, Timeline timeline) {
        var html = new StringBuilder("<div class=\"drawing " + cssClass + "\">\n");
        for (Drawing drawing : timeline.draw(pageWidth)) {
            html.append("<svg class=\"row\" viewBox=\"0 0 ")
                    .append(pageWidth.width())
                    .append(' ');
            html.append(drawing.height())
                    .append("\" data-from=\"")
                    .append(drawing.row().fromMillis());
            html.append("\" data-to=\"").append(drawing.row().toMillis());
            html.append("\" data-left=\"").append(Svg.number(drawing.row().left()));
            html.append("\" data-right=\"").append(Svg.number(drawing.row().right()));
            html.append(
                    "\" role=\"img\" aria-label=\"Time line of the call; the conversation below says the same\">\n");
            html.append(drawing.body()).append("</svg>\n");
        }
        return html.append("</div>\n").toString();
    }

    private static String figure(Figure figure) {
        return "<div class=\"figure " + figure.grade().cssClass() + "\"><dt>" + escaped(figure.name()) + "</dt><dd>"
                + escaped(figure.value()) + "</dd><small>" + escaped(figure.note()) + "</small></div>\n";
    }

    private static String facts(CallReport report) {
        return list("Transfer", report.transfers(), t -> row(t.destination() + " (" + t.number() + ")", t.outcome()))
                + list("Keypad", keys(report), k -> row(Texts.fineClock(k.atMillis()), k.label()))
                + list("The carrier warns", report.warnings(), w -> row(w.code(), w.text()))
                + (report.bridgeRecord()
                        ? ""
                        : "<p class=\"aside\">Seen from the phone only: the bridge kept its own record.</p>")
                + counted(report)
                + events(report);
    }

    private static String counted(CallReport report) {
        return report.phone().isEmpty()
                ? ""
                : "<details><summary>What the phone counted</summary><dl class=\"facts\">\n"
                        + each(List.copyOf(report.phone().entrySet()), CallPage::count) + "</dl></details>\n";
    }

    private static List<Marker> keys(CallReport report) {
        return Marker.of(report).stream().filter(m -> m.kind() == Kind.DIGITS).toList();
    }

    private static String count(Map.Entry<String, Long> counted) {
        return row(Texts.apart(counted.getKey()), Long.toString(counted.getValue()));
    }

    private static <T> String list(String title, List<T> items, Function<T, String> row) {
        return items.isEmpty() ? "" : "<h2>" + title + "</h2><dl class=\"facts\">\n" + each(items, row) + "</dl>\n";
    }

    private static String row(String name, String value) {
        return "<div><dt>" + escaped(name) + "</dt><dd>" + escaped(value) + "</dd></div>\n";
    }

    private static String events(CallReport report) {
        String rows = each(
                report.events(),
                e -> "<tr><td><time>" + Texts.fineClock(e.atMillis()) + "</time></td><td>" + escaped(e.name())
                        + "</td><td>" + escaped(e.detail()) + "</td></tr>\n");
        return rows.isEmpty()
                ? ""
                : "<details><summary>All " + report.events().size() + " events</summary><table>" + rows
                        + "</table></details>\n";
    }

    private static String tools(List<ToolCall> calls) {
        String rows = each(
                calls,
                c -> "<tr><td><time>" + Texts.fineClock(c.atMillis()) + "</time></td><td>" + escaped(c.name())
                        + "</td><td><code>" + escaped(c.parameters()) + "</code></td><td>" + escaped(c.outcome())
                        + "</td><td>"
                        + escaped(c.content()) + "</td><td class=\"number\">" + Texts.span(c.tookMillis())
                        + "</td></tr>\n");
        return rows.isEmpty() ? "" : PageTemplate.filled(PageTemplate.resource("tools.html"), Map.of("rows", rows));
    }

    private static <T> String each(List<T> items, Function<T, String> html) {
        return String.join("", items.stream().map(html).toList());
    }
}
