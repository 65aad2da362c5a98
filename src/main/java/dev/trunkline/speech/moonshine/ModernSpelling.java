package dev.trunkline.speech.moonshine;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The network learned from books that were read aloud, old ones: what they spell otherwise is written as today. */
final class ModernSpelling {

    private static final Map<String, String> TODAY = Map.of(
            "good-by", "goodbye",
            "good-bye", "goodbye",
            "to-day", "today",
            "to-morrow", "tomorrow",
            "to-night", "tonight",
            "some one", "someone",
            "menue", "menu");

    private static final Pattern OLD =
            Pattern.compile("\\b(?:good-bye?|to-(?:day|morrow|night)|some one|menue)\\b", Pattern.CASE_INSENSITIVE);

    private ModernSpelling() {}

    /** The same words; a first letter that is large stays large. */
    static String of(String text) {
        return OLD.matcher(text).replaceAll(found -> {
            String today = TODAY.getOrDefault(found.group().toLowerCase(Locale.ROOT), found.group());
            return Character.isUpperCase(found.group().charAt(0))
                    ? Character.toUpperCase(today.charAt(0)) + today.substring(1)
                    : today;
        });
    }
}
