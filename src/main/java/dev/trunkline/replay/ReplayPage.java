package dev.trunkline.replay;

import java.util.Locale;

/** A page about replays: what the caller heard, what he would have heard, and every difference. One file, nothing loaded. */
public final class ReplayPage {

    private static final int WIDTH = 1_000;
    private static final int HALF_HEIGHT = 40;
    private static final double LOUDEST = 32_124;

    private final StringBuilder html = new StringBuilder();

    private ReplayPage() {}

    /** The page of a suite. */
    public static String of(ReplaySuite suite) {
        ReplayPage page = new ReplayPage();
        page.head(suite);
        suite.flights().forEach(page::flight);
        page.html.append("</main></body></html>\n");
        return page.html.toString();
    }

    private void head(ReplaySuite suite) {
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Replay</title><style>")
                .append("body{font:16px/1.5 system-ui,sans-serif;color-scheme:light dark;margin:2rem}")
                .append("main{max-width:64rem;margin:auto}svg{width:100%;height:6rem}table{border-collapse:collapse}")
                .append("td,th{padding:.2rem 1rem .2rem 0;text-align:left;vertical-align:top}")
                .append(".different,.unreadable{color:#c0392b}.equal{color:#1e8449}</style></head><body><main>")
                .append("<h1>Replay</h1><p>")
                .append(suite.flights().size())
                .append(" calls: ")
                .append(suite.count("equal"))
                .append(" equal, ")
                .append(suite.count("different"))
                .append(" different, ")
                .append(suite.count("unreadable"))
                .append(" unreadable.</p>");
    }

    private void flight(ReplaySuite.Item flight) {
        html.append("<h2>").append(escaped(flight.name())).append("</h2>");
        Replay.Replayed replayed = flight.replayed();
        if (replayed == null) {
            html.append("<p class=\"unreadable\">Unreadable: ")
                    .append(escaped(flight.trouble()))
                    .append("</p>");
            return;
        }
        ReplayResult result = replayed.result();
        html.append("<p><span class=\"")
                .append(flight.verdict())
                .append("\">")
                .append(flight.verdict())
                .append("</span>: ")
                .append(escaped(result.callSid()))
                .append(", ")
                .append(escaped(result.startedAt()))
                .append(", ")
                .append(seconds(result.millis()))
                .append(" s, recorded by ")
                .append(escaped(result.recordedBy()))
                .append("; the flight is ")
                .append(escaped(result.ending()))
                .append(".</p>");
        sound("what the caller heard", replayed.recorded(), result.millis());
        sound("what he would have heard", replayed.replayed(), result.millis());
        differences(result);
    }

    private void sound(String name, HeardSound sound, long millis) {
        long frames = Math.max(1, Math.max(sound.frames(), millis / 20));
        html.append("<figure><figcaption>")
                .append(name)
                .append("</figcaption><svg role=\"img\" aria-label=\"")
                .append(name)
                .append("\" preserveAspectRatio=\"none\" viewBox=\"0 0 ")
                .append(WIDTH)
                .append(' ')
                .append(2 * HALF_HEIGHT)
                .append("\"><path stroke=\"currentColor\" d=\"");
        for (int x = 0; x < WIDTH; x++) {
            int peak = 0;
            for (long frame = x * frames / WIDTH;
                    frame < Math.max(x * frames / WIDTH + 1, (x + 1) * frames / WIDTH);
                    frame++) {
                peak = Math.max(peak, frame < sound.frames() ? sound.peak((int) frame) : 0);
            }
            double height = HALF_HEIGHT * Math.sqrt(peak / LOUDEST);
            html.append(String.format(Locale.ROOT, "M%d %.1fV%.1f", x, HALF_HEIGHT - height, HALF_HEIGHT + height));
        }
        html.append("\"/></svg></figure>");
    }

    private void differences(ReplayResult result) {
        if (result.differences().isEmpty()) {
            return;
        }
        html.append("<table><thead><tr><th>at</th><th>who</th><th>what</th></tr></thead><tbody>");
        for (ReplayDifference difference : result.differences()) {
            html.append("<tr><td>")
                    .append(seconds(difference.atMillis()))
                    .append(" s</td><td>")
                    .append(difference.side())
                    .append("</td><td>")
                    .append(escaped(difference.words()))
                    .append("</td></tr>");
        }
        html.append("</tbody></table>");
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / 1_000.0);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
