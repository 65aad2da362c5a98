package dev.trunkline.speech.normalization;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Roman numerals, where it is clear that they are some. */
final class RomanNumerals {

    private static final String LETTERS = "IVXLCDM";
    private static final int[] WORTH = {1, 5, 10, 50, 100, 500, 1_000};
    private static final Pattern NUMERAL =
            Pattern.compile("M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})");
    private static final String WHO_IS_COUNTED =
            "(?:Henry|Elizabeth|Louis|George|Charles|William|Edward|James|Richard|Paul"
                    + "|Pius|Benedict|Francis|Gregory|Leo|Catherine|Philip|Nicholas|Peter|Frederick|Alexander|Napoleon|Ramses|Ivan|King"
                    + "|Queen|Pope|Mary|Margaret|Albert|Leopold|Otto)";
    private static final String WHAT_IS_COUNTED =
            "(?:Chapter|Part|Section|Act|Scene|Volume|Vol\\.|Article|Phase|Type|Stage|Level"
                    + "|Book|Bowl|War|Appendix|Class|Schedule|Title|Tier|Grade|Annex|Unit|Group|Type|Factor)";

    private static final Pattern MAYBE = Pattern.compile("(?<!\\w)(?:[MDCLXVI]{2,15}|[VX]|[A-Z][a-z]+ I)(?!\\w)");

    private static final List<Rule> RULES = List.of(
            Rule.of("(?=[IVX])(?<=\\b" + WHO_IS_COUNTED + " )([IVX]{1,6})(?![\\w'.])", RomanNumerals::ordinal),
            Rule.of("(?=[IVX])(?<=\\b" + WHO_IS_COUNTED + " )([IVX]{2,6})\\b(?!')", RomanNumerals::ordinal),
            Rule.ofAnyCase(
                    "(?=[IVXLC])(?<=\\b" + WHAT_IS_COUNTED + " )((?-i:[IVXLC]{1,8}))(?![\\w'])",
                    match -> cardinal(match.group(1))),
            Rule.of("(?=[IVX]{2})(?<=\\b[A-Z][a-z]{2,20} )([IVX]{2,6})(?![\\w'])", match -> cardinal(match.group(1))),
            Rule.of("(?<![\\w-])([MDCLXVI]{5,15})(?![\\w'-])", match -> cardinal(match.group(1))));

    private RomanNumerals() {}

    static String read(String text) {
        return MAYBE.matcher(text).find() ? Rule.all(RULES, text) : text;
    }

    private static @Nullable String ordinal(MatchResult match) {
        int value = value(match.group(1));
        return value == 0 ? null : "the " + Numerals.ordinal(String.valueOf(value));
    }

    private static @Nullable String cardinal(String numeral) {
        String value = String.valueOf(value(numeral));
        return value.equals("0") ? null : Numerals.isYear(value) ? Numerals.year(value) : Numerals.whole(value);
    }

    /** 0 for what only looks like one. */
    private static int value(String numeral) {
        if (!NUMERAL.matcher(numeral).matches()) {
            return 0;
        }
        int sum = 0;
        int next = 0;
        for (int i = numeral.length() - 1; i >= 0; i--) {
            int value = WORTH[LETTERS.indexOf(numeral.charAt(i))];
            sum += value < next ? -value : value;
            next = value;
        }
        return sum;
    }
}
