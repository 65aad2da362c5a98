package dev.trunkline.engine.mind.script;

import java.util.List;
import java.util.Set;

/** Whether an answer agrees. */
enum YesOrNo {
    YES,
    NO,
    NEITHER;

    private static final Set<String> YES_WORDS =
            PlainWords.each("yes yeah yep yup yah sure ok okay correct right exactly absolutely certainly definitely"
                    + " fine perfect great indeed aye mm mmhm uh true");
    private static final List<String> YES_PHRASES =
            phrases("that is right, that is correct, that is it, of course, go ahead, please do, all right,"
                    + " sounds good, mm hm, uh huh, by all means, i would, i do, you got it, as i said");
    private static final Set<String> NO_WORDS = Set.of("no", "nope", "nah", "wrong", "incorrect", "negative", "never");
    private static final List<String> NO_PHRASES =
            phrases("not right, not correct, not quite, not really, not at all, i do not, i would not, do not, is not,"
                    + " not what i said, a mistake");
    private static final int MAX_WORDS = 8; // a longer answer says something else

    private static List<String> phrases(String listed) {
        return List.of(listed.split(", ", -1));
    }

    /** What {@code text} says; what is denied anywhere in a short answer is no agreement. */
    static YesOrNo of(String text) {
        String plain = PlainWords.of(text).replace("never mind", " ").strip(); // which is no "never"
        List<String> words = List.of(plain.split(" "));
        String first = words.stream()
                .filter(word -> !Set.of("um", "er", "well", "oh", "ah", "hm", "erm", "so")
                        .contains(word))
                .findFirst()
                .orElse("");
        if (NO_WORDS.contains(first)) {
            return NO;
        }
        if (words.size() > MAX_WORDS) {
            return YES_WORDS.contains(first) && !first.equals("right") ? YES : NEITHER;
        }
        boolean isNo = NO_PHRASES.stream().anyMatch(phrase -> PlainWords.contains(plain, phrase))
                || words.contains("wrong")
                || words.contains("incorrect")
                || words.contains("not");
        if (isNo) {
            return NO;
        }
        boolean isYes = (YES_WORDS.contains(first) && !plain.equals("uh") && !plain.equals("mm"))
                || YES_PHRASES.stream().anyMatch(phrase -> PlainWords.contains(plain, phrase))
                || words.contains("yes");
        return isYes ? YES : NEITHER;
    }
}
