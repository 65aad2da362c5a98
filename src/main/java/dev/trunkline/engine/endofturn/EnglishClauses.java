package dev.trunkline.engine.endofturn;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What an English clause needs to be whole, as far as a few hundred common words tell. */
final class EnglishClauses {

    private static final Set<String> QUESTION_WORDS =
            words("what what's when where where's who who's whose which why how how's");
    private static final Set<String> AUXILIARIES = words(
            "is are was were am do does did can could will would shall should may"
                    + " might have has had isn't aren't don't doesn't didn't can't couldn't won't wouldn't haven't hasn't");
    private static final Set<String> SUBJECTS =
            words("i you he she it we they there this that someone somebody anyone");
    private static final Set<String> SUBORDINATORS =
            words("if when because since although though while after before once unless as");
    private static final Set<String> DETERMINERS = words("the my our your their his her a an these those");
    private static final int MAIN_CLAUSE_FROM = 3; // the words of the shortest subordinate clause
    private static final Set<String> CONTRACTIONS =
            words("i'm it's that's there's he's she's we're they're you're i'd i'll i've"
                    + " we'd we'll we've you've you'll he'll she'll it'll that'll let's");
    private static final Set<String> POLITE =
            words("so well and but okay ok yes yeah no oh hi hello hey um uh please sorry then");
    private static final Set<String> COMMANDS =
            words("cancel change tell give send call connect transfer put book check help show"
                    + " repeat stop find set update make pay open close block unblock order reset explain read get let wait hang say"
                    + " leave press enter dial hold try speak look go come take add remove delete record listen");
    private static final Set<String> STATES = words(
            "late gone broken wrong missing down dead back off out black different empty not closed cancelled here");
    private static final Set<String> VERBS =
            words("want need like know think have got lost forgot paid called ordered received"
                    + " moved live works work stopped broke happened wonder hope see said told asked tried went came bought sent got"
                    + " says keeps seems looks hear arrived changed closed opened booked cancelled returned missed charged found"
                    + " doing going looking calling having trying waiting wondering seen done been made taken given");

    private EnglishClauses() {}

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.split(" ")));
    }

    /** Whether it asks, by the form of its last clause. */
    static boolean isQuestion(List<String> words) {
        int at = firstOfClause(words);
        if (at >= words.size()) {
            return false;
        }
        String first = words.get(at);
        boolean isInverted = at + 1 < words.size()
                && AUXILIARIES.contains(first)
                && (SUBJECTS.contains(words.get(at + 1))
                        || words.get(at + 1).matches("the|my|your|our|any|a|an|these|those"));
        return isInverted || (QUESTION_WORDS.contains(first) && at + 2 < words.size());
    }

    /** Whether it begins as a subordinate clause and has no main one. */
    static boolean isUnfinished(List<String> words) {
        int at = firstOfClause(words);
        if (at >= words.size()) {
            return false;
        }
        List<String> clause = words.subList(at, words.size());
        if (clause.get(0).equals("because") && clause.size() > MAIN_CLAUSE_FROM) {
            return false; // it answers a why
        }
        if (SUBORDINATORS.contains(clause.get(0)) && !asksWhen(clause)) {
            return hasSubject(clause, 1) && !hasMainClause(clause);
        }
        return false;
    }

    /** "when are you open", unlike "when you are open". */
    private static boolean asksWhen(List<String> clause) {
        return QUESTION_WORDS.contains(clause.get(0)) && clause.size() > 1 && AUXILIARIES.contains(clause.get(1));
    }

    /** "my account number", and no verb yet. */
    static boolean isOnlySubject(List<String> words) {
        int at = firstOfClause(words);
        return at < words.size()
                && words.size() - at < 6
                && DETERMINERS.contains(words.get(at))
                && !hasVerb(words.subList(at, words.size()))
                && !happened(words.subList(at + 1, words.size()));
    }

    /** "my bill doubled", "my order's late": something is said of it, though no verb that is known here. */
    private static boolean happened(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            boolean isPast = i > 0 && word.length() > 4 && word.endsWith("ed");
            boolean isStated = i + 1 < words.size() && word.endsWith("'s") && STATES.contains(words.get(i + 1));
            if (isPast || isStated) {
                return true;
            }
        }
        return false;
    }

    /** "since last weekend" is none. */
    private static boolean hasSubject(List<String> clause, int from) {
        return clause.subList(Math.min(from, clause.size()), clause.size()).stream()
                .anyMatch(word -> SUBJECTS.contains(word) || CONTRACTIONS.contains(word) || DETERMINERS.contains(word));
    }

    /** After "when I opened the box" somebody else does something. */
    private static boolean hasMainClause(List<String> clause) {
        for (int i = MAIN_CLAUSE_FROM; i + 2 < clause.size(); i++) {
            String word = clause.get(i);
            if (SUBJECTS.contains(word) || CONTRACTIONS.contains(word) || DETERMINERS.contains(word)) {
                return true;
            }
            if (AUXILIARIES.contains(word) && SUBJECTS.contains(clause.get(i + 1))) {
                return true;
            }
        }
        return false;
    }

    /** "what my balance is": its verb comes last. */
    static boolean isEmbeddedQuestion(List<String> words) {
        for (int i = 0; i + 2 < words.size(); i++) {
            String next = words.get(i + 1);
            if (QUESTION_WORDS.contains(words.get(i)) && !AUXILIARIES.contains(next)) {
                return true;
            }
        }
        return false;
    }

    static boolean isSubject(String word) {
        return SUBJECTS.contains(word);
    }

    static boolean isAuxiliary(String word) {
        return AUXILIARIES.contains(word);
    }

    static boolean isQuestionWord(String word) {
        return QUESTION_WORDS.contains(word);
    }

    static boolean isVerb(String word) {
        return AUXILIARIES.contains(word) || VERBS.contains(word) || COMMANDS.contains(word);
    }

    /** Whether it can be a sentence: somebody does something, or somebody is told to. */
    static boolean hasVerb(List<String> words) {
        int at = firstOfClause(words);
        return (at < words.size() && COMMANDS.contains(words.get(at)))
                || words.stream()
                        .anyMatch(word ->
                                AUXILIARIES.contains(word) || CONTRACTIONS.contains(word) || VERBS.contains(word));
    }

    private static int firstOfClause(List<String> words) {
        int at = 0;
        while (at < words.size() && POLITE.contains(words.get(at))) {
            at++;
        }
        return at;
    }
}
