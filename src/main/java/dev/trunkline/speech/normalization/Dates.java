package dev.trunkline.speech.normalization;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days, months and years. */
final class Dates {

    private static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");
    private static final String MONTH =
            "\\b(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\b\\.?";
    private static final String DAY = "(0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?";
    private static final String YEAR = "((?:1[1-9]|20)\\d\\d)";
    private static final String OF_YEAR = "(?:,?\\s+" + YEAR + "(?!\\d))?";
    private static final String WEEKDAY = "(Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)";
    private static final String EXPIRES =
            "expires?(?: on| in)?|expiry(?: date)?:?|exp\\.?|valid (?:to|until|thru|through)";
    private static final int LEAST_YEAR_OF_CARDS = 24;

    private static final Pattern MAYBE = Pattern.compile(
            "\\d|\\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?:rs|r|s|t)?\\b");

    private static final List<Rule> WEEKDAYS = List.of(
            Rule.of(
                    "\\b" + WEEKDAY + "\\b\\.?\\s?(?:-|to|thru|through|until)\\s?" + WEEKDAY
                            + "\\b(?:\\.(?=\\s?[\\w,]))?",
                    match -> weekday(match.group(1)) + " to " + weekday(match.group(2))),
            Rule.of(
                    "\\b" + WEEKDAY
                            + "\\b\\.?(?=\\s?(?:&|and|or|,|/)\\s?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:s|rs|day)?\\b)",
                    match -> weekday(match.group(1))),
            Rule.of("(?=[MTWFS])(?<=day(?:,| and| or| &|/)\\s?)" + WEEKDAY + "\\b", match -> weekday(match.group(1))),
            Rule.of(
                    "(?=[MTWFS])(?<=\\b(?:on|by|open|until|till|every|next|this|last|closed) )" + WEEKDAY
                            + "\\b(?:\\.(?=\\s\\S))?",
                    match -> weekday(match.group(1))),
            Rule.of(
                    "\\b" + WEEKDAY
                            + "\\b\\.?(?=,?\\s(?:\\d|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\b))",
                    match -> weekday(match.group(1))),
            Rule.of("\\b" + WEEKDAY + "\\.(?=[,\\s]|$)", match -> weekday(match.group(1))));

    private static final List<Rule> RANGES = List.of(
            Rule.of(
                    MONTH + "\\s+" + DAY + "\\s?-\\s?" + DAY + OF_YEAR + "(?![\\w:/-])",
                    match -> monthNamed(match.group(1)) + " " + Numerals.ordinal(match.group(2)) + " to "
                            + Numerals.ordinal(match.group(3)) + ofYear(Rule.group(match, 4))),
            Rule.of(
                    "(?<![\\w/.:-])" + DAY + "\\s?-\\s?" + DAY + "\\s+(?:of\\s+)?" + MONTH + OF_YEAR,
                    match -> Numerals.ordinal(match.group(1)) + " to " + Numerals.ordinal(match.group(2)) + " of "
                            + monthNamed(match.group(3)) + ofYear(Rule.group(match, 4))),
            Rule.of(
                    MONTH + "\\s+" + DAY + OF_YEAR + "\\s?-\\s?(?=[A-Z])",
                    match -> monthNamed(match.group(1)) + " " + Numerals.ordinal(match.group(2))
                            + ofYear(Rule.group(match, 3)) + " to "),
            Rule.of(
                    "(?<![\\w/.:-])" + DAY + "\\s+" + MONTH + OF_YEAR + "\\s?-\\s?(?=\\d)",
                    match -> Numerals.ordinal(match.group(1)) + " of " + monthNamed(match.group(2))
                            + ofYear(Rule.group(match, 3)) + " to "),
            Rule.of(
                    MONTH + "\\s?-\\s?" + MONTH,
                    match -> monthNamed(match.group(1)) + " to " + monthNamed(match.group(2))),
            Rule.of(
                    "(?<![\\w-])" + YEAR + "-" + YEAR + "(?![\\w-])",
                    match -> Numerals.year(match.group(1)) + " to " + Numerals.year(match.group(2))),
            Rule.of("(?<![\\w/.-])((?:19|20)\\d\\d)/(\\d\\d)(?![\\w/-])", Dates::yearToYear));

