package dev.trunkline.speech.normalization;

import java.util.List;

/** Times of day. */
final class Times {

    private static final String HALF = "(?:\\s?([AaPp])\\.?\\s?[Mm]\\b\\.?)?";

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "(?<=\\d)\\s?([AaPp])\\.?\\s?[Mm]\\b\\.?\\s?(?:-|\\bto\\b)\\s?(?=\\d)",
                    match -> " " + match.group(1) + "M to "),
            Rule.of(
                    "(?<![\\w:.])(1[0-2]|0?[1-9])\\.([0-5]\\d)(?=\\s?[AaPp]\\.?[Mm]\\b)",
                    match -> match.group(1) + ":" + match.group(2)),
            Rule.of("(?<=\\d:[0-5]\\d)\\s?-\\s?(?=\\d{1,2}(?::[0-5]\\d|\\s?[AaPp]\\.?[Mm]))", match -> " to "),
            Rule.of(
                    "(?<![\\w:.])([01]?\\d|2[0-4]):([0-5]\\d)(?::([0-5]\\d)(?:\\.\\d+)?)?" + HALF + "(?![\\w:]|\\.\\d)",
                    match -> time(match.group(1), match.group(2), Rule.group(match, 3), Rule.group(match, 4))),
            Rule.of(
                    "(?<![\\w:.])(\\d{1,2})\\s?-\\s?(?=\\d{1,2}\\s?[AaPp]\\.?\\s?[Mm]\\b)",
                    match -> Numerals.whole(match.group(1)) + " to "),
            Rule.of(
                    "(?<![\\w:.])(1[0-2]|0?[1-9])\\s?([AaPp])\\.?\\s?[Mm]\\b\\.?",
                    match -> Numerals.whole(match.group(1)) + " " + half(match.group(2))),
            Rule.of(
                    "(?<![\\w:.])([01]?\\d|2[0-3])[hH]([0-5]\\d)\\b",
                    match -> time(match.group(1), match.group(2), "", "")));

    private Times() {}

    static String read(String text) {
        return Rule.all(RULES, text);
    }

    /**
     * In words.
     *
     * @param second "" when it is not told
     * @param half a letter of any case, "" for the 24 hour clock
     */
    static String time(String hour, String minute, String second, String half) {
        int minutes = Integer.parseInt(minute);
        int hours = Integer.parseInt(hour);
        String end = half.isEmpty() ? "" : " " + half(half);
        String seconds = second.isEmpty() || second.equals("00")
                ? ""
                : " and " + Numerals.whole(second) + (second.equals("01") ? " second" : " seconds");
        if (minutes == 0) {
            if (hours == 0 && half.isEmpty()) {
                return "midnight" + seconds;
            }
            String sharp = !half.isEmpty() ? "" : hours >= 1 && hours <= 12 ? " o'clock" : " hundred hours";
            return Numerals.whole(hours) + sharp + seconds + end;
        }
        return Numerals.whole(hours) + (minutes < 10 ? " oh " : " ") + Numerals.whole(minutes) + seconds + end;
    }

    private static String half(String letter) {
        return Spellings.letters(letter) + " M";
    }
}
