package dev.trunkline.lab.report.panel;

import static dev.trunkline.lab.report.Texts.say;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.lab.panel.InteractionPanel;
import dev.trunkline.lab.report.Figure;
import dev.trunkline.lab.report.PageTemplate;
import dev.trunkline.lab.report.Texts;
import dev.trunkline.lab.scene.PanelReport;
import dev.trunkline.lab.scene.PanelScene;
import dev.trunkline.lab.scene.SceneResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run of scenes as one self-contained page, without a script, and as JSON. Thread-safe. */
public final class PanelPage {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private PanelPage() {}

    /** Scenes of one kind. */
    public record KindRows(String name, List<PanelTable.Row> rows) {}

    public static void write(Path file, PanelReport report, String command) throws IOException {
        Files.writeString(file, html(report, command));
    }

    /** Writes the data. */
    public static void writeJson(Path file, PanelReport report) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(json(report)) + "\n");
    }

    static ObjectNode json(PanelReport report) {
        return JSON.<ObjectNode>valueToTree(report).put("valid", report.isValid());
    }

    static String html(PanelReport report, String command) {
        List<KindRows> kinds = new ArrayList<>();
        for (PanelScene.Kind kind : PanelScene.Kind.values()) {
            InteractionPanel panel = report.kinds().get(kind);
            if (panel != null) {
                kinds.add(new KindRows(Texts.upper(kind.words()), PanelTable.rows(panel)));
            }
        }
        Map<String, Object> values = new HashMap<>();
        values.put("headline", say("%d scenes of conversation", report.scenes().size()));
        values.put("valid", report.isValid());
        values.put("verdict", verdict(report));
        values.put("when", Texts.day(report.startedAt()));
        values.put("report", report);
        values.put("figures", figures(report));
        values.put("heads", PanelTable.HEADS);
        values.put("rows", PanelTable.rows(report.panel()));
        values.put("kinds", kinds);
        values.put(
                "failed", report.scenes().stream().filter(PanelPage::hasFailed).toList());
        values.put("command", command);
        return PageTemplate.page(
                "panel.html",
                values,
                PageTemplate.resource("timeline.css", "call.css", "fleet.css") + "\npre { overflow-x: auto }\n",
                null);
    }

    private static boolean hasFailed(SceneResult scene) {
        return !scene.errors().isEmpty();
    }

    private static String verdict(PanelReport report) {
        return report.isValid()
                ? "Measured at the telephone, from who was heard when."
                : "Not valid: " + String.join("; ", report.invalid()) + ".";
    }

    private static List<Figure> figures(PanelReport report) {
        InteractionPanel panel = report.panel();
        return List.of(
                figure("Answers after", millis(panel.responseMillis().median()), "median"),
                figure("Yields", share(panel.yield()), "within two seconds"),
                figure("Yields after", millis(panel.yieldMillis().median()), "median"),
                figure("Holds", share(panel.backchannel()), "through backchannels"),
                figure("Holds", share(panel.tic()), "through coughs and breaths"),
                figure("Holds", share(panel.aside()), "through words aside"),
                figure(
                        "Dead air",
                        Texts.span(report.deadAir().max()),
                        say(
                                "the longest; above 1.5 s in %d calls",
                                report.deadAir().longCalls())));
    }

    private static Figure figure(String name, String value, String note) {
        return new Figure(name, value, note, Figure.Grade.PLAIN);
    }

    private static String share(InteractionPanel.Rate rate) {
        Double share = rate.share();
        return share == null ? Texts.DASH : say("%.3f", share);
    }

    private static String millis(@Nullable Long millis) {
        return millis == null ? Texts.DASH : Texts.span(millis);
    }
}
