package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.ExpectedAnswer;
import java.util.List;
import java.util.Map;

/**
 * One thing that must be known. Immutable.
 *
 * @param asks the question; one or more sentences
 * @param asksAgain the same in other words, when the answer was none
 * @param confirms reads it back and asks whether it is right; empty for not
 * @param choices for {@link Kind#CHOICE}: each with the phrases that mean it
 * @param minDigits for {@link Kind#DIGITS}
 * @param maxDigits for {@link Kind#DIGITS}
 */
record Slot(
        String name,
        Kind kind,
        List<String> asks,
        List<String> asksAgain,
        String confirms,
        Map<String, List<String>> choices,
        int minDigits,
        int maxDigits) {

    /** What kind of thing it is. */
    enum Kind {
        NUMBER,
        MONEY,
        DATE,
        TIME,
        DIGITS,
        NAME,
        YES_NO,
        CHOICE,
        ADDRESS,
        TEXT
    }

    /** What kind of answer its question asks for: callers pause differently in each. */
    ExpectedAnswer expected() {
        return switch (kind) {
            case DIGITS -> ExpectedAnswer.digits(minDigits == maxDigits ? maxDigits : 0);
            case NUMBER, MONEY, DATE, TIME, CHOICE -> ExpectedAnswer.FACT;
            case NAME -> ExpectedAnswer.NAME;
            case YES_NO -> ExpectedAnswer.YES_OR_NO;
            case ADDRESS -> ExpectedAnswer.ADDRESS;
            case TEXT -> ExpectedAnswer.ANYTHING;
        };
    }

    /**
     * What was said for it.
     *
     * @param value as machines want it: digits without spaces, dates as 2026-12-31, times as 15:30
     * @param spoken as it is read back
     */
    record Value(String value, String spoken) {
        static Value of(String both) {
            return new Value(both, both);
        }
    }
}
