package dev.trunkline.speech.normalization;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sums of money. */
final class Money {

    /**
     * Immutable.
     *
     * @param cent the hundredth part; "" when nobody counts in it
     */
    private record Currency(String one, String many, String cent, String cents) {}

    private static final Map<String, Currency> CURRENCIES = currencies();

    private static final String SYMBOL = "("
            + CURRENCIES.keySet().stream()
                    .sorted(Comparator.comparingInt(String::length).reversed())
                    .map(Pattern::quote)
                    .collect(Collectors.joining("|"))
            + ")";

    private static final String FOR_ONE =
            "bill|note|fee|charge|deal|credit|voucher|coupon|deposit|limit|discount|refund|gift|minimum|increase|payment|plan"
                    + "|penalty|fine|ticket|donation|bonus|reward|purchase|order|coin|loan|top-up|cashback|rebate|excess|deductible";

    private static final List<Rule> RULES = List.of(
            Rule.of("(?<=\\d)\\s?[xX\u00D7]\\s?(?=" + SYMBOL + "\\d)", match -> " times "),
            Rule.of(
                    "(?<![\\w.,])" + SYMBOL + "\\s?" + Quantity.PATTERN + Quantity.SCALE + "\\s?-\\s?" + SYMBOL
                            + "?\\s?" + Quantity.PATTERN + Quantity.SCALE + "(?![\\w.,]*\\d)",
                    Money::range),
            Rule.of(
                    "(?<![\\w.,])" + SYMBOL + "\\s?" + Quantity.PATTERN + Quantity.SCALE + "(?=[ -](?:" + FOR_ONE
                            + ")\\b)",
                    match -> attribute(match.group(1), match.group(2), Rule.group(match, 3))),
            Rule.of(
                    "(?<![\\w.,])" + SYMBOL + "(10{1,3})s\\b",
                    match -> several(match.group(2)) + " of "
                            + currency(match.group(1)).many()),
            Rule.of(
                    "(?<![\\w.,])(-?)\\s?" + SYMBOL + "\\s?(-?)" + Quantity.PATTERN + Quantity.SCALE + "(?!\\d)",
                    match -> (match.group(1).isEmpty() && match.group(3).isEmpty() ? " " : " minus ")
                            + sum(match.group(2), match.group(4), Rule.group(match, 5))),
            Rule.of(
                    "(?<![\\w.,])(-?)" + Quantity.PATTERN + Quantity.SCALE + "\\s?" + SYMBOL + "(?!\\w)",
                    match -> (match.group(1).isEmpty() ? "" : "minus ")
                            + sum(match.group(4), match.group(2), Rule.group(match, 3))),
            Rule.of(
                    "(?<![\\w.,])(\\d+)\\s?\u00A2",
                    match -> Numerals.whole(match.group(1)) + (match.group(1).equals("1") ? " cent" : " cents")),
            Rule.of(
                    "(?<![\\w.,])(?!(?:144|240|360|480|720)p)(\\d{1,3})p(?!\\w)",
                    match -> Numerals.whole(match.group(1)) + (match.group(1).equals("1") ? " penny" : " pence")),
            Rule.of(
                    "(?<=pounds?|euros?|dollars?|pence|cents?) ?(pw|pcm|p\\.w\\.|p\\.c\\.m\\.|p\\.a\\.)(?!\\w)",
                    match -> per(match.group(1).replace(".", ""))));

    private Money() {}

    static String read(String text) {
        return Rule.all(RULES, text);
    }

    private static String range(MatchResult match) {
        String low = match.group(2);
        String lowScale = Rule.group(match, 3);
        String high = match.group(5);
        String highScale = Rule.group(match, 6);
        boolean sameUnit = match.group(4) == null || match.group(4).equals(match.group(1));
        boolean areWhole = Quantity.of(low).fraction().isEmpty()
                && Quantity.of(high).fraction().isEmpty();
        String first = sameUnit && (areWhole || !highScale.isEmpty())
                ? Quantity.of(low).inWords() + (lowScale.isEmpty() ? "" : " " + Quantity.scale(lowScale))
                : sum(match.group(1), low, lowScale);
        String symbol = match.group(4) == null ? match.group(1) : match.group(4);
        return first + " to " + sum(symbol, high, highScale);
    }

    /** "A hundred dollar bill". */
    private static String attribute(String symbol, String amount, String scale) {
        Quantity quantity = Quantity.of(amount);
        boolean hasCents = scale.isEmpty() && quantity.fraction().length() == 2;
        String scaled = scale.isEmpty() ? "" : " " + Quantity.scale(scale);
        return hasCents
                ? sum(symbol, amount, scale)
                : quantity.inWords() + scaled + " " + currency(symbol).one();
    }

