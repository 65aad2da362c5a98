package dev.trunkline.speech.reading;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** Days and times of day. */
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
            "(Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?";
    private static final String DAY = "(0?[1-9]|[12]\\d|3[01])(?:st|nd|rd|th)?";
    private static final String YEAR = "((?:1[1-9]|20)\\d\\d)";
    private static final String HALF = "(?:\\s?([AaPp])\\.?\\s?[Mm]\\b\\.?)?";

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "(?<![\\w.,])'?" + YEAR.replace("\\\\d\\\\d)", "\\\\d0)") + "'?s\\b",
                    match -> decade(Numerals.year(match.group(1)))),
            Rule.of("(?<=[Tt]he |[Tt]he '|(?<!\\d)')(\\d0)'?s\\b", match -> decade(Numerals.whole(match.group(1)))),
            Rule.of(
                    "(?<=\\d\\s?)([AaPp])\\.?\\s?[Mm]\\b\\.?\\s?(?:-|\\bto\\b)\\s?(?=\\d)",
                    match -> " " + half(match.group(1)) + " to "),
            Rule.of(
                    "\\b" + YEAR
                            + "-(\\d{2})-(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.\\d+)?)?(Z|[+-]\\d{2}:?\\d{2})?)?(?![\\w-])",
                    Dates::iso),
            Rule.of("(?<![\\w/.-])(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4}|\\d{2})(?![\\w/-]|\\.\\d)", Dates::numeric),
            Rule.of("(?<![\\w/])" + YEAR + "/(\\d{1,2})/(\\d{1,2})(?![\\w/])", Dates::iso),
            Rule.of(
                    "\\b" + MONTH + "\\s+" + DAY + "(?:,?\\s+" + YEAR + ")?\\b(?![:/]\\d)",
                    match -> monthNamed(match.group(1)) + " " + Numerals.ordinal(match.group(2))
                            + ofYear(Rule.group(match, 3))),
            Rule.of(
                    "\\b(the\\s+)?" + DAY + "\\s+(?:of\\s+)?" + MONTH + "(?:,?\\s+" + YEAR + ")?\\b",
                    match -> Rule.group(match, 1) + Numerals.ordinal(match.group(2)) + " of "
                            + monthNamed(match.group(3)) + ofYear(Rule.group(match, 4))),
            Rule.of(
                    "\\b" + MONTH + ",?\\s+" + YEAR + "\\b",
                    match -> monthNamed(match.group(1)) + " " + Numerals.year(match.group(2))),
            Rule.of(
                    "(?<![\\w:.])([01]?\\d|2[0-4]):([0-5]\\d)(?::([0-5]\\d)(?:\\.\\d+)?)?" + HALF + "(?![\\w:]|\\.\\d)",
                    match -> time(match.group(1), match.group(2), Rule.group(match, 3), Rule.group(match, 4))),
            Rule.of(
                    "(?<![\\w:.])(\\d{1,2})(?=\\s?-\\s?\\d{1,2}\\s?[AaPp]\\.?\\s?[Mm]\\b)\\s?-\\s?",
                    match -> Numerals.whole(match.group(1)) + " to "),
            Rule.of(
                    "(?<![\\w:.])(1[0-2]|0?[1-9])\\s?([AaPp])\\.?\\s?[Mm]\\b\\.?",
                    match -> Numerals.whole(match.group(1)) + " " + half(match.group(2))),
            Rule.of(
                    "(?<![\\w:.])([01]?\\d|2[0-3])[hH]([0-5]\\d)\\b",
                    match -> time(match.group(1), match.group(2), "", "")),
            Rule.of(
                    "(?<![\\w-])" + YEAR + "-" + YEAR + "(?![\\w-])",
                    match -> Numerals.year(match.group(1)) + " to " + Numerals.year(match.group(2))),
            Rule.ofAnyCase("\\b(mon|tues?|wed|thurs?|thu|fri|sat|sun)\\.(?=[,\\s])", match -> weekday(match.group(1))));

    private Dates() {}

    static String read(String text) {
        return Rule.all(RULES, text);
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
        return day + " at " + time(match.group(4), match.group(5), "", "") + zone;
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

    private static String time(String hour, String minute, String second, String half) {
        int minutes = Integer.parseInt(minute);
        int hours = Integer.parseInt(hour);
        String end = half.isEmpty() ? "" : " " + half(half);
        String seconds = second.isEmpty() || second.equals("00")
                ? ""
                : " and " + Numerals.whole(second) + (second.equals("01") ? " second" : " seconds");
        if (minutes == 0) {
            String sharp = !half.isEmpty() ? "" : hours >= 1 && hours <= 12 ? " o'clock" : " hundred hours";
            return Numerals.whole(hours) + sharp + seconds + end;
        }
        return Numerals.whole(hours) + (minutes < 10 ? " oh " : " ") + Numerals.whole(minutes) + seconds + end;
    }

    private static String half(String letter) {
        return letter.toUpperCase(Locale.ROOT) + " M";
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
