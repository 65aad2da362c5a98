package dev.trunkline.speech.normalization;

import dev.trunkline.speech.normalization.Reading.Tally;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a plain text as English words in ASCII, without a digit, so that no voice has to guess. */
final class EnglishText {

    private static final Pattern HAS_NUMBER_OR_KEY = Pattern.compile("[\\d#*<>]");
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
            Rule.of("(?<![\\w./])24/7(?![\\w/])", match -> "twenty four seven"),
            Rule.of("(?<![\\w./])9/11(?![\\w/])", match -> "nine eleven"),
            Rule.of(
                    "(?<![\\w./])([2-9]0)/\\1(?![\\w/])",
                    match -> Numerals.whole(match.group(1)) + " " + Numerals.whole(match.group(1))),
            Rule.of("(?<![\\w./])10/10(?![\\w/])", match -> "ten out of ten"),
            Rule.of("\\bv(?:\\.\\s?)?(?=\\d)", match -> "version "),
            Rule.of(
                    "(?<![\\w./])(?:(\\d{1,4})[ -])?(\\d{1,2})/(\\d{1,3})(?![\\w/])",
                    match -> fraction(Rule.group(match, 1), match.group(2), match.group(3))),
            Rule.of("(?<![\\w.])\\d+(?:\\.\\d+){2,}(?![\\w])", match -> version(match.group())),
            Rule.of(
                    "(?<![\\w.,])\\d{1,3}(?:\\.\\d{3})+,\\d{1,2}(?![\\w,.])",
                    match -> Quantity.of(match.group()).inWords()),
            Rule.of("(?<=[A-Za-z])/(?=\\d)", match -> " "),
            Rule.of("(?<=\\d)[xX](?=\\d)", match -> " by "),
            Rule.of("(?<=\\d)\\s?[xX\u00D7*]\\s?(?=\\d)|(?<=\\d)x\\b", match -> " times "),
            Rule.of(
                    "(?<=\\d)[eE](-?)(?=\\d)",
                    match -> " times ten to the " + (match.group(1).isEmpty() ? "" : "minus ")),
            Rule.of(
                    "(?<=\\d)\\^(-?)(?=\\d)",
                    match -> " to the " + (match.group(1).isEmpty() ? "" : "minus ")),
            Rule.of(
                    "(?<![\\w.,])((?:1[1-9]|20)\\d\\d)(?= (?:items|people|customers|users|points|miles|calls|units|steps|employees"
                            + "|members|orders|pieces|pages|seats|rooms|homes|copies|times|words)\\b)(?<!(?:[Ii]n|[Oo]f|[Ss]ince) .{4})",
                    match -> Numerals.whole(match.group(1))),
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
        String text = Addresses.read(Spellings.readNames(plain), tally);
        text = RomanNumerals.read(ShortForms.read(text));
        text = HAS_NUMBER_OR_KEY.matcher(text).find() ? numbers(text) : Dates.read(text);
        text = Signs.read(Spellings.readCapitals(text), tally);
        return Rule.all(TIDY, text).strip();
    }

    /** What means something as a whole comes first: parts of it would mean something else. */
    private static String numbers(String written) {
        String text = Times.read(Dates.read(Telephones.read(written)));
        text = ShortForms.readRates(Measures.read(Money.read(text)));
        return Rule.all(NUMBERS, Codes.readMixed(Codes.read(text)));
    }

    private static String fraction(String whole, String above, String below) {
        String before = whole.isEmpty() ? "" : Numerals.whole(whole) + " and ";
        String top = whole.isEmpty() || !above.equals("1") ? Numerals.whole(above) : "a";
        boolean isOne = above.equals("1");
        return switch (below) {
            case "0", "1", "00" -> Numerals.whole(above) + " over " + Numerals.whole(below);
            case "2" -> before + top + (isOne ? " half" : " halves");
            case "4" -> before + top + (isOne ? " quarter" : " quarters");
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
