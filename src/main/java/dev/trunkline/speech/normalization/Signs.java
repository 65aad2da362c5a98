package dev.trunkline.speech.normalization;

import com.ibm.icu.text.Transliterator;
import dev.trunkline.speech.normalization.Reading.Tally;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;

/** Marks between words, and the letters of other languages. */
final class Signs {

    private static final Pattern OTHER_ALPHABETS = Pattern.compile("[\\p{IsCyrillic}\\p{IsGreek}]");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private static final List<Rule> OF_MATHEMATICS = List.of(
            Rule.of("(?<![\\p{IsGreek}])\u03C0(?![\\p{IsGreek}])", match -> " pi "),
            Rule.of("(?<![\\p{IsGreek}])\u03A9(?![\\p{IsGreek}])", match -> " ohms "),
            Rule.of("(?<![\\p{IsGreek}])\u03BC(?![\\p{IsGreek}])", match -> " micro "));
    private static final List<Rule> MARKS = List.of(
            Rule.of("(?<=\\b[A-G])#", match -> " sharp"),
            Rule.of("#(?=[A-Za-z])", match -> "hashtag "),
            Rule.of("(?<=\\w)\\s?&\\s?(?=\\w)|&", match -> " and "),
            Rule.of("@", match -> " at "),
            Rule.of("(?<=[\\w ])\\+(?=[\\w ])|\\+", match -> " plus "),
            Rule.of("[<>!]=|=[<>]|\u2264|\u2265|\u2260", match -> comparison(match.group())),
            Rule.of("<(?![A-Za-z][\\w -]*>)(?=\\s*[\\w.-])", match -> " less than "),
            Rule.of("(?=>)(?<!<[\\w -]{1,40})(?<=\\w\\s{0,3})>(?=\\s*[\\w.-])", match -> " greater than "),
            Rule.of(">(?=\\s*[\\w.-])", match -> " more than "),
            Rule.of("={1,3}", match -> " equals "),
            Rule.of("%", match -> " percent "),
            Rule.of("\u00B1", match -> " plus or minus "),
            Rule.of("\u00D7", match -> " times "),
            Rule.of("\u00F7", match -> " divided by "),
            Rule.of("\u00B0", match -> " degrees "),
            Rule.of("\u00A7", match -> " section "),
            Rule.of("\u00B5", match -> " micro "),
            Rule.of("[~\u2248](?=\\s*\\w)", match -> " about "),
            Rule.of("\u221A", match -> " square root of "),
            Rule.of("\u221E", match -> " infinity "),
            Rule.of("(?<=\\w)\\\\(?=\\w)", match -> " backslash "),
            Rule.of("\\$", match -> " dollars "),
            Rule.of("\u20AC", match -> " euros "),
            Rule.of("\u00A3", match -> " pounds "),
            Rule.ofAnyCase("\\band/or\\b", match -> "and or"),
            Rule.of("(?<=[A-Za-z])/(?=[A-Za-z])", match -> " or "),
            Rule.of("[()]", match -> ", "),
            Rule.of("\"", match -> " "),
            Rule.of("(?<![A-Za-z])'|'(?![A-Za-z])", match -> " "),
            Rule.of("(?<=\\s)-(?=\\s)|(?<=^)-|--+", match -> ", "),
            Rule.of("-(?=\\s|$)|(?<=\\s)-", match -> " "),
            Rule.of("\u2026|\\.{2,}", match -> ", "),
            Rule.of("[!?]{2,}", match -> match.group().contains("?") ? "?" : "!"));

    private Signs() {}

    static String read(String text, Tally tally) {
        String known = Rule.all(OF_MATHEMATICS, text);
        String latin = OTHER_ALPHABETS.matcher(known).find() ? Alphabets.LATIN.transliterate(known) : known;
        String spoken = Rule.all(MARKS, latin);
        return ascii(spoken, tally);
    }

    /** Loaded when it is first needed, which takes a moment. */
    private static final class Alphabets {
        private static final Transliterator LATIN = Transliterator.getInstance("Cyrillic-Latin; Greek-Latin");
    }

    private static String comparison(String sign) {
        return switch (sign) {
            case "\u2264", "<=", "=<" -> " at most ";
            case "!=", "\u2260" -> " is not ";
            default -> " at least ";
        };
    }

    private static String ascii(String text, Tally tally) {
        String plain =
                ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        StringBuilder kept = new StringBuilder(plain.length());
        plain.codePoints().forEach(c -> {
            if (c == '\n' || (c >= ' ' && c < 0x7F && "<>|\\^`~{}[]*_".indexOf(c) < 0)) {
                kept.append((char) c);
                return;
            }
            String said = said(c);
            if (said.isEmpty()) {
                tally.add(Character.isLetter(c) ? Unspoken.SCRIPT : Unspoken.SIGN, c < 0x7F ? 0 : 1);
                kept.append(' ');
            } else {
                kept.append(said);
            }
        });
        return kept.toString();
    }

    /** Letters that are no others with an accent. */
    private static String said(int c) {
        return switch (c) {
            case '\u00DF' -> "ss";
            case '\u00E6' -> "ae";
            case '\u00C6' -> "Ae";
            case '\u00F8' -> "o";
            case '\u00D8' -> "O";
            case '\u0153' -> "oe";
            case '\u0152' -> "Oe";
            case '\u0142' -> "l";
            case '\u0141' -> "L";
            case '\u0111', '\u00F0' -> "d";
            case '\u0110', '\u00D0' -> "D";
            case '\u00FE' -> "th";
            case '\u00DE' -> "Th";
            case '\u0131' -> "i";
            case '\u02B9', '\u02BA', '\u02BB', '\u02BD' -> "";
            default -> "";
        };
    }
}
