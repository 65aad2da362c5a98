package dev.trunkline.speech.reading;

import com.ibm.icu.text.Transliterator;
import dev.trunkline.speech.reading.Reading.Tally;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Short forms, marks between words, and the letters of other languages. */
final class Signs {

    private static final Pattern VOWEL = Pattern.compile("[AEIOUYaeiouy]");
    private static final Pattern OTHER_ALPHABETS = Pattern.compile("[\\p{IsCyrillic}\\p{IsGreek}]");
    private static final Pattern ACCENTS = Pattern.compile("\\p{M}+");

    private static final List<Rule> SHORT_FORMS = List.of(
            form("Mr", "Mister"),
            form("Mrs", "Missus"),
            form("Ms", "Miz"),
            form("Dr", "Doctor"),
            form("Prof", "Professor"),
            form("Gen", "General"),
            form("Sen", "Senator"),
            form("Rep", "Representative"),
            form("Gov", "Governor"),
            form("Jr", "junior"),
            form("Sr", "senior"),
            form("Inc", "incorporated"),
            form("Ltd", "limited"),
            form("Corp", "corporation"),
            form("Co", "company"),
            form("Dept", "department"),
            form("Ave", "Avenue"),
            form("Blvd", "Boulevard"),
            form("Rd", "Road"),
            form("Apt", "apartment"),
            form("approx", "approximately"),
            form("dept", "department"),
            form("est", "established"),
            form("ext", "extension"),
            form("Ext", "extension"),
            Rule.of("\\bSt\\.?(?= [A-Z])", match -> "Saint"),
            Rule.of("(?<=[a-z] )St\\b\\.?", match -> "Street"),
            Rule.ofAnyCase("\\be\\.\\s?g\\.,?", match -> "for example,"),
            Rule.ofAnyCase("\\bi\\.\\s?e\\.,?", match -> "that is,"),
            Rule.ofAnyCase("\\betc\\b\\.?", match -> "et cetera"),
            Rule.ofAnyCase("\\bvs\\b\\.?", match -> "versus"),
            Rule.ofAnyCase("\\bw/o\\b", match -> "without"),
            Rule.ofAnyCase("\\bw/(?=\\s)", match -> "with"),
            Rule.ofAnyCase("\\ba\\.k\\.a\\.?", match -> "also known as"),
            Rule.of("\\b([AaPp])\\.\\s?[Mm]\\.", match -> match.group(1).toUpperCase(Locale.ROOT) + " M"),
            Rule.of("\\b(?:[A-Za-z]\\.){2,}", match -> letters(match.group().replace(".", ""))),
            Rule.of("\\b[B-DF-HJ-NP-TV-XZ]{2,5}\\b", match -> letters(match.group())),
            Rule.of(
                    "\\b(?:FBI|CIA|USA|UK|EU|US|URL|API|FAQ|ATM|ID|IDs|IOU|OK|PO|AI|IT|UAE|BBC|HIV|DIY|ETA|RSVP|VIP|GPS|IRS)\\b",
                    match -> letters(match.group())));
    private static final List<Rule> MARKS = List.of(
            Rule.of("(?<=\\b[A-G])#", match -> " sharp"),
            Rule.of("#(?=[A-Za-z])", match -> "hashtag "),
            Rule.of("(?<=dollars?|cents|euros?|pounds|percent)\\s?/\\s?(?=[a-z])", match -> " per "),
            Rule.of("(?<=\\w)\\s?&\\s?(?=\\w)|&", match -> " and "),
            Rule.of("@", match -> " at "),
            Rule.of("(?<=[\\w ])\\+(?=[\\w ])|\\+", match -> " plus "),
            Rule.of("[<>]=|=[<>]|\u2264|\u2265|\u2260", match -> comparison(match.group())),
            Rule.of("(?<=\\w\\s{1,3})<(?=\\s+\\w)", match -> "less than"),
            Rule.of("(?<=\\w\\s{1,3})>(?=\\s+\\w)", match -> "greater than"),
            Rule.of("={1,3}", match -> " equals "),
            Rule.of("%", match -> " percent "),
            Rule.of("\u00B1", match -> " plus or minus "),
            Rule.of("\u00D7", match -> " times "),
            Rule.of("\u00F7", match -> " divided by "),
            Rule.of("\u00B0", match -> " degrees "),
            Rule.of("\u00A7", match -> " section "),
            Rule.of("\u00B5", match -> " micro "),
            Rule.of("[~\u2248](?=\\s?\\w)", match -> " about "),
            Rule.of("\\$", match -> " dollars "),
            Rule.of("\u20AC", match -> " euros "),
            Rule.of("\u00A3", match -> " pounds "),
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
        String latin = OTHER_ALPHABETS.matcher(text).find() ? Alphabets.LATIN.transliterate(text) : text;
        String spoken = Rule.all(MARKS, Rule.all(SHORT_FORMS, latin));
        return ascii(spoken, tally);
    }

    /** Letter by letter. */
    static String letters(String word) {
        List<String> letters = new ArrayList<>();
        word.codePoints().forEach(c -> letters.add(Character.toString(Character.toUpperCase(c))));
        return String.join(" ", letters);
    }

    static boolean isPronounceable(String word) {
        return VOWEL.matcher(word).find()
                && !(word.length() > 2
                        && word.length() < 5
                        && word.toUpperCase(Locale.ROOT).equals(word));
    }

    /** Loaded when it is first needed, which takes a moment. */
    private static final class Alphabets {
        private static final Transliterator LATIN = Transliterator.getInstance("Cyrillic-Latin; Greek-Latin");
    }

    private static String comparison(String sign) {
        return switch (sign) {
            case "\u2264", "<=", "=<" -> " at most ";
            case "\u2260" -> " is not ";
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

    private static Rule form(String shortForm, String words) {
        return Rule.of("\\b" + shortForm + "\\.(?=\\s|,|$)", match -> words);
    }
}
