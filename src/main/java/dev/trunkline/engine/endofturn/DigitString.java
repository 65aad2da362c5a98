package dev.trunkline.engine.endofturn;

import dev.trunkline.engine.endofturn.SilenceNeeded.Reason;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.ExpectedAnswer.Kind;
import java.util.List;
import java.util.Map;

/**
 * The digits that a turn ends in, as they are read out: "four one double seven", "41 77". Immutable.
 *
 * @param count how many
 * @param open whether it ends in "double" or the like, so that a digit must follow
 * @param first where in the words they begin
 */
record DigitString(int count, boolean open, int first) {

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("zero", 1),
            Map.entry("oh", 1),
            Map.entry("nought", 1),
            Map.entry("one", 1),
            Map.entry("two", 1),
            Map.entry("three", 1),
            Map.entry("four", 1),
            Map.entry("five", 1),
            Map.entry("six", 1),
            Map.entry("seven", 1),
            Map.entry("eight", 1),
            Map.entry("nine", 1),
            Map.entry("ten", 2),
            Map.entry("eleven", 2),
            Map.entry("twelve", 2),
            Map.entry("thirteen", 2),
            Map.entry("fourteen", 2),
            Map.entry("fifteen", 2),
            Map.entry("sixteen", 2),
            Map.entry("seventeen", 2),
            Map.entry("eighteen", 2),
            Map.entry("nineteen", 2));
    private static final List<String> TENS =
            List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final List<String> MANIFOLD = List.of("double", "triple", "treble");
    private static final List<String> NUMBERED = List.of(
            "number", "code", "pin", "zip", "postcode", "reference", "account", "phone", "extension", "card", "order");
    private static final List<String> SOUND_LIKE_DIGITS =
            List.of("to", "too", "for", "won", "ate", "tree", "fife", "o");
    private static final int ANNOUNCING_WORDS = 3;
    private static final int FEW_DIGITS = 4; // a shorter number that was announced is hardly all of it
    private static final int MANY_DIGITS = 6; // the shortest that most account numbers have

    static DigitString atEndOf(List<String> words) {
        int at = words.size();
        int count = 0;
        while (at > 0 && isPart(words.get(at - 1))) {
            at--;
            String word = words.get(at);
            String before = at > 0 ? words.get(at - 1) : "";
            count += MANIFOLD.contains(before) ? (before.equals("double") ? 2 : 3) : digits(word, words, at);
        }
        boolean open = at < words.size() && MANIFOLD.contains(words.get(words.size() - 1));
        return new DigitString(count, open, at);
    }

    private static boolean isPart(String word) {
        return WORDS.containsKey(word) || TENS.contains(word) || MANIFOLD.contains(word) || word.matches("\\d+");
    }

    /** Whether most of the words are digits, or sound like them. */
    static boolean readsOut(List<String> words) {
        return 2
                        * words.stream()
                                .filter(word -> isPart(word) || SOUND_LIKE_DIGITS.contains(word))
                                .count()
                > words.size();
    }

    /** Also those that other words stand between. */
    private static int all(List<String> words) {
        int count = 0;
        for (int i = 0; i < words.size(); i++) {
            String before = i > 0 ? words.get(i - 1) : "";
            if (isPart(words.get(i))) {
                count += MANIFOLD.contains(before) ? (before.equals("double") ? 2 : 3) : digits(words.get(i), words, i);
            } else if (SOUND_LIKE_DIGITS.contains(words.get(i))) {
                count++;
            }
        }
        return count;
    }

    private static int digits(String word, List<String> words, int at) {
        if (word.matches("\\d+")) {
            return word.length();
        }
        if (TENS.contains(word)) {
            boolean isCompound = at + 1 < words.size() && WORDS.getOrDefault(words.get(at + 1), 0) == 1;
            return isCompound ? 1 : 2; // "twenty four" are two
        }
        return MANIFOLD.contains(word) ? 0 : WORDS.getOrDefault(word, 0);
    }

    /** What it says about whether the turn is over. */
    Reason reason(ExpectedAnswer expected, List<String> words) {
        if (open) {
            return new Reason("a digit must follow", -5);
        }
        if (expected.kind() == Kind.DIGITS && expected.digits() > 0) {
            int missing = expected.digits() - all(words);
            String how = all(words) + " of " + expected.digits() + " digits";
            return new Reason(how, missing <= 0 ? 5 : missing == 1 ? -1 : -5); // recognizers lose one now and then
        }
        List<String> before = words.subList(Math.max(0, first - ANNOUNCING_WORDS), first);
        boolean isAnnounced = expected.kind() == Kind.DIGITS || before.stream().anyMatch(NUMBERED::contains);
        if (!isAnnounced) {
            return new Reason("a number at the end", expected.kind() == Kind.FACT ? 1 : 0);
        }
        double likelihood = count < FEW_DIGITS ? -4 : count < MANY_DIGITS ? -2 : count == MANY_DIGITS ? -0.8 : 0.5;
        return new Reason("a number of " + count + " digits so far", likelihood);
    }
}
