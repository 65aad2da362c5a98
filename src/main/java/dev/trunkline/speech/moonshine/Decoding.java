package dev.trunkline.speech.moonshine;

import java.util.List;

/**
 * What the network wrote about a clip. Immutable.
 *
 * @param tokens pieces of words, without marks
 * @param meanLogProbability of each piece, the end included: 0 is certain; natural logarithm
 * @param ended whether the network found an end, or was stopped at the most that anybody says in that time
 */
record Decoding(List<Integer> tokens, double meanLogProbability, boolean ended) {

    Decoding {
        tokens = List.copyOf(tokens);
    }
}
