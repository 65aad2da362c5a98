package dev.trunkline.lab.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Faults as people write them: {@code KIND[=AMOUNT][:CHANCE[/s]][@FROM[..TO]][/up|/down|/both][/utterance]}. */
public final class FaultText {

    /** The grammar, for help. */
    public static final String GRAMMAR = "KIND[=AMOUNT][:CHANCE[/s]][@FROM[..TO]][/up|/down][/utterance]";

    private static final Pattern RULE = Pattern.compile("(?<kind>[a-z-]+)(=(?<amount>[0-9]{1,9}(ms|s|k|m)?))?"
            + "(:(?<chance>[0-9]*\\.?[0-9]+)(?<everysecond>/s)?)?"
            + "(@(?<from>[0-9]{1,8}(ms|s)?)(\\.\\.(?<to>[0-9]{1,8}(ms|s)?))?)?(?<flags>(/(up|down|both|utterance))*)");
    private static final Pattern WINDOW =
            Pattern.compile("(?<from>[0-9]{1,8}(ms|s)?)(\\.\\.(?<to>[0-9]{1,8}(ms|s)?))?");

    private FaultText() {}

    /**
     * What holds for every fault that does not say otherwise.
     *
     * @param window {@code FROM[..TO]}; null: at once
     */
    public record Usual(@Nullable String window, FaultDirection direction, boolean inUtterance) {

        /** At once, both ways. */
        public static final Usual NONE = new Usual(null, FaultDirection.BOTH, false);
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    public static FaultRule read(String text, Usual usual) {
        Matcher rule = RULE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!rule.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no fault; write " + GRAMMAR);
        }
        try {
            return rule(rule, usual);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "': " + e.getMessage(), e);
        }
    }

    private static FaultRule rule(Matcher text, Usual usual) {
        FaultKind kind = kind(text.group("kind"));
        FaultRule rule = FaultRule.of(kind);
        if (text.group("amount") != null) {
            rule = rule.amount(amount(kind, text.group("amount")));
        }
        String chance = text.group("chance");
        boolean everySecond = text.group("everysecond") != null;
        if (chance != null) {
            double share = Double.parseDouble(chance);
            rule = everySecond ? rule.chanceEverySecond(share) : rule.chance(share);
        }
        String from = text.group("from");
        if (from != null) {
            rule = between(rule, from, text.group("to"));
        } else if (usual.window() != null) {
            rule = within(rule, usual.window());
        }
        List<String> flags = Arrays.asList(text.group("flags").split("/", -1));
        FaultDirection direction = usual.direction();
        for (FaultDirection one : FaultDirection.values()) {
            direction = flags.contains(one.label()) ? one : direction;
        }
        boolean inUtterance = flags.contains("utterance") || (usual.inUtterance() && !kind.isOfProxy());
        rule = rule.towards(direction);
        return inUtterance ? rule.duringAnUtterance() : rule;
    }

    private static FaultKind kind(String label) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '" + label + "'; there are "
                        + Arrays.stream(FaultKind.values())
                                .map(FaultKind::label)
                                .collect(Collectors.joining(", "))));
    }

    private static FaultRule within(FaultRule rule, String window) {
        Matcher times = WINDOW.matcher(window.strip().toLowerCase(Locale.ROOT));
        if (!times.matches()) {
            throw new IllegalArgumentException("'" + window + "' is no time; write 2s, 500ms or 2s..5s");
        }
        return between(rule, times.group("from"), times.group("to"));
    }

    private static FaultRule between(FaultRule rule, String from, @Nullable String to) {
        long fromMillis = millis(from);
        long toMillis = to != null ? millis(to) : rule.everySecond() ? rule.latestMillis() : fromMillis;
        return rule.between(fromMillis, toMillis);
    }

    private static long amount(FaultKind kind, String text) {
        return switch (kind.amount()) {
            case MILLIS -> millis(text);
            case BYTES -> bytes(text);
            case NONE -> throw new IllegalArgumentException(kind.label() + " takes no amount");
        };
    }

    /** A number without a unit is milliseconds. */
    private static long millis(String text) {
        if (text.endsWith("ms")) {
            return Long.parseLong(text.substring(0, text.length() - 2));
        }
        if (text.endsWith("s")) {
            return TimeUnit.SECONDS.toMillis(Long.parseLong(text.substring(0, text.length() - 1)));
        }
        return number(text, "ms or s");
    }

    private static long bytes(String text) {
        if (text.endsWith("k")) {
            return Long.parseLong(text.substring(0, text.length() - 1)) << 10;
        }
        if (text.endsWith("m")) {
            return Long.parseLong(text.substring(0, text.length() - 1)) << 20;
        }
        return number(text, "k or m");
    }

    private static long number(String text, String units) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' must be a number, with or without " + units, e);
        }
    }

    /**
     * Reads a script: one fault a line; what follows a {@code #} is a comment.
     *
     * @throws IllegalArgumentException when a line is no fault; the message says which, and why
     */
    public static List<FaultRule> readAll(List<String> lines, Usual usual) {
        List<FaultRule> rules = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                try {
                    rules.add(read(line, usual));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return rules;
    }

    static String write(FaultRule rule) {
        StringBuilder text = new StringBuilder(rule.kind().label());
        switch (rule.kind().amount()) {
            case MILLIS -> text.append('=').append(rule.amount()).append("ms");
            case BYTES -> text.append('=').append(rule.amount());
            case NONE -> {}
        }
        if (rule.everySecond() || rule.chance() < 1) {
            text.append(':').append(rule.chance()).append(rule.everySecond() ? "/s" : "");
        }
        if (rule.latestMillis() > 0) {
            text.append('@').append(rule.earliestMillis()).append("ms");
            if (rule.latestMillis() > rule.earliestMillis()) {
                text.append("..").append(rule.latestMillis()).append("ms");
            }
        }
        if (rule.direction() != FaultDirection.BOTH) {
            text.append('/').append(rule.direction().label());
        }
        return rule.inUtterance() ? text + "/utterance" : text.toString();
    }
}