    private static String sum(String symbol, String amount, String scale) {
        Currency currency = currency(symbol);
        Quantity quantity = Quantity.of(amount);
        if (!scale.isEmpty()) {
            return quantity.inWords() + " " + Quantity.scale(scale) + " " + currency.many();
        }
        String fraction = quantity.fraction();
        if (fraction.isEmpty() || fraction.length() > 2 || currency.cents().isEmpty()) {
            return quantity.inWords() + " " + (quantity.isOne() ? currency.one() : currency.many());
        }
        int cents = Integer.parseInt(fraction.length() == 1 ? fraction + "0" : fraction);
        String small = Numerals.whole(cents) + " " + (cents == 1 ? currency.cent() : currency.cents());
        String big = Numerals.whole(quantity.whole()) + " "
                + (quantity.whole().equals("1") ? currency.one() : currency.many());
        boolean isSmall = quantity.whole().matches("0+") && cents > 0;
        return isSmall ? small : cents == 0 ? big : big + " and " + small;
    }

    private static String several(String amount) {
        return switch (amount.length()) {
            case 2 -> "tens";
            case 3 -> "hundreds";
            default -> "thousands";
        };
    }

    private static String per(String letters) {
        return switch (letters) {
            case "pw" -> " per week";
            case "pa" -> " per year";
            default -> " per calendar month";
        };
    }

    private static Currency currency(String symbol) {
        return CURRENCIES.getOrDefault(symbol, new Currency(symbol, symbol, "", ""));
    }

    private static Map<String, Currency> currencies() {
        Map<String, Currency> all = new HashMap<>();
        add(all, "$", "dollar", "dollars", "cent", "cents");
        add(all, "US$ USD", "U S dollar", "U S dollars", "cent", "cents");
        add(all, "C$ CA$ CAD", "Canadian dollar", "Canadian dollars", "cent", "cents");
        add(all, "A$ AU$ AUD", "Australian dollar", "Australian dollars", "cent", "cents");
        add(all, "NZ$ NZD", "New Zealand dollar", "New Zealand dollars", "cent", "cents");
        add(all, "HK$ HKD", "Hong Kong dollar", "Hong Kong dollars", "cent", "cents");
        add(all, "S$ SGD", "Singapore dollar", "Singapore dollars", "cent", "cents");
        add(all, "\u20AC EUR", "euro", "euros", "cent", "cents");
        add(all, "\u00A3 GBP", "pound", "pounds", "penny", "pence");
        add(all, "\u00A5 JPY", "yen", "yen", "sen", "sen");
        add(all, "CNY RMB CN\u00A5", "yuan", "yuan", "fen", "fen");
        add(all, "\u20B9 INR Rs Rs.", "rupee", "rupees", "paisa", "paise");
        add(all, "\u20BD RUB", "ruble", "rubles", "kopeck", "kopecks");
        add(all, "\u20A9 KRW", "won", "won", "", "");
        add(all, "\u20BA TRY", "lira", "lira", "kurush", "kurush");
        add(all, "CHF SFr Fr.", "Swiss franc", "Swiss francs", "centime", "centimes");
        add(all, "SEK", "Swedish krona", "Swedish kronor", "ore", "ore");
        add(all, "NOK", "Norwegian krone", "Norwegian kroner", "ore", "ore");
        add(all, "DKK", "Danish krone", "Danish kroner", "ore", "ore");
        add(all, "kr kr.", "krone", "kroner", "ore", "ore");
        add(all, "PLN", "zloty", "zlotys", "grosz", "groszy");
        add(all, "CZK", "Czech crown", "Czech crowns", "", "");
        add(all, "HUF", "forint", "forints", "", "");
        add(all, "\u20AA ILS", "shekel", "shekels", "", "");
        add(all, "\u20B4 UAH", "hryvnia", "hryvnias", "", "");
        add(all, "R$ BRL", "real", "reals", "centavo", "centavos");
        add(all, "MX$ MXN", "Mexican peso", "Mexican pesos", "centavo", "centavos");
        add(all, "\u20B1 PHP", "Philippine peso", "Philippine pesos", "centavo", "centavos");
        add(all, "\u20A6 NGN", "naira", "naira", "kobo", "kobo");
        add(all, "\u0E3F THB", "baht", "baht", "satang", "satang");
        add(all, "\u20AB VND", "dong", "dong", "", "");
        add(all, "ZAR", "rand", "rand", "cent", "cents");
        add(all, "AED", "dirham", "dirhams", "fils", "fils");
        add(all, "SAR", "riyal", "riyals", "halala", "halalas");
        add(all, "\u20BF BTC", "bitcoin", "bitcoin", "", "");
        return Map.copyOf(all);
    }

    private static void add(
            Map<String, Currency> all, String symbols, String one, String many, String cent, String cents) {
        Currency currency = new Currency(one, many, cent, cents);
        Arrays.stream(symbols.split(" ")).forEach(symbol -> all.put(symbol, currency));
    }
}
