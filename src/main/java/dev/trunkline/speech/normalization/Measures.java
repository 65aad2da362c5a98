package dev.trunkline.speech.normalization;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers of something that is measured, and shares of a hundred. */
final class Measures {

    private static final String NUMBER = Quantity.PATTERN;
    private static final Set<String> NO_PLURAL = Set.of("R P M", "P S I", "horsepower", "dozen");
    private static final List<String> WHAT_FOLLOWS_UNITS =
            List.of(" per hour", " per second", " per minute", " per million", " Celsius", " Fahrenheit");

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
            Map.entry("yr", "year"),
            Map.entry("yrs", "year"),
            Map.entry("wk", "week"),
            Map.entry("wks", "week"),
            Map.entry("mo", "month"),
            Map.entry("mos", "month"),
            Map.entry("secs", "second"),
            Map.entry("tsp", "teaspoon"),
            Map.entry("tbsp", "tablespoon"),
            Map.entry("pt", "pint"),
            Map.entry("qt", "quart"),
            Map.entry("fl oz", "fluid ounce"),
            Map.entry("ha", "hectare"),
            Map.entry("doz", "dozen"),
            Map.entry("pcs", "piece"),
            Map.entry("hp", "horsepower"),
            Map.entry("kJ", "kilojoule"),
            Map.entry("nm", "nanometer"),
            Map.entry("mi/h", "mile per hour"),
            Map.entry("bpm", "beat per minute"),
            Map.entry("fps", "frame per second"),
            Map.entry("ppm", "part per million"),
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
                    "(?<=\\d)\\s?[xX\u00D7]\\s?(?=\\d+(?:\\.\\d+)?\\s?(?:[xX\u00D7]\\s?\\d|(?:mm|cm|m|km|in|ft)\\b))",
                    match -> " by "),
            Rule.of(
                    "(?<![\\w.,])(\\d+(?:\\.\\d+)?)\\s?m(?= (?:people|users|customers|subscribers|followers|households|visitors|views)\\b)",
                    match -> Quantity.of(match.group(1)).inWords() + " million"),
            Rule.of(
                    "(?<![\\w.,])([+-]?)" + NUMBER + "(?:\\s?[%\u2030]?\\s?-\\s?" + NUMBER + ")?\\s?([%\u2030])",
                    Measures::percent),
            Rule.of(
                    "(?<![\\w.,])(\\d{1,2})(?:'|\\s?ft\\.?)\\s?(\\d{1,2})(?:\"|''|\\s?in\\b)(?!\\w)",
                    match -> Numerals.whole(match.group(1)) + " foot " + Numerals.whole(match.group(2))),
            Rule.of(
                    "(?<![\\w.,\"])(\\d{1,3})\"(?=\\s(?:screen|display|monitor|TV|pipe|pizza|wheel|disk|record))",
                    match -> Numerals.whole(match.group(1)) + " inch"),
            Rule.of(
                    "(?<![\\w.,])(\\d{1,2})\\s?h\\s?(\\d{1,2})\\s?m(?:ins?)?\\b",
                    match -> count(match.group(1), "hour") + " " + count(match.group(2), "minute")),
            Rule.of(
                    "(?<![\\w./])(\\d{1,4} )?(\\d{1,2}/\\d{1,2})\\s?" + UNIT + "(?![\\w/^\u00B0'])",
                    match -> Rule.group(match, 1) + match.group(2) + " "
                            + (match.group(1) == null ? unit(match.group(3)) : plural(unit(match.group(3))))),
            Rule.of(
                    "(?<![\\w.,/])([+-]?)" + NUMBER + "(?:\\s?-\\s?" + NUMBER + ")?\\s?" + UNIT + "(?![\\w/^\u00B0'])",
                    Measures::measure),
            Rule.of(
                    "(?<![\\w.,/])" + NUMBER + "\\s?([kKMG]?W|[kMG]B)/(h|s|mo|m\\^2)(?![\\w^])",
                    match -> Quantity.of(match.group(1)).inWords() + " " + plural(unit(match.group(2))) + " per "
                            + time(match.group(3))),
            Rule.of("(?<=[A-Za-z\\d)])\\^2(?!\\d)", match -> " squared"),
            Rule.of("(?<=[A-Za-z\\d)])\\^3(?!\\d)", match -> " cubed"),
            Rule.of("(?<![\\w.,])([48])K\\b", match -> Numerals.whole(match.group(1)) + " K"),
            Rule.of(
                    "(?<![\\w.,-])(\\d{1,3}(?:,\\d{3})*(?:\\.\\d+)?)(k|K|M|bn)\\b",
                    match -> Quantity.of(match.group(1)).inWords() + " " + Quantity.scale(match.group(2))));

    private Measures() {}

    static String read(String text) {
        return Rule.all(RULES, text);
    }

    private static String percent(MatchResult match) {
        String upTo = match.group(3) == null
                ? ""
                : " to " + Quantity.of(match.group(3)).inWords();
        return sign(match.group(1))
                + Quantity.of(match.group(2)).inWords()
                + upTo
                + (match.group(4).equals("%") ? " percent" : " per mille");
    }

    private static @Nullable String measure(MatchResult match) {
        Quantity last = Quantity.of(match.group(3) == null ? match.group(2) : match.group(3));
        String upTo = match.group(3) == null ? "" : " to " + last.inWords();
        String unit = unit(match.group(4));
        return sign(match.group(1)) + Quantity.of(match.group(2)).inWords() + upTo + " "
                + (last.isOne() ? unit : plural(unit));
    }

    private static String count(String digits, String unit) {
        return Numerals.whole(digits) + " " + (Numerals.whole(digits).equals("one") ? unit : plural(unit));
    }

    private static String time(String letter) {
        return switch (letter) {
            case "h" -> "hour";
            case "s" -> "second";
            case "mo" -> "month";
            default -> "square meter";
        };
    }

    private static String unit(String written) {
        return UNITS.getOrDefault(written, written);
    }

    private static String sign(String sign) {
        return sign.equals("-") ? "minus " : sign.equals("+") ? "plus " : "";
    }

    private static String plural(String unit) {
        if (unit.endsWith("hertz") || NO_PLURAL.contains(unit)) {
            return unit;
        }
        if (unit.endsWith("foot")) {
            return unit.substring(0, unit.length() - 4) + "feet";
        }
        for (String rest : WHAT_FOLLOWS_UNITS) {
            if (unit.endsWith(rest)) {
                return unit.substring(0, unit.length() - rest.length()) + "s" + rest;
            }
        }
        return unit + "s";
    }
}
