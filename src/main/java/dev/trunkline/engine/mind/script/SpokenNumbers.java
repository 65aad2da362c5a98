package dev.trunkline.engine.mind.script;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The numbers in what was said, in all the ways in which ears write them: "forty-two", "42", "4 2 7 1", "double seven", "oh". A
 * sentence is taken apart into {@link Token tokens}, each a word or a number. Stateless.
 */
final class SpokenNumbers {

    private static final Map<String, Integer> UNITS =
            Map.of("one", 1, "two", 2, "three", 3, "four", 4, "five", 5, "six", 6, "seven", 7, "eight", 8, "nine", 9);
    private static final Map<String, Integer> TEENS = Map.of(
            "ten",
            10,
            "eleven",
            11,
            "twelve",
            12,
            "thirteen",
            13,
            "fourteen",
            14,
            "fifteen",
            15,
            "sixteen",
            16,
            "seventeen",
            17,
            "eighteen",
            18,
            "nineteen",
            19);
    private static final Map<String, Integer> TENS = Map.of(
            "twenty", 20, "thirty", 30, "forty", 40, "fourty", 40, "fifty", 50, "sixty", 60, "seventy", 70, "eighty",
            80, "ninety", 90);
    private static final Map<String, Integer> ORDINALS = Map.ofEntries(
            Map.entry("first", 1),
            Map.entry("second", 2),
            Map.entry("third", 3),
            Map.entry("fourth", 4),
            Map.entry("fifth", 5),
            Map.entry("sixth", 6),
            Map.entry("seventh", 7),
            Map.entry("eighth", 8),
            Map.entry("ninth", 9),
            Map.entry("tenth", 10),
            Map.entry("eleventh", 11),
            Map.entry("twelfth", 12),
            Map.entry("thirteenth", 13),
            Map.entry("fourteenth", 14),
            Map.entry("fifteenth", 15),
            Map.entry("sixteenth", 16),
            Map.entry("seventeenth", 17),
            Map.entry("eighteenth", 18),
            Map.entry("nineteenth", 19),
            Map.entry("twentieth", 20),
            Map.entry("thirtieth", 30));
    private static final String DIGIT = "(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)";
    private static final Pattern FOR_TWO = between("too?");
    private static final Pattern FOR_FOUR = between("for");
    private static final Map<String, Integer> TIMES = Map.of("double", 2, "triple", 3, "treble", 3);

    private SpokenNumbers() {}

    /** {@code word} where only a digit can stand: between two of them. */
    private static Pattern between(String word) {
        return Pattern.compile(
                "(\\b" + DIGIT + "[, ]+)" + word + "([, ]+(?:double |triple )?" + DIGIT + "\\b)",
                Pattern.CASE_INSENSITIVE);
    }

    /**
     * A word, or a number.
     *
     * @param text the words it was made of
     * @param value null for a word
     * @param digits as they were said: "oh five" is 05; empty for a word
     * @param ordinal whether it was said as one: "fifth"
     */
    record Token(String text, @Nullable BigDecimal value, String digits, boolean ordinal) {
        boolean isNumber() {
            return value != null && !ordinal;
        }

        boolean is(String... words) {
            return List.of(words).contains(text);
        }
    }

