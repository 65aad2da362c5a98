package dev.trunkline.lab.report.svg;

import java.util.ArrayList;
import java.util.List;

/**
 * Stacks labels so that none covers another, each as near to the voices as it can be. Of two that want the same place the
 * later one lies nearer, and the line from the earlier one to its moment stays clear of it. Immutable.
 */
public final class LabelLayout {

    private static final double SIDE_GAP = 6;

    /**
     * A label before it has a place.
     *
     * @param left edge, in pixels
     * @param width in pixels
     * @param height in pixels, with the gap to the next label
     */
    public record Label(double left, double width, double height) {
        private boolean isBeside(Label other) {
            return left + width + SIDE_GAP <= other.left || other.left + other.width + SIDE_GAP <= left;
        }
    }

    private final List<Label> labels;
    private final double[] near;

    /** Places {@code labels}, given in order of time. */
    public LabelLayout(List<Label> labels) {
        this.labels = List.copyOf(labels);
        this.near = new double[labels.size()];
        for (int i = labels.size() - 1; i >= 0; i--) {
            near[i] = nearestFree(i);
        }
    }

    /** From the voices to the near edge of a label. */
    public double near(int index) {
        return near[index];
    }

    /** Of all labels together. */
    public double height() {
        double height = 0;
        for (int i = 0; i < near.length; i++) {
            height = Math.max(height, near[i] + labels.get(i).height());
        }
        return height;
    }

    private double nearestFree(int index) {
        var candidates = new ArrayList<Double>(List.of(0.0));
        for (int placed = index + 1; placed < near.length; placed++) {
            candidates.add(near[placed] + labels.get(placed).height());
        }
        return candidates.stream()
                .sorted()
                .filter(candidate -> isFree(index, candidate))
                .findFirst()
                .orElseThrow();
    }

    private boolean isFree(int index, double candidate) {
        Label label = labels.get(index);
        for (int placed = index + 1; placed < near.length; placed++) {
            Label other = labels.get(placed);
            boolean apart = candidate >= near[placed] + other.height() || candidate + label.height() <= near[placed];
            if (!apart && !label.isBeside(other)) {
                return false;
            }
        }
        return true;
    }
}
