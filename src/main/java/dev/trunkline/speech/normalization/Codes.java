package dev.trunkline.speech.normalization;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Digits that are no number: of telephones, cards, orders, accounts. They are read out one by one, in groups. */
final class Codes {

    private static final Pattern SPACE = Pattern.compile(" ");
    private static final int LEAST_DIGITS = 7; // of a telephone number without its area
    private static final int LEAST_OF_TWO_GROUPS = 9;
    private static final int LEAST_UNGROUPED = 5;

    private static final Rule GROUPED = Rule.of(
            "(?<![\\w.,$\u20AC\u00A3/-])(?:\\+ ?|00(?=[1-9]))?\\(?\\d{1,19}\\)?(?:[ ]?[-./ ][ ]?\\(?\\d{1,19}\\)?|\\(\\d{1,5}\\) ?\\d{1,19}){1,12}(?![\\w%]|[.,]\\d|[ ]?[\u20AC\u00A3$])",
            match -> grouped(match.group(), Codes::spoken));
    private static final Rule LONG =
            Rule.of("(?<![\\w.,])\\+?\\d{5,}(?![\\w]|[.,]\\d)", match -> ungrouped(match.group(), Codes::spoken));

    /** What is asked for by a name is no amount, however short. */
    private static final Rule NAMED = Rule.ofAnyCase(
            "\\b((?:pin|cv[vc]2?|code|passcode|password|otp|extension|ext\\.?|account|acct\\.?|card|order|invoice|ticket|case"
                    + "|reference|ref\\.?|confirmation|tracking|booking|reservation|serial|policy|member|customer|claim"
                    + "|flight|room|suite|phone|telephone|fax|mobile|zip|postcode|routing|sort code|iban|ssn|id|digits"
                    + "|ending(?: in| with)?|ends (?:in|with)|dial|call|text)"
                    + "(?: (?:number|numbers|code|no\\.?|id|is|are|in|with|of|to))*:?)( ?# ?| )(?:(?-i:([A-Z]{2})) )?"
                    + "(\\d{3,}|\\d{2,}(?: \\d{2,}){1,4})(?![\\w]| \\d|[.,:/%-]\\d|% | ?(?:times|minutes|hours|days|weeks|months|years|percent"
                    + "|dollars|items|people|customers|calls)\\b)",
            Codes::named);

    /** Whose first digits are hidden. */
    private static final Rule HIDDEN = Rule.of(
            "(?:\\b(?:[xX]{4}[- ]?){1,3}|(?:[*\u2022]{4}[- ]?){1,3})(\\d{4})(?!\\w)",
            match -> " ending in " + Numerals.each(match.group(1)));

    /** Letters and digits together. */
    private static final Rule MIXED = Rule.of(
            "(?<![\\w@.])(?=[A-Za-z0-9-]*\\d)(?=[A-Za-z0-9-]*[A-Za-z])[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*(?![\\w])",
            match -> mixed(match.group()));

    /** Between the halves of a postcode, British or Canadian. */
    private static final Rule POSTCODE = Rule.of(
            "(?<!\\w)([A-Z]{1,2}\\d[A-Z\\d]?) (\\d[A-Z]{2})(?!\\w)|(?<!\\w)([A-Z]\\d[A-Z]) (\\d[A-Z]\\d)(?!\\w)",
            match -> eachOf(Rule.group(match, 1) + Rule.group(match, 3)) + ", "
                    + eachOf(Rule.group(match, 2) + Rule.group(match, 4)));

    private static final Rule IBAN = Rule.of(
            "(?<!\\w)([A-Z]{2}\\d{2})((?: [A-Z\\d]{4}){3,7}(?: [A-Z\\d]{1,3})?)(?!\\w)",
            match -> SPACE.splitAsStream(match.group()).map(Codes::eachOf).collect(Collectors.joining(", ")));
    private static final Rule LINES = Rule.of(
            "(?<![\\w.])(1080|1440|2160|4320)([pi])\\b",
            match -> Numerals.year(match.group(1)) + " " + Spellings.letters(match.group(2)));
    private static final int LEAST_OF_CODES = 5;

    private static final Pattern RUNS = Pattern.compile("[A-Za-z]+|\\d+|-");
    private static final Pattern NUMBER_WITH_ENDING = Pattern.compile(
            "(?i)\\d+(?:st|nd|rd|th|s)(?:-(?:\\d+(?:st|nd|rd|th|s)|[a-z]{2,}))?|\\d+-[a-z]{2,}(?:-[a-z\\d]+)*|(?:pre|post|mid|non|sub|anti|ultra|multi)-\\d+|\\d+x\\d*|v\\d+|\\d{1,3}[eE]\\d{1,2}");

    private Codes() {}

    /** In words. */
    static String read(String text) {
        return Rule.all(List.of(HIDDEN, IBAN, POSTCODE, NAMED, GROUPED, LONG), text);
    }

    /** Letters with digits in words; what has a meaning as a number was read before. */
    static String readMixed(String text) {
        return Rule.all(List.of(LINES, MIXED), text);
    }

    /** In digits with spaces between them, for voices of any language; short ones as they are. */
    static String inDigits(String text) {
        Function<String, String> apart = digits -> String.join(
                ", ", Numerals.groups(digits).stream().map(Codes::apart).toList());
        return Rule.all(
                List.of(
                        new Rule(GROUPED.pattern(), match -> grouped(match.group(), apart)),
                        Rule.of("(?<![\\w.,])\\+?\\d{7,}(?![\\w]|[.,]\\d)", match -> ungrouped(match.group(), apart))),
                text);
    }

