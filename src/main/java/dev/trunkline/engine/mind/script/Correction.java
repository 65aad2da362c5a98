package dev.trunkline.engine.mind.script;

import dev.trunkline.engine.mind.script.Slot.Kind;
import dev.trunkline.engine.mind.script.Slot.Value;
import dev.trunkline.engine.mind.script.SpokenNumbers.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** "No, fourteen, not forty": what a caller puts in the place of what was understood. Stateless. */
final class Correction {

    private static final Set<Kind> KNOWN_BY_THEMSELVES =
            Set.of(Kind.MONEY, Kind.DATE, Kind.TIME, Kind.CHOICE, Kind.ADDRESS);
    private static final Pattern BEGINS = Pattern.compile(
            "^(?:(?:no|nope|nah|wrong|sorry|actually|wait|i said|i meant|that'?s wrong|that is wrong|not quite)\\b[,.]? *)++",
            Pattern.CASE_INSENSITIVE);

    private final SlotReader reader;

    Correction(SlotReader reader) {
        this.reader = reader;
    }

    /** Whether {@code text} begins as corrections do. */
    static boolean isLikely(String text) {
        return BEGINS.matcher(text.strip()).find() || PlainWords.contains(PlainWords.of(text), "not");
    }

    /**
     * What {@code slot} is now, or null when {@code text} leaves it as it is.
     *
     * @param isOnly whether there is nothing else that could be meant
     */
    @Nullable
    Value of(Slot slot, Value before, String text, boolean isOnly) {
        String said = BEGINS.matcher(text.strip()).replaceFirst("");
        String[] parts = said.split("(?i)[,.;]? *\\b(?:and )?not\\b[, ]*", 2);
        String wanted = parts[0];
        String wrong = parts.length > 1 ? parts[1] : "";
        if (wanted.isBlank() && parts.length > 1) { // "not forty, fourteen"
            String[] swapped = wrong.split("[,.;]| but | it'?s ", 2);
            wrong = swapped[0];
            wanted = swapped.length > 1 ? swapped[1] : "";
        }
        if (wanted.isBlank()) {
            return null;
        }
        Value replaced = replaced(slot, before, wanted, wrong);
        if (replaced != null) {
            return replaced;
        }
        boolean isMeant = isOnly || KNOWN_BY_THEMSELVES.contains(slot.kind()) || names(slot, text);
        Value now = !isMeant
                ? reader.unasked(slot, wanted)
                : isOnly || names(slot, text) ? reader.answer(slot, wanted) : reader.unasked(slot, wanted);
        if (now == null && slot.kind() == Kind.DIGITS && !wrong.isBlank()) {
            now = reader.answer(slot, wanted);
        }
        return now == null || now.equals(before) ? null : now;
    }

    private static boolean names(Slot slot, String text) {
        return PlainWords.contains(PlainWords.of(text), slot.name().replace('_', ' '));
    }

    /** One number for another, or one word: "fourteen, not forty" in "40 Elm Street". */
    private static @Nullable Value replaced(Slot slot, Value before, String wanted, String wrong) {
        String now = onlyNumber(wanted);
        String then = wrong.isBlank() ? "" : onlyNumber(wrong);
        boolean isText = slot.kind() == Kind.ADDRESS || slot.kind() == Kind.TEXT || slot.kind() == Kind.NAME;
        if (isText && !now.isEmpty()) {
            List<String> numbers = Pattern.compile("\\d+")
                    .matcher(before.value())
                    .results()
                    .map(found -> found.group())
                    .toList();
            boolean isThere = then.isEmpty() ? wrong.isBlank() && numbers.size() == 1 : numbers.contains(then);
            return isThere
                    ? Value.of(
                            before.value().replaceFirst("\\b" + (then.isEmpty() ? numbers.get(0) : then) + "\\b", now))
                    : null;
        }
        if (isText && !wrong.isBlank()) {
            String old = wrong.replaceAll("[.!?,]+$", "").strip();
            int at = before.value().toLowerCase(Locale.ROOT).indexOf(old.toLowerCase(Locale.ROOT));
            return at < 0 || old.isEmpty()
                    ? null
                    : Value.of(before.value().substring(0, at)
                            + wanted.strip().replaceAll("[.!?,]+$", "")
                            + before.value().substring(at + old.length()));
        }
        if (slot.kind() == Kind.DIGITS
                && !now.isEmpty()
                && !then.isEmpty()
                && before.value().contains(then)
                && now.length() < slot.minDigits()) {
            return SlotReader.digits(before.value().replaceFirst(then, now));
        }
        boolean isNumber = slot.kind() == Kind.NUMBER
                && !now.isEmpty()
                && (then.isEmpty() ? wrong.isBlank() : before.value().equals(then));
        return isNumber ? Value.of(now) : null;
    }

    /** The number when there is nothing but one; else nothing. */
    private static String onlyNumber(String text) {
        String digits = SpokenNumbers.digits(text);
        boolean isOnly = SpokenNumbers.tokens(text).stream()
                .allMatch(token -> token.isNumber()
                        || Set.of("it", "is", "the", "number", "it's", "that's", "house", "a")
                                .contains(token.text()));
        return isOnly && SpokenNumbers.tokens(text).stream().anyMatch(Token::isNumber) ? digits : "";
    }
}
