package dev.trunkline.lab.report.call;

import dev.trunkline.lab.report.PageTemplate;
import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.report.call.Marker.Kind;
import dev.trunkline.speech.file.WavFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        var timeline = new Timeline(report, caller, agent, SAMPLE_RATE_HZ);
        var values = new HashMap<String, Object>();
        values.put("report", report);
        values.put("headline", CallTexts.headline(report));
        values.put("invalid", String.join("; ", report.invalid()));
        values.put("parties", CallTexts.parties(report) + Texts.DOT + Texts.length(report.durationMillis()));
        values.put("day", Texts.day(report.startedAt()));
        values.put("figures", CallFigures.of(report));
        values.put("audio", Base64.getEncoder().encodeToString(WavFile.stereo(caller, agent, SAMPLE_RATE_HZ)));
        values.put(
                "drawings",
                List.of(
                        drawing("wide", PageWidth.WIDE, timeline),
                        drawing("medium", PageWidth.MEDIUM, timeline),
                        drawing("small", PageWidth.SMALL, timeline)));
        values.put("lines", new CallTranscript(report).lines());
        values.put(
                "keys",
                Marker.of(report).stream().filter(m -> m.kind() == Kind.DIGITS).toList());
        values.put("counted", report.phone().entrySet());
        values.put("eventCount", report.events().size());
        values.put("command", report.command().isBlank() ? DEFAULT_COMMAND : report.command());
        return PageTemplate.page(
                "call.html",
                values,
                PageTemplate.resource("timeline.css", "call.css"),
                PageTemplate.resource("call.js"));
    }

    private static Map<String, Object> drawing(String cssClass, PageWidth pageWidth, Timeline timeline) {
        return Map.of("cssClass", cssClass, "width", pageWidth.width(), "rows", timeline.draw(pageWidth));
    }
}
