package dev.trunkline.record;

import dev.trunkline.phone.PhoneAddress;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a record is found by, each in one form. Immutable.
 *
 * @param from who called, in the normal form of {@link PhoneAddress}
 * @param to whom, likewise
 * @param words all that was said and noted, as {@link #words(String)}
 * @param peaks how strong each expression was at most, 0 to 1, by its name in lower case
 */
public record SearchTerms(long beganMillis, String from, String to, String words, Map<String, Double> peaks) {

    /** Some hours of talk. PostgreSQL's index takes a megabyte. */
    private static final int MAX_CHARACTERS = 200_000;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    public SearchTerms {
        peaks = Map.copyOf(peaks);
    }

    /** Those of a record. */
    public static SearchTerms of(CallRecord record) {
        Map<String, Double> peaks = new HashMap<>();
        record.transcript()
                .forEach(line -> line.scores()
                        .forEach((name, score) -> peaks.merge(name.toLowerCase(Locale.ROOT), score, Math::max)));
        String said = Stream.concat(
                        record.transcript().stream().map(CallRecord.Line::text),
                        record.notes().stream().map(CallRecord.Note::text))
                .collect(Collectors.joining(" "));
        return new SearchTerms(record.beganMillis(), number(record.from()), number(record.to()), words(said), peaks);
    }

    /** A party in its normal form. */
    public static String number(String written) {
        return PhoneAddress.of(written).text();
    }

    /** Letters and digits in lower case with one space before, between and after them; nothing when there is none. */
    public static String words(String text) {
        String cut = text.substring(0, Math.min(text.length(), MAX_CHARACTERS));
        String words = BETWEEN_WORDS
                .matcher(cut.toLowerCase(Locale.ROOT))
                .replaceAll(" ")
                .strip();
        return words.isEmpty() ? "" : " " + words + " ";
    }

    /** Whether every one of these words was said, wherever. */
    boolean hold(String wanted) {
        return Stream.of(words(wanted).strip().split(" ")).allMatch(word -> words.contains(" " + word + " "));
    }
}
