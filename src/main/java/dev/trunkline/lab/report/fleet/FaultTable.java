package dev.trunkline.lab.report.fleet;

import dev.trunkline.lab.fleet.verdict.FaultReport;
import dev.trunkline.lab.history.Continuity;
import dev.trunkline.lab.history.Gaps;
import java.util.List;
import java.util.Locale;

/** What callers noticed of faults, as a table of a fleet's page. */
final class FaultTable {

    private static final int MOST_VIOLATIONS = 30;

    private FaultTable() {}

    static String words(FaultReport faults) {
        return "Things went wrong on purpose: " + faults.words()
                + ". Callers counted aloud in tones and every chat and turn of the AI had a tone of its own, so that for every"
                + " word and every moment it is known who heard whom.";
    }

    static List<FleetTables.Row> rows(Continuity all) {
        Continuity.Words words = all.words();
        return List.of(
                row("phone legs dropped", "of " + all.calls() + " calls", all.droppedLegs()),
                row("chats with the AI lost", "while their callers stayed", all.losses()),
                row("resumed", "in the same conversation", all.resumed()),
                row("begun anew, or not at all", "", all.wrongGroup() + all.abandoned()),
                row("callers greeted again", "", all.secondGreetings()),
                gaps("without a chat", "from the loss to the next chat", all.outages()),
                gaps("without the agent's voice", "from its last sound to its next", all.silences()),
                row("silences above 400 ms", all.toneless() + " of them without a comfort tone", all.longSilences()),
                row("words said", words.saidInGaps() + " while there was no chat", words.said()),
                row("words lost", words.lostInGaps() + " of them from the gaps", words.lost()),
                row(
                        "words that one chat heard twice",
                        words.repeated() + " were sent again to the next chat",
                        words.doubled()),
                row("invariants violated", "", all.violations().size()));
    }

    static List<String> violations(Continuity all) {
        return all.violationLines().stream().limit(MOST_VIOLATIONS).toList();
    }

    private static FleetTables.Row row(String name, String note, long value) {
        return new FleetTables.Row(name, note, List.of(String.format(Locale.ROOT, "%,d", value)));
    }

    private static FleetTables.Row gaps(String name, String note, Gaps gaps) {
        String value = gaps.count() == 0
                ? "none"
                : "half within " + FleetTexts.millis(gaps.at(0.5)) + ", 95 % within " + FleetTexts.millis(gaps.at(0.95))
                        + ", longest " + FleetTexts.millis(gaps.max());
        return new FleetTables.Row(name, note, List.of(value));
    }
}
