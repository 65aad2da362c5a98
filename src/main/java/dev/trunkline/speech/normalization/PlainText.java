package dev.trunkline.speech.normalization;

import dev.trunkline.speech.normalization.Reading.Tally;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Takes out of a text what is no language: markup, pictures, control characters; and writes what is left in the usual
 * characters: digits of every script as 0 to 9, wide and styled letters as plain ones.
 */
final class PlainText {

    private static final int FIRST_PICTOGRAPH = 0x2190; // arrows, dingbats, emoji; signs such as ° and © are below
    private static final int KEYCAP = 0x20E3;
    private static final int FIRST_TAG = 0xE0000;
    private static final int LAST_TAG = 0xE0FFF;
    private static final int SOFT_HYPHEN = 0xAD;

    private static final String CALENDAR =
            "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)";

    private static final String TAGS =
            "a|b|i|u|p|s|br|hr|em|strong|small|mark|code|pre|sub|sup|del|ins|div|span|font|center|blockquote"
                    + "|img|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|td|th|h[1-6]|html|head|body|title|script|style|button|input|form|label"
                    + "|speak|break|prosody|say-as|phoneme|emphasis|voice|audio|lang|w|svg|video|section|article|header|footer|nav";
    private static final Pattern LINK = Pattern.compile("!?\\[([^\\]\\[]*)\\]\\(([^()\\s]*)\\)");
    private static final List<Rule> MARKUP = List.of(
            Rule.of("(?m)^\\s*(?:`{3}|~{3})\\w*\\s*$", match -> " "),
            Rule.of(
                    "(?m)^\\s*(?:#{1,6}\\s+(?!\\d|of\\b)|[-*\u2022]\\s+|\\+\\s+(?!\\d)|>\\s+(?!\\d)|>(?=[A-Za-z*_]))+",
                    match -> ""),
            Rule.of("(?m)^\\s*(?:[-*_]\\s*){3,}$", match -> " "),
            Rule.of("(?m)^\\s*\\|?(?:\\s*:?-{3,}:?\\s*\\|)+\\s*:?-*:?\\s*$", match -> " "),
            Rule.of("</?(?:" + TAGS + ")(?:[\\s/][^<>]{0,200})?>|<!--.*?-->", match -> " "),
            Rule.of(
                    "(?:(?:\\*{4}[ -]?){1,3}(?=\\d{4}(?![\\d*])))|\\*{2,}|`+|~~|\\\\(?=[*_#`\\[\\]])",
                    match -> match.group().startsWith("****") && !match.group().matches("\\*+") ? "xxxx " : ""),
            Rule.of("(?<![\\w*])\\*(?=[^\\s\\d#])|(?<=\\S)\\*(?![\\w*])", match -> ""),
            Rule.of("(?<![\\w/.@])_{1,3}(?=\\w)|(?<=[\\w.,!?])_{1,3}(?![\\w])", match -> ""));
    private static final List<Rule> ENTITIES = List.of(
            Rule.ofAnyCase("&(amp|lt|gt|quot|apos|nbsp);", PlainText::entity),
            Rule.of("&#(\\d{1,7});", match -> character(Integer.parseInt(match.group(1)))),
            Rule.of("&#[xX]([0-9a-fA-F]{1,6});", match -> character(Integer.parseInt(match.group(1), 16))));
    private static final List<Rule> BEFORE_COMPOSING = List.of(
            Rule.of("(?<=\\d)(?=[\u00BC-\u00BE\u2150-\u215E])", match -> " "),
            Rule.of("\u2116 ?", match -> "number "),
            Rule.of("\u00B2", match -> "^2"),
            Rule.of("\u00B3", match -> "^3"),
            Rule.of("\u2122|\u00AE|\u00A9|\u2120", match -> " "));
    private static final List<Rule> TYPOGRAPHY = List.of(
            Rule.of("[\u2018\u2019\u201B\u02BC\u00B4]", match -> "'"),
            Rule.of("[\u201C\u201D\u201E\u201F\u00AB\u00BB\u2039\u203A\u300C\u300D\u300E\u300F]", match -> "\""),
            Rule.of(
                    "(?=\\s?[\u2012\u2013\u2014])(?<=[\\d%\u00B0]|\\d ?[AaPp]\\.?[Mm]\\.?)\\s?[\u2012\u2013\u2014]\\s?(?=[$\u20AC\u00A3]?\\d|"
                            + CALENDAR + ")",
                    match -> "-"),
            Rule.of(
                    "(?=\\s?[\u2012\u2013])(?<=\\b" + CALENDAR + "[a-z]{0,6}\\.?)\\s?[\u2012\u2013]\\s?(?=" + CALENDAR
                            + ")",
                    match -> "-"),
            Rule.of("(?<=\\p{L})\u2013(?=\\p{L})", match -> "-"),
            Rule.of("[\u2010\u2011\u2012]", match -> "-"),
            Rule.of("\\s*[\u2013\u2014\u2015]\\s*", match -> ", "),
            Rule.of("\u2212", match -> "-"),
            Rule.of("\u2044|\u2215", match -> "/"),
            Rule.of("[\u2190-\u21FF]|(?<=\\s)[-=]>(?=\\s)", match -> ", "),
            Rule.of("[\u2022\u00B7\u2023\u25E6]", match -> ", "));
    private static final Rule EMOTICONS =
            Rule.of("(?<=^|\\s)(?:[:;=][-o^']?[)(DPpOo/|\\\\\\]\\[*3]|<3|[xX]D|\\^_\\^)(?=$|[\\s.,!?])", match -> " ");
    private static final List<Rule> SPACES = List.of(
            Rule.of("\\s*\\n\\s*", match -> "\n"),
            Rule.of("[\\s&&[^\\n]]+", match -> " "),
            Rule.of(" (?=[,.;!?](?:\\s|$))", match -> ""),
            Rule.of("(?:,\\s*){2,}", match -> ", "));

