package dev.trunkline.engine.endofturn;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Where a word that mostly asks for another one may be the last all the same: "who am I talking to", "what should I do", "I did not
 * catch that", "I cannot log in". English.
 */
final class MayStandLast {

    private static final Set<String> PREPOSITIONS =
            words("to of for with from at by about on in into over near through");
    private static final Set<String> BOUND_BY = words("who whom what which whose where");
    private static final Set<String> ARTICLES = words("the a an my your our");
    private static final Set<String> SOMEBODY = words(
            "anyone someone somebody anybody person human being colleague something anything things stuff number way");
    private static final Set<String> POINTING = words("this that these those they there");
    private static final Set<String> BEFORE_POINTING = words("of with about like for after before than me you");
    private static final Set<String> PARTICLE_VERBS = words(
            "log logs logged sign signed turn turns turned switch switched come comes came go goes went gone get got"
                    + " now that it them check hang move moving pull drop zoom join dial breaks broke cut fell");
    private static final Set<String> PARTICLES = words("in on through over by");
    private static final Set<String> NOUN_MARKS =
            words("the a an my your all everything anything what that those shoes");

    private MayStandLast() {}

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.split(" ")));
    }

    /** Whether these words may end in their last one, though it is one that something mostly follows. */
    static boolean isTrueOf(List<String> words) {
        if (words.size() < 3) {
            return false;
        }
        String last = words.get(words.size() - 1);
        String before = words.get(words.size() - 2);
        if (POINTING.contains(last)) {
            return words.size() > 3 || EnglishClauses.isVerb(before) || BEFORE_POINTING.contains(before);
        }
        if (PREPOSITIONS.contains(last) && isStranded(words)) {
            return true;
        }
        if (PARTICLES.contains(last) && PARTICLE_VERBS.contains(before)) {
            return true;
        }
        if (EnglishClauses.isSubject(last)) {
            return EnglishClauses.isAuxiliary(before) && words.size() > 3; // "how far behind am I", "..., shall we"
        }
        return EnglishClauses.isVerb(last) && endsItsClause(words);
    }

    /** "who am I talking to", "is there anyone I could speak to"; not "what is the price of". */
    private static boolean isStranded(List<String> words) {
        for (int i = 0; i + 2 < words.size() - 1; i++) {
            String next = words.get(i + 1);
            boolean asks = BOUND_BY.contains(words.get(i)) && !ARTICLES.contains(words.get(i + 2));
            boolean isRelative = SOMEBODY.contains(words.get(i)) && EnglishClauses.isSubject(next);
            if ((asks && hasInversion(words, i + 1)) || isRelative) {
                return true;
            }
        }
        return false;
    }

    /** "what can we do", "the shoes I bought", "time to pay", "as it is". */
    private static boolean endsItsClause(List<String> words) {
        int last = words.size() - 1;
        String before = words.get(last - 1);
        String earlier = words.get(last - 2);
        if (before.matches("not|never|can't|won't|don't|didn't")) {
            return true;
        }
        if (EnglishClauses.isQuestionWord(words.get(0)) && hasInversion(words, 1)) {
            return !EnglishClauses.isAuxiliary(before);
        }
        if (EnglishClauses.isSubject(before)) {
            return words.subList(0, last - 1).stream().anyMatch(NOUN_MARKS::contains)
                    || earlier.matches("as|but|and|who|what|where|how");
        }
        return before.equals("to") && words.get(last).matches("pay|talk|speak|call|go|know|do|be|keep");
    }

    private static boolean hasInversion(List<String> words, int from) {
        for (int i = from; i + 1 < words.size(); i++) {
            if (EnglishClauses.isAuxiliary(words.get(i))
                    && (EnglishClauses.isSubject(words.get(i + 1))
                            || words.get(i + 1).matches("these|those|all"))) {
                return true;
            }
        }
        return false;
    }
}
