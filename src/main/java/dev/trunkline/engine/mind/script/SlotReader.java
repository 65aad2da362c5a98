package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.script.Slot.Value;
import dev.trunkline.engine.mind.script.SpokenNumbers.Token;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the values of slots in what was said. Thread-safe. */
final class SlotReader {

    private static final String STREETS =
            "street|st|road|rd|lane|avenue|ave|drive|court|close|way|place|square|crescent|terrace|hill|gardens|boulevard|row|walk|park|mews|green";
    private static final Pattern ADDRESS = Pattern.compile(
            "(\\d+ ?[a-d]?|[a-z]+(?:[- ][a-z]+)?),? +((?:[a-z']+ +){1,3}?(?:" + STREETS
                    + "))\\b((?: *,? *(?:in +)?(?-i:[A-Z][a-z]+)){0,2})",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern LEAD_IN = Pattern.compile(
            "^(?:(?:um|uh|er|well|so|yes|yeah|okay|ok|sure|no|oh|and|please|hello|hi)[,.]? +)*+"
                    + "(?:(?:it'?s|it is|it will be|that'?s|that is|that would be|this is|i am|i'm|my name is|my name's|the name is|the name's|"
                    + "my (?:new |customer |order |account |phone )?(?:address|number|name|surname) is(?: going to be| now)?|"
                    + "the (?:new )?(?:address|number|name|one)(?: is|'s)?|call me|i live at|i said|i meant|make it|make that|it should be|"
                    + "you can (?:say|write|put)|put|say|to|from|on|at|for) +)*+",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NAMED = Pattern.compile(
            "\\b(?:my name is|my name's|the name is|the name's|this is|call me|i am called) +([A-Za-z'-]+(?: +[A-Za-z'-]+){0,2})",
            Pattern.CASE_INSENSITIVE);
    private static final Set<String> NO_NAMES =
            PlainWords.each("not know what why who how when where do does can could the a want need it that this you is"
                    + " are have calling here speaking");
    private static final Set<String> CURRENCIES =
            Set.of("pound", "pounds", "quid", "£", "dollar", "dollars", "$", "buck", "bucks", "euro", "euros", "€");
    private static final Set<String> CENTS = Set.of("pence", "p", "penny", "cent", "cents");
    private static final int MAX_TEXT = 200;

    private final Supplier<LocalDate> today;

    /** @param today seen from which dates such as "tomorrow" are meant */
    SlotReader(Supplier<LocalDate> today) {
        this.today = today;
    }

    /** The value in the answer to the slot's question; null for none. */
    @Nullable
    Value answer(Slot slot, String text) {
        return read(slot, text, true);
    }

    /** The value in something that was said unasked, when it can be nothing else; null for none. */
    @Nullable
    Value unasked(Slot slot, String text) {
        return read(slot, text, false);
    }

    private @Nullable Value read(Slot slot, String text, boolean isAsked) {
        return switch (slot.kind()) {
            case NUMBER -> number(text);
            case MONEY -> money(text, isAsked);
            case DATE -> date(text);
            case TIME -> time(text, isAsked);
            case DIGITS -> digits(slot, text, isAsked);
            case NAME -> name(text, isAsked);
            case YES_NO -> isAsked ? yesOrNo(text) : null;
            case CHOICE -> choice(slot, text);
            case ADDRESS -> address(text, isAsked);
            case TEXT -> isAsked ? text(text) : null;
        };
    }

    private static @Nullable Value number(String text) {
        return SpokenNumbers.tokens(text).stream()
                .filter(Token::isNumber)
                .map(token -> Objects.requireNonNull(token.value())
                        .stripTrailingZeros()
                        .toPlainString())
                .map(Value::of)
                .findFirst()
                .orElse(null);
    }

    /** "Forty two pounds fifty", "£42.50", "twelve fifty" when it was asked for. */
    private static @Nullable Value money(String text, boolean isAsked) {
        List<Token> tokens = SpokenNumbers.tokens(text);
        String currency = tokens.stream()
                .map(Token::text)
                .filter(word -> CURRENCIES.contains(word) || CENTS.contains(word))
                .findFirst()
                .orElse("");
        List<Token> numbers = tokens.stream().filter(Token::isNumber).toList();
        if (numbers.isEmpty() || (currency.isEmpty() && !isAsked)) {
            return null;
        }
        BigDecimal first = Objects.requireNonNull(numbers.get(0).value());
        BigDecimal amount = first;
        if (CENTS.contains(currency)) {
            amount = first.movePointLeft(2);
        } else if (numbers.size() > 1 && first.scale() <= 0 && isHundredth(numbers.get(1))) {
            amount = first.add(Objects.requireNonNull(numbers.get(1).value()).movePointLeft(2));
        }
        String value = amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
        String whole = value.endsWith(".00") ? value.substring(0, value.length() - 3) : value;
        return new Value(value, spokenMoney(whole, currency));
    }

    private static boolean isHundredth(Token token) {
        BigDecimal value = Objects.requireNonNull(token.value());
        return value.compareTo(BigDecimal.valueOf(100)) < 0 && value.scale() <= 0;
    }

    private static String spokenMoney(String amount, String currency) {
        return switch (currency) {
            case "dollar", "dollars", "$", "buck", "bucks", "cent", "cents" -> "$" + amount;
            case "euro", "euros", "€" -> "€" + amount;
            case "" -> amount;
            default -> "£" + amount;
        };
    }

    private @Nullable Value date(String text) {
        LocalDate date = SpokenDates.date(text, today.get());
        return date == null ? null : new Value(date.toString(), SpokenDates.spoken(date));
    }

    private static @Nullable Value time(String text, boolean isAsked) {
        LocalTime time = SpokenDates.time(text, isAsked);
        return time == null ? null : new Value(time.toString(), SpokenDates.spoken(time));
    }

    private static @Nullable Value digits(Slot slot, String text, boolean isAsked) {
        String digits = SpokenNumbers.digits(text);
        int least = isAsked ? slot.minDigits() : Math.max(4, slot.minDigits());
        boolean isFitting = digits.length() >= least && digits.length() <= slot.maxDigits();
        // unasked, a house number or a date must not be taken for it
        return isFitting && (isAsked || isOneRun(text, digits)) ? digits(digits) : null;
    }

    static Value digits(String digits) {
        return new Value(digits, digits.chars().mapToObj(Character::toString).collect(Collectors.joining(" ")));
    }

    private static boolean isOneRun(String text, String digits) {
        StringBuilder run = new StringBuilder();
        for (Token token : SpokenNumbers.tokens(text)) {
            if (token.isNumber()) {
                run.append(token.digits());
            } else if (run.length() > 0 && run.length() < digits.length()) {
                return false;
            }
        }
        return run.toString().equals(digits);
    }

    private static @Nullable Value name(String text, boolean isAsked) {
        Matcher named = NAMED.matcher(text);
        String name = named.find() ? named.group(1) : isAsked ? rest(text) : "";
        if (name.matches("(?i)([a-z][ .-]+){2,40}[a-z]\\.?")) { // spelled
            name = name.replaceAll("[^A-Za-z]", "");
        }
        List<String> words =
                List.of(name.replaceAll("[^\\p{L}' -]", " ").strip().split(" +"));
        boolean isName = !name.isBlank()
                && words.size() <= 3
                && words.stream().noneMatch(word -> NO_NAMES.contains(word.toLowerCase(Locale.ROOT)));
        return isName ? Value.of(words.stream().map(SlotReader::capital).collect(Collectors.joining(" "))) : null;
    }

    private static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT)
                        + word.substring(1).toLowerCase(Locale.ROOT);
    }

