package dev.trunkline.engine.mind.meaning;

import java.util.List;

/** Turns sentences into vectors of which two are close when their sentences mean the same. Thread-safe; blocks. */
@FunctionalInterface
public interface SentenceEncoder {

    /**
     * The vectors of {@code sentences}, one each, of length 1 and all of the same dimension.
     *
     * @throws RuntimeException when the encoder does not work
     */
    List<float[]> encode(List<String> sentences);

    /** How alike two of its vectors are: their cosine, 1 for the same and about 0 for nothing in common. */
    static double likeness(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