    private PlainText() {}

    static String of(String written, Tally tally) {
        String text = Rule.all(ENTITIES, written);
        text = Rule.all(List.of(new Rule(LINK, match -> linked(match, tally))), text);
        text = Rule.all(MARKUP, text);
        text = Normalizer.normalize(Rule.all(BEFORE_COMPOSING, text), Normalizer.Form.NFKC);
        text = Rule.all(TYPOGRAPHY, text);
        text = sayable(text, tally);
        String without = Rule.all(List.of(EMOTICONS), text);
        tally.add(Unspoken.EMOJI, without.equals(text) ? 0 : 1);
        return Rule.all(SPACES, without).strip();
    }

    private static String linked(MatchResult match, Tally tally) {
        tally.add(Unspoken.ADDRESS, match.group(2).length());
        return match.group(1);
    }

    private static String sayable(String text, Tally tally) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPicture(c)) {
                tally.add(Unspoken.EMOJI, 1);
                kept.append(' ');
            } else if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                kept.append(c == '\n' || c == 0x2028 || c == 0x2029 ? '\n' : ' ');
            } else if (isPictureStyle(c) || c == SOFT_HYPHEN) {
                return; // belongs to the picture before, or to a line's end that is none
            } else if (isControl(c)) {
                tally.add(Unspoken.CONTROL, 1);
            } else if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
                kept.append((char) ('0' + Character.digit(c, 10)));
            } else {
                kept.appendCodePoint(c);
            }
        });
        return kept.toString();
    }

    private static boolean isPicture(int c) {
        int type = Character.getType(c);
        boolean isSymbol = type == Character.OTHER_SYMBOL || (type == Character.MODIFIER_SYMBOL && c > 0xFFFF);
        return c >= FIRST_PICTOGRAPH && isSymbol;
    }

    private static boolean isPictureStyle(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D || c == KEYCAP || (c >= FIRST_TAG && c <= LAST_TAG);
    }

    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.PRIVATE_USE
                || type == Character.UNASSIGNED
                || c == 0xFFFD;
    }

    private static String entity(MatchResult match) {
        return switch (match.group(1).toLowerCase(java.util.Locale.ROOT)) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> " ";
        };
    }

    private static String character(int code) {
        return Character.isValidCodePoint(code) ? Character.toString(code) : " ";
    }
}
