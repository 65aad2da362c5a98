package dev.trunkline.endtoend;

import java.util.List;
import java.util.Locale;

/**
 * What was understood, held against what was said; large letters and marks do not count. Immutable.
 *
 * @param heard what was understood
 * @param correct how many of its words are those said, in the order said: the best alignment's
 * @param wrong how many of its words are not
 */
record WordsHeard(String heard, int correct, int wrong) {

    static WordsHeard of(String said, String heard) {
        List<String> heardWords = words(heard);
        int correct = longestCommonPart(words(said), heardWords);
        return new WordsHeard(heard, correct, heardWords.size() - correct);
    }

    private static List<String> words(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9' ]", "").strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split(" +", -1));
    }

    private static int longestCommonPart(List<String> said, List<String> heard) {
        int[][] common = new int[said.size() + 1][heard.size() + 1];
        for (int i = 1; i <= said.size(); i++) {
            for (int j = 1; j <= heard.size(); j++) {
                common[i][j] = said.get(i - 1).equals(heard.get(j - 1))
                        ? common[i - 1][j - 1] + 1
                        : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        return common[said.size()][heard.size()];
    }
}
