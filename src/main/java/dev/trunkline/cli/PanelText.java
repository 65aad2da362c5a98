package dev.trunkline.cli;

import static dev.trunkline.lab.report.Texts.say;

import dev.trunkline.lab.panel.InteractionPanel;
import dev.trunkline.lab.report.panel.PanelTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** The panel as lines of text. */
final class PanelText {

    private static final String LINE = "%-30s%6s%6s%8s  %-16s%11s%9s%12s";

    private PanelText() {}

    static void print(PrintWriter out, InteractionPanel panel) {
        out.println(say(LINE, columns("", PanelTable.HEADS)));
        PanelTable.rows(panel).forEach(row -> out.println(say(LINE, columns(row.name(), row.cells()))));
    }

    private static Object[] columns(String name, List<String> cells) {
        List<Object> all = new ArrayList<>(List.of(name));
        all.addAll(cells);
        return all.toArray();
    }
}
