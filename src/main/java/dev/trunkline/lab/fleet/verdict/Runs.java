package dev.trunkline.lab.fleet.verdict;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The same fleet several times in a row, at least once. Immutable. */
public record Runs(List<FleetReport> all) {

    public Runs {
        all = List.copyOf(all);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("no run");
        }
    }

    public static Runs of(FleetReport... reports) {
        return new Runs(List.of(reports));
    }

    /** The middle one of a number, of two middle ones their mean; NaN when a run has none. */
    public double median(ToDoubleFunction<FleetReport> value) {
        double[] sorted = all.stream().mapToDouble(value).sorted().toArray();
        int middle = sorted.length / 2;
        if (Double.isNaN(sorted[sorted.length - 1])) {
            return Double.NaN; // sorted to the end
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The run in the middle: by the bridge's CPU as a multiple of the relay's, or what else has been measured. Of an even
     * number the better of the two.
     */
    public FleetReport typical() {
        return all.get(typicalIndex());
    }

    /** Which of all that is. */
    public int typicalIndex() {
        KeyFigure by = Stream.of(KeyFigure.CPU_MULTIPLE, KeyFigure.CPU, KeyFigure.GAP_P99, KeyFigure.FAILED)
                .filter(figure -> !Double.isNaN(median(figure::of)))
                .findFirst()
                .orElse(KeyFigure.FAILED);
        return IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingDouble(index -> by.of(all.get(index))))
                .toList()
                .get((all.size() - 1) / 2);
    }

    /** Why not all of them may be believed; empty: they may. */
    public List<String> invalid() {
        Set<String> reasons = new LinkedHashSet<>();
        for (int i = 0; i < all.size(); i++) {
            String run = all.size() == 1 ? "" : "run " + (i + 1) + ": ";
            all.get(i).invalid().forEach(reason -> reasons.add(run + reason));
        }
        return List.copyOf(reasons);
    }

    public boolean isValid() {
        return invalid().isEmpty();
    }
}
