package dev.trunkline.speech.normalization;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Numbers in English words. */
final class Numerals {

    /** The longest whole number that is read as one: hundreds of trillions. */
    static final int MAX_DIGITS = 15;

    private static final String[] SMALL = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final String[] THOUSANDS = {"", " thousand", " million", " billion", " trillion"};
    private static final Map<String, String> ORDINALS = Map.of(
            "one", "first", "two", "second", "three", "third", "five", "fifth", "eight", "eighth", "nine", "ninth",
            "twelve", "twelfth");

    private Numerals() {}

    /** A whole number of any length; digit by digit when it is too long to be grasped. */
    static String whole(String digits) {
        String plain = digits.replaceFirst("^0+(?=\\d)", "");
        return plain.length() > MAX_DIGITS ? inGroups(plain) : whole(Long.parseLong(plain));
    }

    static String whole(long number) {
        if (number < 1_000) {
            return hundreds((int) number);
        }
        List<String> parts = new ArrayList<>();
        long rest = number;
        for (int i = 0; rest > 0; i++, rest /= 1_000) {
            int part = (int) (rest % 1_000);
            if (part > 0) {
                parts.add(0, hundreds(part) + THOUSANDS[i]);
            }
        }
        return String.join(" ", parts);
    }

    private static String hundreds(int number) {
        if (number < 20) {
            return SMALL[number];
        }
        if (number < 100) {
            return TENS[number / 10] + (number % 10 == 0 ? "" : " " + SMALL[number % 10]);
        }
        String rest = number % 100 == 0 ? "" : " " + hundreds(number % 100);
        return SMALL[number / 100] + " hundred" + rest;
    }

    /** A number with a fraction, as "twelve point five". */
    static String decimal(String whole, String fraction) {
        return fraction.isEmpty() ? whole(whole) : whole(whole) + " point " + each(fraction);
    }

    static String ordinal(String digits) {
        return ordinalOf(whole(digits));
    }

    private static String ordinalOf(String cardinal) {
        int last = cardinal.lastIndexOf(' ') + 1;
        String word = cardinal.substring(last);
        String plain = word.endsWith("y") ? word.substring(0, word.length() - 1) + "ieth" : word + "th";
        return cardinal.substring(0, last) + ORDINALS.getOrDefault(word, plain);
    }

    /** A year from 1000 to 2999, as people say it. */
    static String year(String digits) {
        int year = Integer.parseInt(digits);
        int century = year / 100;
        int rest = year % 100;
        if (century % 10 == 0 && rest < 10) {
            return whole(year);
        }
        String end = rest == 0 ? "hundred" : rest < 10 ? "oh " + SMALL[rest] : hundreds(rest);
        return hundreds(century) + " " + end;
    }

    static boolean isYear(String digits) {
        return digits.matches("(?:1[1-9]|20)\\d\\d");
    }

    /** Every digit by itself. */
    static String each(String digits) {
        List<String> words = new ArrayList<>();
        digits.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> words.add(SMALL[c - '0']));
        return String.join(" ", words);
    }

    /** Every digit by itself, with a breath after every few. */
    static String inGroups(String digits) {
        return String.join(", ", groups(digits).stream().map(Numerals::each).toList());
    }

    /** As people read them out: by fours where that comes out even, telephone numbers as such, or by threes. */
    static List<String> groups(String digits) {
        int length = digits.length();
        if (length <= 5) {
            return List.of(digits);
        }
        List<String> groups = new ArrayList<>();
        int at = length == 11 && digits.charAt(0) == '1' ? 1 : 0;
        if (at > 0) {
            groups.add("1");
        }
        int fours = (length - at) % 4 == 0 ? (length - at) / 4 : (length - at) % 3;
        int threes = (length - at - 4 * fours) / 3;
        for (int i = 0; i < threes + fours; i++) {
            int take = i < threes ? 3 : 4;
            groups.add(digits.substring(at, at + take));
            at += take;
        }
        return groups;
    }
}
