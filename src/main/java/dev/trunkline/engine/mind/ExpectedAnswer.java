package dev.trunkline.engine.mind;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of answer the agent's last words ask for, so that a caller who reads out a number gets more time than one who is
 * to say yes. Immutable.
 *
 * @param digits how many digits the answer has; 0 when that is not known, or it has none
 */
public record ExpectedAnswer(Kind kind, int digits) {

    /** The kinds that callers pause differently in. */
    public enum Kind {
        /** A wish, a story, or nothing in particular. */
        ANYTHING,
        /** Yes or no, or one of a few words. */
        YES_OR_NO,
        /** One fact in a few words: a day, an amount, one of a list. */
        FACT,
        /** A number or a code, read out. */
        DIGITS,
        /** A name, perhaps spelled. */
        NAME,
        /** An address of a house or of a mailbox, in several parts. */
        ADDRESS
    }

    public static final ExpectedAnswer ANYTHING = new ExpectedAnswer(Kind.ANYTHING, 0);
    public static final ExpectedAnswer YES_OR_NO = new ExpectedAnswer(Kind.YES_OR_NO, 0);
    public static final ExpectedAnswer FACT = new ExpectedAnswer(Kind.FACT, 0);
    public static final ExpectedAnswer NAME = new ExpectedAnswer(Kind.NAME, 0);
    public static final ExpectedAnswer ADDRESS = new ExpectedAnswer(Kind.ADDRESS, 0);

    private static final Map<String, Integer> COUNTS = Map.ofEntries(
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("sixteen", 16));
    private static final Map<String, Integer> LENGTHS =
            Map.of("card number", 16, "zip code", 5, "phone number", 10, "mobile number", 10);
    private static final Pattern HOW_MANY = Pattern.compile("\\b([a-z]+|\\d{1,2})[- ]digits?\\b");
    private static final Pattern NUMBER = Pattern.compile(
            "\\b(number|code|pin|digits?|zip|postcode|reference|serial|extension)\\b(?! of (people|persons|guests|items))");
    private static final Pattern ASKED_FOR =
            Pattern.compile("\\?|\\b(please|tell me|give me|say|read|spell|enter|i need|may i have)\\b");
    private static final Pattern ADDRESSES =
            Pattern.compile("\\b(address|street|e-?mail|where (do|should|shall) (you|we|i) (live|send|deliver))\\b");
    private static final Pattern NAMES = Pattern.compile(
            "\\b(your|full|first|last|family|middle) (full |first |last |family )?name\\b|\\bspell\\b|whom am i|who am i (speaking|talking)");
    private static final Pattern FACTS = Pattern.compile(
            "\\b(which|when|what (day|date|time|month|year|colou?r|size|kind|type|amount)|how (much|many|long|often|old)|date of birth|birthday)\\b");
    private static final Pattern YES_NO = Pattern.compile(
            "^(and |so |then |or |okay,? |well,? )?(is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall|should|may|might|am)\\b.*");
    private static final Pattern OFFER = Pattern.compile(
            ".*\\b(help you|do for you|assist you|anything else|something else|tell me (more|about))\\b.*");
    private static final Pattern CONFIRMATION =
            Pattern.compile(".*(, right|, correct|is (that|this) (right|correct|okay|ok)|yes or no)\\b.*");

    /** A number or code of so many digits; 0 for any. */
    public static ExpectedAnswer digits(int count) {
        return new ExpectedAnswer(Kind.DIGITS, count);
    }

    /** A guess from what the agent said last, for minds that do not say. */
    public static ExpectedAnswer guess(String agentsWords) {
        String words = agentsWords.toLowerCase(Locale.ROOT).replace('’', '\'').strip();
        String last = lastSentence(words);
        if (CONFIRMATION.matcher(last).matches()) {
            return YES_OR_NO;
        }
        if (!ASKED_FOR.matcher(last).find() || OFFER.matcher(last).matches()) {
            return ANYTHING;
        }
        boolean isYesNo =
                YES_NO.matcher(last).matches() && !ASKS_POLITELY.matcher(last).find();
        if (isYesNo) {
            return YES_OR_NO;
        }
        if (ADDRESSES.matcher(last).find()) {
            return ADDRESS;
        }
        if (NUMBER.matcher(last).find()) {
            return digits(length(last));
        }
        return NAMES.matcher(last).find() ? NAME : FACTS.matcher(last).find() ? FACT : ANYTHING;
    }

    /** Questions by their form, requests by their meaning. */
    private static final Pattern ASKS_POLITELY = Pattern.compile(
            "\\b(can|could|may|would|will) (you|i|we) (please )?(also )?(have|get|tell|give|say|read|spell|repeat|ask|confirm|take)\\b");

    private static String lastSentence(String words) {
        String[] sentences = words.split("(?<=[.?!])\\s+", -1);
        for (int i = sentences.length - 1; i >= 0; i--) {
            if (sentences[i].endsWith("?")) {
                return sentences[i];
            }
        }
        return sentences[sentences.length - 1];
    }

    private static int length(String words) {
        Matcher told = HOW_MANY.matcher(words);
        if (told.find()) {
            String count = told.group(1);
            return count.matches("\\d+") ? Integer.parseInt(count) : COUNTS.getOrDefault(count, 0);
        }
        return LENGTHS.entrySet().stream()
                .filter(known -> words.contains(known.getKey()))
                .mapToInt(Map.Entry::getValue)
                .findFirst()
                .orElse(0);
    }
}