    private static String apart(String digits) {
        return digits.chars().mapToObj(Character::toString).collect(Collectors.joining(" "));
    }

    private static String spoken(String digits) {
        return Numerals.inGroups(digits);
    }

    private static @Nullable String grouped(String written, Function<String, String> say) {
        String text = written.strip();
        List<String> groups = new ArrayList<>();
        for (String group : text.split("\\D+", -1)) {
            if (!group.isEmpty()) {
                groups.add(group);
            }
        }
        if (!isCode(text, groups)) {
            return null;
        }
        String plus = text.startsWith("+") ? (say.apply("1").equals("one") ? "plus " : "+") : "";
        return plus + String.join(", ", groups.stream().map(say).toList());
    }

    private static boolean isCode(String text, List<String> groups) {
        int digits = groups.stream().mapToInt(String::length).sum();
        boolean isTelephone =
                text.startsWith("+") || text.startsWith("(") || groups.get(0).startsWith("0");
        boolean hasDots = text.contains(".");
        boolean onlyDashes = text.chars().allMatch(c -> c == '-' || Character.isDigit(c));
        boolean hasOtherMarks = text.matches(".*[-/ (].*");
        if (isThousands(text, groups) || isDateOrHost(text) || (hasDots && (groups.size() < 3 || hasOtherMarks))) {
            return false;
        }
        if (onlyDashes && groups.size() >= 3) {
            return true;
        }
        boolean isLocal = onlyDashes
                && groups.size() == 2
                && groups.get(0).length() == 3
                && groups.get(1).length() == 4;
        boolean isLong = digits >= (groups.size() > 2 ? LEAST_DIGITS : LEAST_OF_TWO_GROUPS);
        boolean areShort = groups.stream().allMatch(group -> group.length() <= 2) && !onlyDashes; // a list, rather
        return isLocal || (isLong && !areShort) || (isTelephone && digits >= LEAST_DIGITS - 1);
    }

    /** Voices that read dates and hosts themselves get them as they are; for the others they are words by now. */
    private static boolean isDateOrHost(String text) {
        return text.matches(
                "(?:1[1-9]|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2}[-/.](?:1[1-9]|20)\\d\\d"
                        + "|\\d{1,3}(?:\\.\\d{1,3}){3}");
    }

    /** {@code 1 000 000} and {@code 1.234.567} are amounts. */
    private static boolean isThousands(String text, List<String> groups) {
        boolean byThrees = groups.get(0).length() <= 3
                && !groups.get(0).startsWith("0")
                && groups.stream().skip(1).allMatch(group -> group.length() == 3);
        boolean withDots = text.matches("[\\d.]+");
        boolean areRound = text.matches("[\\d ]+") && groups.stream().skip(1).allMatch("000"::equals);
        return byThrees && groups.size() > 1 && ((withDots && groups.get(0).length() < 3) || areRound);
    }

    private static @Nullable String ungrouped(String written, Function<String, String> say) {
        String digits = written.startsWith("+") ? written.substring(1) : written;
        boolean isRound =
                digits.matches("[1-9]\\d{0,2}0{2,}") && (digits.length() < LEAST_DIGITS || digits.endsWith("00000"));
        if (digits.length() < LEAST_UNGROUPED || isRound) {
            return null;
        }
        String plus = written.startsWith("+") ? (say.apply("1").equals("one") ? "plus " : "+") : "";
        return plus + say.apply(digits);
    }

    private static String named(MatchResult match) {
        String sign = match.group(2).contains("#") ? (match.group(1).endsWith("ber") ? " " : " number ") : " ";
        String letters = match.group(3) == null ? "" : Spellings.letters(match.group(3)) + " ";
        return match.group(1)
                + sign
                + letters
                + SPACE.splitAsStream(match.group(4)).map(Numerals::inGroups).collect(Collectors.joining(", "));
    }

    private static String eachOf(String code) {
        return code.chars()
                .mapToObj(c -> Character.isDigit(c)
                        ? Numerals.each(Character.toString(c))
                        : Spellings.letters(Character.toString(c)))
                .collect(Collectors.joining(" "));
    }

    private static @Nullable String mixed(String token) {
        if (NUMBER_WITH_ENDING.matcher(token).matches()) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        boolean isLong = token.indexOf('-') != token.lastIndexOf('-');
        boolean isCode = token.replaceAll("[A-Za-z]{4,}|[a-z]{3}|-", "").length() >= LEAST_OF_CODES;
        Matcher runs = RUNS.matcher(token);
        while (runs.find()) {
            String run = runs.group();
            if (run.equals("-")) {
                parts.add(isLong || isCode ? "," : "");
            } else if (Character.isDigit(run.charAt(0))) {
                boolean isNumber = run.length() <= 2 && !run.startsWith("0") && !isCode;
                parts.add(isNumber ? Numerals.whole(run) : Numerals.inGroups(run));
            } else {
                boolean isWord = (run.length() > 3 || run.matches("[a-z]{2,3}")) && Spellings.isPronounceable(run);
                parts.add(isWord ? run : Spellings.letters(run));
            }
        }
        return String.join(" ", parts).replace(" ,", ",").replace("  ", " ");
    }
}