    /** What {@code text} consists of. */
    static List<Token> tokens(String text) {
        List<String> words = words(text);
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < words.size()) {
            Run run = new Run(words, i);
            Token number = run.read();
            tokens.add(number == null ? new Token(words.get(i), null, "", false) : number);
            i = number == null ? i + 1 : run.next;
        }
        return tokens;
    }

    /** All its digits, one after the other; ears may write "four to seven" and mean 427. */
    static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        String heard = FOR_TWO.matcher(text).replaceAll("$1two$2");
        tokens(FOR_FOUR.matcher(heard).replaceAll("$1four$2")).stream()
                .filter(token -> !token.ordinal())
                .forEach(token -> digits.append(token.digits()));
        return digits.toString();
    }

    private static List<String> words(String text) {
        String plain = text.toLowerCase(Locale.ROOT)
                .replaceAll("(?<=\\d),(?=\\d{3}(\\D|$))", "")
                .replaceAll("(?<=\\d)[-](?=\\d)", " ")
                .replaceAll("(?<=\\d)(?=(st|nd|rd|th)\\b)", "~")
                .replaceAll("([£$€])", " $1 ")
                .replaceAll("(?<=\\d)(?=[a-z])", " ")
                .replaceAll("[^a-z0-9.:/~£$€' ]", " ")
                .replaceAll("[.:/](?!\\d)|(?<!\\d)[.:/]", " ")
                .strip();
        return plain.isEmpty() ? List.of() : List.of(plain.split(" +"));
    }

    /** Reads one number from {@code next} on. Confined to one call. */
    private static final class Run {
        private final List<String> words;
        private final int from;
        private int next;

        Run(List<String> words, int from) {
            this.words = words;
            this.from = from;
            this.next = from;
        }

        private String word() {
            return next < words.size() ? words.get(next) : "";
        }

        @Nullable
        Token read() {
            String word = word();
            if (word.matches("\\d+")) {
                next++;
                return token(new BigDecimal(word), word, false);
            }
            if (word.matches("\\d+\\.\\d+")) {
                next++;
                return token(new BigDecimal(word), word.replace(".", ""), false);
            }
            if (word.matches("\\d+~(st|nd|rd|th)")) {
                next++;
                return token(new BigDecimal(word.replaceAll("~.*", "")), "", true);
            }
            if (TIMES.containsKey(word)) {
                return repeated(TIMES.get(word));
            }
            boolean isZero = word.equals("zero") || word.equals("nought") || word.equals("naught") || isLoneOh(word);
            if (isZero) {
                next++;
                return token(BigDecimal.ZERO, "0", false);
            }
            return cardinal();
        }

        /** "Oh" is a nought between digits, and an exclamation elsewhere. */
        private boolean isLoneOh(String word) {
            if (!word.equals("oh") && !word.equals("o")) {
                return false;
            }
            String after = next + 1 < words.size() ? words.get(next + 1) : "";
            String before = from > 0 ? words.get(from - 1) : "";
            return isDigit(before) || (from == 0 && isDigit(after) && !after.equals("oh"));
        }

        private static boolean isDigit(String word) {
            return UNITS.containsKey(word)
                    || TEENS.containsKey(word)
                    || TENS.containsKey(word)
                    || word.matches("\\d+|zero|oh|o|nought");
        }

        private @Nullable Token repeated(int times) {
            String digit = next + 1 < words.size() ? words.get(next + 1) : "";
            String one = UNITS.containsKey(digit)
                    ? String.valueOf(UNITS.get(digit))
                    : digit.matches("oh|o|zero|nought") ? "0" : digit.matches("\\d") ? digit : "";
            if (one.isEmpty()) {
                return null;
            }
            next += 2;
            String digits = one.repeat(times);
            return token(new BigDecimal(digits), digits, false);
        }

        /** Up to millions; "twenty first" is ordinal. */
        private @Nullable Token cardinal() {
            long sum = 0;
            long group = -1;
            while (next < words.size()) {
                String word = word();
                if (word.equals("and") && group > 0 && group % 100 == 0 && isBelowHundred(next + 1)) {
                    next++;
                } else if (word.equals("hundred") && (group % 100 != 0 || (group < 0 && isA()))) {
                    group = Math.max(1, group) * 100;
                    next++;
                } else if ((word.equals("thousand") || word.equals("million")) && group > 0) {
                    sum += group * (word.equals("million") ? 1_000_000 : 1_000);
                    group = 0;
                    next++;
                } else if ((group > 0 && group % 100 != 0) || !isBelowHundred(next)) {
                    break;
                } else {
                    Integer below = belowHundred();
                    if (below == null) {
                        break;
                    }
                    group = Math.max(0, group) + Math.abs(below);
                    if (below < 0) {
                        return token(BigDecimal.valueOf(sum + group), "", true);
                    }
                }
            }
            if (group < 0) {
                next = from;
                return null;
            }
            BigDecimal value = BigDecimal.valueOf(sum + group);
            String digits = value.toPlainString();
            if (word().equals("point") && next + 1 < words.size() && UNITS.containsKey(words.get(next + 1))) {
                next++;
                StringBuilder decimals = new StringBuilder();
                while (UNITS.containsKey(word()) || word().matches("zero|oh")) {
                    decimals.append(UNITS.getOrDefault(word(), 0));
                    next++;
                }
                return token(new BigDecimal(digits + "." + decimals), digits + decimals, false);
            }
            return token(value, digits, false);
        }

        private boolean isA() {
            return from > 0 && words.get(from - 1).equals("a");
        }

        private boolean isBelowHundred(int at) {
            String word = at < words.size() ? words.get(at) : "";
            return UNITS.containsKey(word)
                    || TEENS.containsKey(word)
                    || TENS.containsKey(word)
                    || ORDINALS.containsKey(word);
        }

        /** Negative for an ordinal. */
        private @Nullable Integer belowHundred() {
            String word = word();
            next++;
            if (ORDINALS.containsKey(word)) {
                return -ORDINALS.get(word);
            }
            Integer small = UNITS.containsKey(word) ? UNITS.get(word) : TEENS.get(word);
            if (small != null) {
                return small;
            }
            Integer tens = TENS.get(word);
            if (tens == null) {
                return null;
            }
            if (UNITS.containsKey(word())) {
                tens += UNITS.get(word());
                next++;
            } else if (ORDINALS.getOrDefault(word(), 10) < 10) {
                tens = -(tens + ORDINALS.getOrDefault(word(), 0));
                next++;
            }
            return tens;
        }

        private Token token(BigDecimal value, String digits, boolean ordinal) {
            return new Token(String.join(" ", words.subList(from, next)), value, digits, ordinal);
        }
    }
}