    private static @Nullable Value yesOrNo(String text) {
        return switch (YesOrNo.of(text)) {
            case YES -> Value.of("yes");
            case NO -> Value.of("no");
            case NEITHER -> null;
        };
    }

    private static @Nullable Value choice(Slot slot, String text) {
        String plain = PlainWords.of(text);
        String chosen = null;
        int longest = 0;
        for (Map.Entry<String, List<String>> choice : slot.choices().entrySet()) {
            int length = Stream.concat(Stream.of(PlainWords.of(choice.getKey())), choice.getValue().stream())
                    .filter(phrase -> PlainWords.contains(plain, phrase))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            if (length > longest) {
                chosen = choice.getKey();
                longest = length;
            }
        }
        return chosen == null ? null : Value.of(chosen);
    }

    private static @Nullable Value address(String text, boolean isAsked) {
        for (Matcher found = ADDRESS.matcher(text); found.find(); ) {
            String house = house(found.group(1));
            if (!house.isEmpty()) {
                String street = Stream.of((found.group(2) + found.group(3))
                                .replace(",", " ")
                                .strip()
                                .split(" +"))
                        .filter(word -> !word.equals("in"))
                        .map(SlotReader::capital)
                        .collect(Collectors.joining(" "));
                return Value.of(house + " " + street);
            }
        }
        return isAsked && SpokenNumbers.tokens(text).stream().anyMatch(Token::isNumber) ? text(text) : null;
    }

    /** The number that the words before a street end with; nothing for none. */
    private static String house(String words) {
        String letter = words.matches("(?i)\\d+ ?[a-d]")
                ? words.substring(words.length() - 1).toUpperCase(Locale.ROOT)
                : "";
        List<Token> tokens = SpokenNumbers.tokens(letter.isEmpty() ? words : words.substring(0, words.length() - 1));
        Token last = tokens.isEmpty() ? null : tokens.get(tokens.size() - 1);
        return last != null && last.isNumber() ? last.digits() + letter : "";
    }

    private static @Nullable Value text(String text) {
        String rest = rest(text);
        return rest.isEmpty() || rest.length() > MAX_TEXT ? null : Value.of(rest);
    }

    /** Without "it is" and the like, and without the point at the end. */
    private static String rest(String text) {
        return LEAD_IN.matcher(text.strip())
                .replaceFirst("")
                .replaceAll("[.!?,]+$", "")
                .replaceAll("(?i)[, ]+please$", "")
                .strip();
    }
}
