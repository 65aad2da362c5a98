package dev.trunkline.speech.reading;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of something: money, shares of a hundred, measures. */
final class Amounts {

    private static final String NUMBER =
            "(\\d{1,3}(?:[, ']\\d{3})+(?:\\.\\d+)?|\\d{1,3}(?:\\.\\d{3})+(?:,\\d{1,2})?|\\d+(?:[.,]\\d+)?)";
    private static final String SYMBOL =
            "(US\\$|CA\\$|A\\$|C\\$|[$\u20AC\u00A3\u00A5\u20B9\u20BD\u20A9\u20BA]|USD|EUR|GBP|JPY|CHF|CAD|AUD|INR|CNY|SEK|NOK|DKK|PLN)";
    private static final String SCALE = "(?:\\s?(k|K|m|M|mn|mln|bn|B|tn|thousand|million|billion|trillion)\\b)?";

    private static final Map<String, String[]> MONEY = Map.ofEntries(
            money("$", "dollar", "dollars", "cent", "cents"),
            money("\u20AC", "euro", "euros", "cent", "cents"),
            money("\u00A3", "pound", "pounds", "penny", "pence"),
            money("\u00A5", "yen", "yen", "sen", "sen"),
            money("\u20B9", "rupee", "rupees", "paisa", "paise"),
            money("\u20BD", "ruble", "rubles", "kopeck", "kopecks"),
            money("\u20A9", "won", "won", "jeon", "jeon"),
            money("\u20BA", "lira", "lira", "kurush", "kurush"),
            money("CHF", "Swiss franc", "Swiss francs", "centime", "centimes"),
            money("C$", "Canadian dollar", "Canadian dollars", "cent", "cents"),
            money("A$", "Australian dollar", "Australian dollars", "cent", "cents"),
            money("CNY", "yuan", "yuan", "fen", "fen"),
            money("SEK", "Swedish krona", "Swedish kronor", "ore", "ore"),
            money("NOK", "Norwegian krone", "Norwegian kroner", "ore", "ore"),
            money("DKK", "Danish krone", "Danish kroner", "ore", "ore"),
            money("PLN", "zloty", "zlotys", "grosz", "groszy"));
    private static final Map<String, String> SAME = Map.of(
            "US$", "$", "USD", "$", "EUR", "\u20AC", "GBP", "\u00A3", "JPY", "\u00A5", "INR", "\u20B9", "CA$", "C$",
            "CAD", "C$", "AUD", "A$");

