package dev.trunkline.speech.reading;

import dev.trunkline.speech.reading.Reading.Tally;
import java.util.List;

/** Writes a plain text as English words in ASCII, without a digit, so that no voice has to guess. */
final class EnglishText {

    private static final String DECIMAL = "(\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.(\\d+))?";

    /** What is still a number now is one. */
    private static final List<Rule> NUMBERS = List.of(
            Rule.of(
                    "(?<![\\w.,])(\\d{1,3}(?:,\\d{3})+|\\d+)(?:st|nd|rd|th|ST|ND|RD|TH)\\b",
                    match -> Numerals.ordinal(match.group(1).replace(",", ""))),
            Rule.of("(?<![\\d)]\\s?)\\*\\s?(?=[\\d#])", match -> "star "),
            Rule.of("(?<!\\w)(?:[Nn]o\\.\\s?#?|#\\s?)(?=\\d)", match -> "number "),
            Rule.of(
                    "(?<![\\w.,])\\d{1,3}(?: 000)+(?!\\w)",
                    match -> Numerals.whole(match.group().replace(" ", ""))),
            Rule.of("(?<![\\w.,])\\.(\\d+)", match -> "point " + Numerals.each(match.group(1))),
            Rule.of(
                    "(?<![\\w./])(?:(\\d{1,4})[ -])?(\\d{1,2})/(\\d{1,3})(?![\\w/])",
                    match -> fraction(Rule.group(match, 1), match.group(2), match.group(3))),
            Rule.of("(?<![\\w.])\\d+(?:\\.\\d+){2,}(?![\\w])", match -> version(match.group())),
            Rule.of("(?<=\\d)\\s?[xX\u00D7*]\\s?(?=\\d)", match -> " times "),
            Rule.of("(?<=[\\d)])\\s?/\\s?(?=\\d)|(?<=[\\d)])\\s?\u00F7\\s?(?=\\d)", match -> " over "),
            Rule.of("(?<=\\d) - (?=\\d)", match -> " minus "),
            Rule.of("(?<=\\d)-(?=\\d)", match -> " to "),
            Rule.of("(?<![\\w)]\\s?)-(?=\\d)", match -> "minus "),
            Rule.of("(?<=\\d)\\s?:\\s?(?=\\d)", match -> " to "),
            Rule.of("(?<![\\w.,])0\\d+(?![\\w]|[.,]\\d)", match -> Numerals.inGroups(match.group())),
            Rule.of("(?<![\\w.,$])(?:1[1-9]|20)\\d\\d(?![\\w]|[.,]\\d)", match -> Numerals.year(match.group())),
            Rule.of(
                    "(?<![\\w.])\\d{1,3}(?:\\.\\d{3}){2,}(?![\\w])",
                    match -> Numerals.whole(match.group().replace(".", ""))),
            Rule.of(
                    DECIMAL,
                    match -> " " + Numerals.decimal(match.group(1).replace(",", ""), Rule.group(match, 2)) + " "),
            Rule.of("\\.(\\d+)", match -> " point " + Numerals.each(match.group(1)) + " "),
            Rule.of("\\d+", match -> " " + Numerals.whole(match.group()) + " "));

    private static final List<Rule> TIDY = List.of(
            Rule.of("[ \\t]+", match -> " "),
            Rule.of(" (?=[,.;:!?](?:\\s|$))", match -> ""),
            Rule.of("(?:,\\s*){2,}", match -> ", "),
            Rule.of("^[\\s,;:.]+(?=\\w)", match -> ""),
            Rule.of(",(?=[.!?;:])|(?<=[.!?;:]),", match -> ""));

    private EnglishText() {}

    static String of(String plain, Tally tally) {
        String text = Addresses.read(plain, tally);
        text = Dates.read(text);
        text = Amounts.read(text);
        text = Codes.read(text);
        text = Codes.readMixed(text);
        text = Rule.all(NUMBERS, text);
        text = Signs.read(text, tally);
        return Rule.all(TIDY, text).strip();
    }

    private static String fraction(String whole, String above, String below) {
        String before = whole.isEmpty() ? "" : Numerals.whole(whole) + " and ";
        String top = whole.isEmpty() || !above.equals("1") ? Numerals.whole(above) : "a";
        boolean isOne = above.equals("1");
        return switch (below) {
            case "0", "1", "00" -> Numerals.whole(above) + " over " + Numerals.whole(below);
            case "2" -> before + top + (isOne ? " half" : " halves");
            case "4" -> before + top + (isOne ? " quarter" : " quarters");
            case "7" -> above.equals("24") ? "twenty four seven" : before + top + (isOne ? " seventh" : " sevenths");
            default ->
                Integer.parseInt(below) > 20 && whole.isEmpty()
                        ? Numerals.whole(above) + " slash " + Numerals.whole(below)
                        : before + top + " " + Numerals.ordinal(below) + (isOne ? "" : "s");
        };
    }

    private static String version(String dotted) {
        return String.join(
                " point ",
                java.util.Arrays.stream(dotted.split("\\."))
                        .map(Numerals::whole)
                        .toList());
    }
}
