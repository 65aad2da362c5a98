package dev.trunkline.lab.report.panel;

import static dev.trunkline.lab.report.Texts.say;

import dev.trunkline.lab.panel.InteractionPanel;
import dev.trunkline.lab.panel.InteractionPanel.Rate;
import dev.trunkline.lab.panel.InteractionPanel.Timing;
import dev.trunkline.lab.report.Texts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The panel in rows: what was asked, how often it went well, how long it took. */
public final class PanelTable {

    /** Above the cells. */
    public static final List<String> HEADS =
            List.of("good", "of", "share", "95 % confidence", "median ms", "mean ms", "longest ms");

    private PanelTable() {}

    /**
     * A row.
     *
     * @param name what the agent does
     * @param symbol tau-voice's name for it
     */
    public record Row(String name, String symbol, List<String> cells) {}

    /** All of a panel. */
    public static List<Row> rows(InteractionPanel panel) {
        return List.of(
                row("answers a turn", "R_R, L_R", panel.response(), panel.responseMillis()),
                row("yields to an interruption", "R_Y, L_Y", panel.yield(), panel.yieldMillis()),
                row("holds through a backchannel", "S_BC", panel.backchannel(), null),
                row("holds through a tic", "S_VT", panel.tic(), null),
                row("holds through words aside", "S_ND", panel.aside(), null),
                new Row(
                        "interrupts the caller",
                        "I_A",
                        List.of(
                                String.valueOf(panel.agentInterruptions()),
                                String.valueOf(panel.response().total()),
                                share(panel.agentInterruptionRate()),
                                "",
                                "",
                                "",
                                "")),
                new Row("pauses while it holds", "", timing("", "", "", "", panel.heldPauseMillis())));
    }

    private static Row row(String name, String symbol, Rate rate, @Nullable Timing timing) {
        String confidence = rate.total() == 0 ? Texts.DASH : share(rate.low()) + " to " + share(rate.high());
        String good = String.valueOf(rate.good());
        String total = String.valueOf(rate.total());
        return new Row(
                name,
                symbol,
                timing == null
                        ? List.of(good, total, share(rate.share()), confidence, "", "", "")
                        : timing(good, total, share(rate.share()), confidence, timing));
    }

    private static List<String> timing(String good, String total, String share, String confidence, Timing timing) {
        return List.of(
                good, total, share, confidence, millis(timing.median()), millis(timing.mean()), millis(timing.max()));
    }

    private static String share(@Nullable Double share) {
        return share == null ? Texts.DASH : say("%.3f", share);
    }

    private static String millis(@Nullable Long millis) {
        return millis == null ? Texts.DASH : say("%d", millis);
    }
}
