package dev.trunkline.speech.normalization;

import java.util.List;

/** What only telephone numbers and keypads have; the numbers themselves are {@link Codes}. */
final class Telephones {

    private static final String SHORT_NUMBER = "(\\d{3}[ .-]\\d{4}|\\d{3,6})";

    private static final List<Rule> RULES = List.of(
            // The zero that is dialled at home only is told, for whoever is at home.
            Rule.of("(?<![\\w])(\\+\\d{1,3}) ?\\(0\\) ?(?=\\d)", match -> match.group(1) + " 0"),
            Rule.ofAnyCase(
                    "(?<=\\d{3})[,;]?\\s+(?:extension|extn?\\.?)\\s?(\\d{1,6})(?!\\w)",
                    match -> ", extension " + Numerals.each(match.group(1))),
            Rule.of(
                    "(?<=[-. ]\\d{4})[,;]?\\s+x(\\d{1,6})(?!\\w)",
                    match -> ", extension " + Numerals.each(match.group(1))),
            Rule.ofAnyCase(
                    "\\b(?:extension|extn?\\.?)\\s(\\d{1,6})\\b",
                    match -> "extension " + Numerals.each(match.group(1))),
            Rule.ofAnyCase(
                    "\\b((?:phone|telephone|mobile|fax|tel\\.?|call|dial)(?: number)?(?: is|:)? (?:us (?:on|at) )?|number is )(\\d{3})[ .](\\d{4})(?![\\w]| \\d)",
                    match -> match.group(1) + Numerals.each(match.group(2)) + ", " + Numerals.each(match.group(3))),
            Rule.ofAnyCase(
                    "\\b(call|dial|text|ring) " + SHORT_NUMBER + "((?:,| or| and) )" + SHORT_NUMBER
                            + "(?![\\w]|[.,:]\\d)",
                    match -> match.group(1) + " " + Numerals.each(match.group(2)) + match.group(3)
                            + Numerals.each(match.group(4))),
            Rule.of(
                    "(?<![\\w*#])\\*(\\d{1,6})(#?)(?![\\w*])",
                    match -> "star " + Numerals.each(match.group(1))
                            + (match.group(2).isEmpty() ? "" : " pound")),
            Rule.of("(?<![\\w*#])#(\\d{1,6})#", match -> "pound " + Numerals.each(match.group(1)) + " pound"),
            Rule.of("(?<=\\d)#(?!\\w)", match -> " pound"),
            Rule.ofAnyCase(
                    "(?=[*#])(?<=\\b(?:press|dial|enter|hit|push|or|then|the|with|by) )([*#])(?=[\\s,.;:!?]|$)",
                    match -> match.group(1).equals("#") ? "pound" : "star"));

    private Telephones() {}

    static String read(String text) {
        return Rule.all(RULES, text);
    }
}
