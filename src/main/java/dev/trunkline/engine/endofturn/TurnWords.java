package dev.trunkline.engine.endofturn;

import dev.trunkline.engine.endofturn.SilenceNeeded.Reason;
import dev.trunkline.engine.mind.ExpectedAnswer;
import dev.trunkline.engine.mind.ExpectedAnswer.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the words of a turn say about whether it is over: what it ends in, how it began, and how much of a number is there.
 * English. Written for words that recognizers make, with punctuation or without. Immutable.
 */
final class TurnWords {

    private static final double SURELY_NOT = -5;
    private static final double HARDLY = -2.5;
    private static final int SHORT_WORDS = 4;

    private final String text;
    private final List<String> words;

    private TurnWords(String text, List<String> words) {
        this.text = text;
        this.words = words;
    }

    static TurnWords of(String text) {
        String plain = text.toLowerCase(Locale.ROOT).replace('’', '\'').strip();
        List<String> words = new ArrayList<>();
        for (String word : plain.replaceAll("[^a-z0-9' ]+", " ").strip().split("\\s+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return new TurnWords(plain, List.copyOf(words));
    }

    /** What speaks for and against its being over. */
    List<Reason> reasons(ExpectedAnswer expected) {
        if (words.isEmpty()) {
            return List.of(); // speech that nobody understood: the melody decides
        }
        DigitString digits = DigitString.atEndOf(words);
        if (EnglishEndings.isHesitation(words)) {
            return List.of(new Reason("ends in a hesitation", SURELY_NOT));
        }
        boolean isReadOut = expected.kind() == Kind.DIGITS && expected.digits() > 0 && DigitString.readsOut(words);
        if (isReadOut || digits.count() > 0) {
            return List.of(digits.reason(expected, words));
        }
        if (EnglishEndings.isWholeAnswer(words)) {
            return List.of(wholeAnswer(expected));
        }
        if (EnglishEndings.isGreeting(words)) {
            return List.of(new Reason("only a greeting", 0));
        }
        List<Reason> reasons = new ArrayList<>();
        double open = EnglishEndings.openness(words);
        if (open < 0) {
            reasons.add(new Reason("ends in \"" + words.get(words.size() - 1) + "\"", open));
            return reasons;
        }
        boolean isQuestion = EnglishClauses.isQuestion(words) || text.endsWith("?");
        boolean isSubject = expected.kind() == Kind.ANYTHING && EnglishClauses.isOnlySubject(words);
        if (EnglishClauses.isUnfinished(words)) {
            reasons.add(new Reason("a clause without its main part", HARDLY));
        } else if (EnglishEndings.isClosing(words)) {
            reasons.add(new Reason("ends in a closing word", 3));
        } else if (isSubject) {
            reasons.add(new Reason("a clause without its main part", HARDLY));
        } else if (isQuestion && (words.size() >= SHORT_WORDS || words.get(0).endsWith("'s"))) {
            reasons.add(new Reason("a question that is over", 2.5));
        } else if (EnglishClauses.hasVerb(words)) {
            reasons.add(
                    words.size() < SHORT_WORDS
                            ? new Reason("a short sentence", 0)
                            : new Reason("a whole sentence", 1.5));
        } else {
            reasons.add(fragment(expected));
        }
        if (goesOn()) {
            reasons.add(new Reason("written as if it went on", -1.6));
        }
        return reasons;
    }

    private boolean goesOn() {
        return text.endsWith(",") || text.endsWith("-") || text.endsWith("...") || text.endsWith("…");
    }

    /** A bare yes or no may be the beginning of what was asked for, or of a reason. */
    private Reason wholeAnswer(ExpectedAnswer expected) {
        boolean isYes = words.get(0).matches("yes|yeah|yep|yup|sure|okay|ok|right");
        boolean isBare = words.size() == 1 && (isYes || words.get(0).matches("no|nope|nah"));
        if (isBare && goesOn()) {
            return new Reason("a bare yes or no, written as if it went on", -0.5);
        }
        if (!isBare) {
            return new Reason("a whole short answer", expected.kind() == Kind.YES_OR_NO ? 4 : 3);
        }
        return expected.kind() == Kind.YES_OR_NO
                ? new Reason("a bare yes or no", isYes ? 1.0 : 0.3)
                : new Reason("a bare yes or no to an open question", isYes ? -1.5 : 0.5);
    }

    /** Without a verb: what was asked for, or the beginning of a sentence. */
    private Reason fragment(ExpectedAnswer expected) {
        return switch (expected.kind()) {
            case ANYTHING ->
                words.size() > SHORT_WORDS
                        ? new Reason("words enough for a sentence", 0)
                        : new Reason("no sentence yet", -1.2);
            case YES_OR_NO -> new Reason("a few words for an answer", 0);
            case FACT -> new Reason("a few words for an answer", words.size() > 1 ? 1.2 : 0);
            case NAME ->
                spells() ? new Reason("is being spelled", -1.5) : new Reason("a name", words.size() > 1 ? 1.5 : 0.5);
            case ADDRESS -> new Reason("part of an address", words.size() > SHORT_WORDS ? 0.5 : -0.8);
            case DIGITS -> new Reason("no number yet", -1);
        };
    }

    private boolean spells() {
        return words.get(words.size() - 1).length() == 1;
    }
}
