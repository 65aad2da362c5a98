package dev.trunkline.call;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How the caller has sounded lately, as far as the AI measures it. Confined to the call's loop. */
public final class CallersMood {

    private static final int TURNS = 3;
    private static final int NAMES = 3;
    private static final double TELLING = 0.35; // below it a score says little

    /** What is no news about anybody who talks. */
    private static final List<String> UNREMARKABLE =
            List.of("calmness", "concentration", "contemplation", "determination", "interest", "realization");

    private final Deque<Map<String, Double>> turns = new ArrayDeque<>();

    /**
     * The caller has said something, to its end.
     *
     * @param scores 0..1 by name; empty when nothing was measured
     */
    public void onCallerSaid(Map<String, Double> scores) {
        if (!scores.isEmpty()) {
            turns.addLast(scores);
            if (turns.size() > TURNS) {
                turns.removeFirst();
            }
        }
    }

    /** What was strongest on the average of the last turns, the strongest first. */
    public Map<String, Double> strongest() {
        Map<String, Double> sums = new HashMap<>();
        turns.forEach(turn -> turn.forEach((name, score) -> sums.merge(name, score, Double::sum)));
        Map<String, Double> strongest = new LinkedHashMap<>();
        sums.entrySet().stream()
                .filter(each -> !UNREMARKABLE.contains(each.getKey().toLowerCase(Locale.ROOT)))
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(NAMES)
                .forEach(each -> strongest.put(each.getKey(), each.getValue() / turns.size()));
        return strongest;
    }

    /** The same for a person's ear; "" when there is nothing to say. */
    public String words() {
        List<String> names = strongest().entrySet().stream()
                .filter(each -> each.getValue() >= TELLING)
                .map(each -> each.getKey().toLowerCase(Locale.ROOT))
                .limit(2)
                .toList();
        return names.isEmpty() ? "" : "The caller's voice shows " + String.join(" and ", names) + ".";
    }
}
