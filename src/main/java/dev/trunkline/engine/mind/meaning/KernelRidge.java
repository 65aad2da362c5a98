package dev.trunkline.engine.mind.meaning;

import java.util.ArrayList;
import java.util.List;

/**
 * Tells classes of vectors apart: kernel ridge regression to 1 for the class of an example and 0 for the others, with a kernel
 * that is 1 for the same vector and falls with the angle between two. What is far from all examples scores near 0 for every
 * class. Learns a thousand examples in about a second. Immutable.
 */
public final class KernelRidge {

    private static final double STEEPNESS = 4;
    private static final double RIDGE = 0.2; // how far examples may be missed, for the sake of what lies between them

    private final List<float[]> examples;
    private final float[][] weights; // of each example, for each class

    private KernelRidge(List<float[]> examples, float[][] weights) {
        this.examples = examples;
        this.weights = weights;
    }

    /**
     * Learns.
     *
     * @param classes the examples of each, vectors of length 1
     */
    public static KernelRidge learnt(List<List<float[]>> classes) {
        List<float[]> examples = new ArrayList<>();
        classes.forEach(examples::addAll);
        float[][] lower = lower(examples);
        float[][] weights = new float[examples.size()][classes.size()];
        int from = 0;
        for (int i = 0; i < classes.size(); i++) {
            int to = from + classes.get(i).size();
            float[] solved = solved(lower, from, to);
            for (int j = 0; j < solved.length; j++) {
                weights[j][i] = solved[j];
            }
            from = to;
        }
        return new KernelRidge(List.copyOf(examples), weights);
    }

    /** Cholesky's factor of the kernel of all pairs, with the ridge. */
    private static float[][] lower(List<float[]> examples) {
        float[][] lower = new float[examples.size()][];
        for (int i = 0; i < lower.length; i++) {
            float[] row = new float[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = kernel(examples.get(i), examples.get(j)) - dot(row, j == i ? row : lower[j], j);
                row[j] = (float) (j == i ? Math.sqrt(sum + RIDGE) : sum / lower[j][j]);
            }
            lower[i] = row;
        }
        return lower;
    }

    /** The weights that lead to 1 for examples {@code from} to {@code to}, and to 0 for all others. */
    private static float[] solved(float[][] lower, int from, int to) {
        float[] solved = new float[lower.length];
        for (int i = 0; i < solved.length; i++) {
            double target = i >= from && i < to ? 1 : 0;
            solved[i] = (float) ((target - dot(lower[i], solved, i)) / lower[i][i]);
        }
        for (int i = solved.length - 1; i >= 0; i--) {
            float value = solved[i] / lower[i][i];
            solved[i] = value;
            for (int j = 0; j < i; j++) {
                solved[j] -= lower[i][j] * value;
            }
        }
        return solved;
    }

    private static double kernel(float[] one, float[] other) {
        return Math.exp(STEEPNESS * (dot(one, other, one.length) - 1));
    }

    /** Four sums at once: one would wait for itself. */
    private static double dot(float[] one, float[] other, int length) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            a += one[i] * other[i];
            b += one[i + 1] * other[i + 1];
            c += one[i + 2] * other[i + 2];
            d += one[i + 3] * other[i + 3];
        }
        for (; i < length; i++) {
            a += one[i] * other[i];
        }
        return a + b + c + d;
    }

    /** How much {@code vector} belongs to each class: about 1 for an example of it, about 0 for anything else. */
    public double[] scores(float[] vector) {
        double[] scores = new double[weights.length == 0 ? 0 : weights[0].length];
        for (int i = 0; i < weights.length; i++) {
            double kernel = kernel(vector, examples.get(i));
            for (int j = 0; j < scores.length; j++) {
                scores[j] += weights[i][j] * kernel;
            }
        }
        return scores;
    }
}