    private static final Map<String, String> UNITS = Map.ofEntries(
            Map.entry("km/h", "kilometer per hour"),
            Map.entry("kmh", "kilometer per hour"),
            Map.entry("kph", "kilometer per hour"),
            Map.entry("mph", "mile per hour"),
            Map.entry("m/s", "meter per second"),
            Map.entry("km^2", "square kilometer"),
            Map.entry("m^2", "square meter"),
            Map.entry("m^3", "cubic meter"),
            Map.entry("cm^2", "square centimeter"),
            Map.entry("cm^3", "cubic centimeter"),
            Map.entry("ft^2", "square foot"),
            Map.entry("sq ft", "square foot"),
            Map.entry("sqft", "square foot"),
            Map.entry("km", "kilometer"),
            Map.entry("cm", "centimeter"),
            Map.entry("mm", "millimeter"),
            Map.entry("m", "meter"),
            Map.entry("mi", "mile"),
            Map.entry("ft", "foot"),
            Map.entry("yd", "yard"),
            Map.entry("kg", "kilogram"),
            Map.entry("g", "gram"),
            Map.entry("mg", "milligram"),
            Map.entry("lb", "pound"),
            Map.entry("lbs", "pound"),
            Map.entry("oz", "ounce"),
            Map.entry("l", "liter"),
            Map.entry("L", "liter"),
            Map.entry("ml", "milliliter"),
            Map.entry("mL", "milliliter"),
            Map.entry("gal", "gallon"),
            Map.entry("kWh", "kilowatt hour"),
            Map.entry("kW", "kilowatt"),
            Map.entry("MW", "megawatt"),
            Map.entry("W", "watt"),
            Map.entry("V", "volt"),
            Map.entry("mA", "milliamp"),
            Map.entry("mAh", "milliamp hour"),
            Map.entry("Hz", "hertz"),
            Map.entry("kHz", "kilohertz"),
            Map.entry("MHz", "megahertz"),
            Map.entry("GHz", "gigahertz"),
            Map.entry("kB", "kilobyte"),
            Map.entry("KB", "kilobyte"),
            Map.entry("MB", "megabyte"),
            Map.entry("GB", "gigabyte"),
            Map.entry("TB", "terabyte"),
            Map.entry("Mbps", "megabit per second"),
            Map.entry("Gbps", "gigabit per second"),
            Map.entry("kbps", "kilobit per second"),
            Map.entry("ms", "millisecond"),
            Map.entry("s", "second"),
            Map.entry("sec", "second"),
            Map.entry("min", "minute"),
            Map.entry("mins", "minute"),
            Map.entry("h", "hour"),
            Map.entry("hr", "hour"),
            Map.entry("hrs", "hour"),
            Map.entry("kcal", "kilocalorie"),
            Map.entry("cal", "calorie"),
            Map.entry("dB", "decibel"),
            Map.entry("px", "pixel"),
            Map.entry("rpm", "R P M"),
            Map.entry("psi", "P S I"),
            Map.entry("\u00B0C", "degree Celsius"),
            Map.entry("\u00B0F", "degree Fahrenheit"),
            Map.entry("\u00B0", "degree"));
    private static final String UNIT = "("
            + String.join(
                    "|",
                    UNITS.keySet().stream()
                            .sorted((one, other) -> other.length() - one.length())
                            .map(Pattern::quote)
                            .toList())
            + ")";

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "(?<![\\w.,])(-?)\\s?" + SYMBOL + "\\s?" + NUMBER + "\\s?-\\s?" + SYMBOL + "?\\s?" + NUMBER + SCALE
                            + "(?![\\w.,]*\\d)",
                    match -> number(match.group(3)) + " to "
                            + sum(match.group(2), match.group(5), Rule.group(match, 6))),
            Rule.of(
                    "(?<![\\w.,])(-?)\\s?" + SYMBOL + "\\s?(-?)" + NUMBER + SCALE + "(?!\\d)",
                    match -> (match.group(1).isEmpty() && match.group(3).isEmpty() ? " " : " minus ")
                            + sum(match.group(2), match.group(4), Rule.group(match, 5))),
            Rule.of(
                    "(?<![\\w.,])(-?)" + NUMBER + SCALE + "\\s?" + SYMBOL + "(?!\\w)",
                    match -> (match.group(1).isEmpty() ? "" : "minus ")
                            + sum(match.group(4), match.group(2), Rule.group(match, 3))),
            Rule.of("(?<![\\w.,])(\\d+)\\s?\u00A2", match -> Numerals.whole(match.group(1)) + " cents"),
            Rule.of("(?<![\\w.,])([+-]?)" + NUMBER + "(?:\\s?-\\s?" + NUMBER + ")?\\s?([%\u2030])", Amounts::percent),
            Rule.of(
                    "(?<![\\w.,])(\\d{1,2})'\\s?(\\d{1,2})(?:\"|'')(?!\\w)",
                    match -> Numerals.whole(match.group(1)) + " foot " + Numerals.whole(match.group(2))),
            Rule.of(
                    "(?<![\\w.,/])([+-]?)" + NUMBER + "(?:\\s?-\\s?" + NUMBER + ")?\\s?" + UNIT + "(?![\\w/^\u00B0'])",
                    Amounts::measure),
            Rule.of("(?<=[A-Za-z)])\\^2\\b", match -> " squared"),
            Rule.of("(?<=[A-Za-z)])\\^3\\b", match -> " cubed"),
            Rule.of(
                    "(?<![\\w.,])(\\d{1,3}(?:,\\d{3})*(?:\\.\\d+)?)(k|K|M|bn)\\b",
                    match -> number(match.group(1)) + " " + scale(match.group(2))));

    private Amounts() {}

    static String read(String text) {
        return Rule.all(RULES, text);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static Map.Entry<String, String[]> money(String symbol, String... words) {
        return Map.entry(symbol, words);
    }

    private static String sum(String symbol, String amount, String scale) {
        String[] words = MONEY.getOrDefault(SAME.getOrDefault(symbol, symbol), new String[] {symbol, symbol, "", ""});
        Parts parts = Parts.of(amount);
        if (!scale.isEmpty()) {
            return Numerals.decimal(parts.whole, parts.fraction) + " " + scale(scale) + " " + words[1];
        }
        if (parts.fraction.isEmpty() || parts.fraction.length() > 2) {
            boolean isOne = parts.whole.equals("1") && parts.fraction.isEmpty();
            return Numerals.decimal(parts.whole, parts.fraction) + " " + words[isOne ? 0 : 1];
        }
        int cents = Integer.parseInt(parts.fraction.length() == 1 ? parts.fraction + "0" : parts.fraction);
        String small = Numerals.whole(cents) + " " + words[cents == 1 ? 2 : 3];
        String big = Numerals.whole(parts.whole) + " " + words[parts.whole.equals("1") ? 0 : 1];
        boolean isSmall = parts.whole.matches("0+") && cents > 0;
        return isSmall ? small : cents == 0 ? big : big + " and " + small;
    }

    private static String scale(String letters) {
        return switch (letters) {
            case "k", "K" -> "thousand";
            case "m", "M", "mn", "mln" -> "million";
            case "bn", "B" -> "billion";
            case "tn" -> "trillion";
            default -> letters;
        };
    }

    private static String number(String written) {
        Parts parts = Parts.of(written);
        return Numerals.decimal(parts.whole, parts.fraction);
    }

    private static String percent(MatchResult match) {
        String sign = sign(match.group(1));
        String upTo = match.group(3) == null ? "" : " to " + number(match.group(3));
        return sign + number(match.group(2)) + upTo + (match.group(4).equals("%") ? " percent" : " per mille");
    }

    private static @Nullable String measure(MatchResult match) {
        String last = match.group(3) == null ? match.group(2) : match.group(3);
        String upTo = match.group(3) == null ? "" : " to " + number(match.group(3));
        String unit = String.valueOf(UNITS.get(match.group(4)));
        return sign(match.group(1)) + number(match.group(2)) + upTo + " " + (last.equals("1") ? unit : plural(unit));
    }

    private static String sign(String sign) {
        return sign.equals("-") ? "minus " : sign.equals("+") ? "plus " : "";
    }

    private static String plural(String unit) {
        if (unit.equals("hertz")
                || unit.endsWith("hertz")
                || unit.toUpperCase(Locale.ROOT).equals(unit)) {
            return unit;
        }
        if (unit.endsWith("foot")) {
            return unit.substring(0, unit.length() - 4) + "feet";
        }
        for (String rest : List.of(" per hour", " per second", " Celsius", " Fahrenheit")) {
            if (unit.endsWith(rest)) {
                return unit.substring(0, unit.length() - rest.length()) + "s" + rest;
            }
        }
        return unit + "s";
    }

    /** A number's digits, whichever of comma and dot divides its thousands. */
    private record Parts(String whole, String fraction) {

        static Parts of(String written) {
            String text = written.replaceAll("[ ']", "");
            int last = Math.max(text.lastIndexOf(','), text.lastIndexOf('.'));
            if (last < 0) {
                return new Parts(text, "");
            }
            String before = text.substring(0, last).replaceAll("[.,]", "");
            String after = text.substring(last + 1);
            boolean isMixed = text.indexOf(',') >= 0 && text.indexOf('.') >= 0;
            boolean isRepeated = text.indexOf(text.charAt(last)) != last;
            boolean isThousands = !isMixed && after.length() == 3 && (isRepeated || text.charAt(last) == ',');
            return isThousands ? new Parts(before + after, "") : new Parts(before, after);
        }
    }
}