    private static final List<Rule> DAYS = List.of(
            Rule.of("(?<![\\w.,])'?((?:1[1-9]|20)\\d0)'?s\\b", match -> decade(Numerals.year(match.group(1)))),
            Rule.of(
                    "(?=[2-9]0)(?<=[Tt]he |[Tt]he '|(?<!\\d)'|mid-|(?:early|late|his|her|their|my|your|mid) )([2-9]0)'?s\\b",
                    match -> decade(Numerals.whole(match.group(1)))),
            Rule.of(
                    "(?<![\\w.,$\u00A3\u20AC])(100|1000|10000|1000000)s\\b",
                    match -> Numerals.whole(match.group(1))
                                    .substring(Numerals.whole(match.group(1)).startsWith("one ") ? 4 : 0)
                            + "s"),
            Rule.of(
                    "\\b" + YEAR
                            + "-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?)?(?![\\w-])",
                    Dates::iso),
            Rule.of("(?<![\\w/.-])(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\w/-]|\\.\\d)", Dates::numeric),
            Rule.of("(?<![\\w/])" + YEAR + "/(\\d{1,2})/(\\d{1,2})(?![\\w/])", Dates::iso),
            Rule.ofAnyCase("\\b(" + EXPIRES + ") (0?[1-9]|1[0-2])/(\\d\\d|20\\d\\d)(?![\\w/])", Dates::expiry),
            Rule.of(
                    "(?<![\\w/.-])(0?[1-9]|1[0-2])/(20\\d\\d)(?![\\w/-])",
                    match -> MONTHS.get(Integer.parseInt(match.group(1)) - 1) + " " + Numerals.year(match.group(2))),
            Rule.ofAnyCase(
                    "(?=\\d)(?<=\\b(?:on|until|till|before|due|dated|since|through|by|expires?|expire on|deadline) )(\\d{1,2})/(\\d{1,2})(?![\\w/]| (?:of|an|a|cup|inch|hour|mile)\\b)",
                    match -> dayOrMonthFirst(match.group(1), match.group(2))),
            Rule.of(
                    MONTH + "\\s+" + DAY + OF_YEAR + "\\b(?![:/]\\d)",
                    match -> monthNamed(match.group(1)) + " " + Numerals.ordinal(match.group(2))
                            + ofYear(Rule.group(match, 3))),
            Rule.of(
                    "\\b(the\\s+|(?:on|from|until|till|by|before|after|since|and|to)\\s+)?" + DAY + "\\s+(?:of\\s+)?"
                            + MONTH + OF_YEAR,
                    match -> Rule.group(match, 1)
                            + (match.group(1) == null || match.group(1).startsWith("the") ? "" : "the ")
                            + Numerals.ordinal(match.group(2)) + " of "
                            + monthNamed(match.group(3)) + ofYear(Rule.group(match, 4))),
            Rule.of(
                    MONTH + ",?\\s+" + YEAR + "\\b",
                    match -> monthNamed(match.group(1)) + " " + Numerals.year(match.group(2))),
            Rule.of(
                    "\\b(Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)(?:\\.(?=[\\s,]|$)|(?=\\s(?:to|and|or) (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\\b))",
                    match -> monthNamed(match.group(1))),
            Rule.of(
                    "\\bFY ?'?((?:19|20)\\d\\d|\\d\\d)\\b",
                    match -> "fiscal year "
                            + (match.group(1).length() == 2
                                    ? Numerals.whole(match.group(1))
                                    : Numerals.year(match.group(1)))),
            Rule.ofAnyCase(
                    "(?=[12]\\d)(?<=\\b(?:in|since|until|till|year|circa|around) )(1[0-9]\\d\\d|2[0-5]\\d\\d)(?![\\w%]|[.,:/-]\\d| (?:\\w+ )?(?:items|people|days|cases|customers|places|cities|stores|shops|locations|countries|ways)\\b)",
                    match -> Numerals.year(match.group(1))));

    private Dates() {}

    static String read(String text) {
        return MAYBE.matcher(text).find() ? Rule.all(DAYS, Rule.all(RANGES, Rule.all(WEEKDAYS, text))) : text;
    }

    private static String decade(String spoken) {
        return spoken.endsWith("y") ? spoken.substring(0, spoken.length() - 1) + "ies" : spoken + "s";
    }

    private static @Nullable String iso(MatchResult match) {
        String day = day(Integer.parseInt(match.group(2)), match.group(3), match.group(1));
        if (day == null || match.groupCount() < 4 || match.group(4) == null) {
            return day;
        }
        String zone = "Z".equals(match.group(7)) ? " U T C" : "";
        return day + " at " + Times.time(match.group(4), match.group(5), "", "") + zone;
    }

    /** American with slashes and dashes where both are possible, the day first with dots. */
    private static @Nullable String numeric(MatchResult match) {
        int first = Integer.parseInt(match.group(1));
        int second = Integer.parseInt(match.group(3));
        boolean isDayFirst = match.group(2).equals(".") ? second <= 12 : first > 12;
        String year = match.group(4).length() == 2 ? "20" + match.group(4) : match.group(4);
        return Numerals.isYear(year)
                ? day(isDayFirst ? second : first, String.valueOf(isDayFirst ? first : second), year)
                : null;
    }

    private static @Nullable String day(int month, String day, String year) {
        int number = Integer.parseInt(day);
        boolean isDay = month >= 1 && month <= 12 && number >= 1 && number <= 31;
        return isDay ? MONTHS.get(month - 1) + " " + Numerals.ordinal(day) + ofYear(year) : null;
    }

    private static String ofYear(String year) {
        return year.isEmpty() ? "" : ", " + Numerals.year(year);
    }

    private static String monthNamed(String name) {
        return MONTHS.stream()
                .filter(month -> month.startsWith(name.substring(0, 3)))
                .findFirst()
                .orElse(name);
    }

    /** The year of a financial year, or of a season. */
    private static @Nullable String yearToYear(MatchResult match) {
        int next = (Integer.parseInt(match.group(1)) + 1) % 100;
        return next == Integer.parseInt(match.group(2))
                ? Numerals.year(match.group(1)) + " to " + Numerals.whole(match.group(2))
                : null;
    }

    private static @Nullable String expiry(MatchResult match) {
        String year = match.group(3);
        int ofCentury = Integer.parseInt(year.substring(year.length() - 2));
        if (ofCentury < LEAST_YEAR_OF_CARDS) {
            return null;
        }
        return match.group(1) + " " + MONTHS.get(Integer.parseInt(match.group(2)) - 1) + " "
                + Numerals.year("20" + year.substring(year.length() - 2));
    }

    private static @Nullable String dayOrMonthFirst(String first, String second) {
        boolean isDayFirst = Integer.parseInt(first) > 12;
        return day(Integer.parseInt(isDayFirst ? second : first), isDayFirst ? first : second, "");
    }

    private static String weekday(String name) {
        return switch (name.substring(0, 3).toLowerCase(Locale.ROOT)) {
            case "mon" -> "Monday";
            case "tue" -> "Tuesday";
            case "wed" -> "Wednesday";
            case "thu" -> "Thursday";
            case "fri" -> "Friday";
            case "sat" -> "Saturday";
            default -> "Sunday";
        };
    }
}
