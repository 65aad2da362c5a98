package dev.trunkline.engine.mind.script;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys of a telephone, in what clients and callers write about them. */
final class DtmfMentions {

    private static final Pattern PRESSED =
            Pattern.compile("press(?:ed|es)?(?: the)?(?: (?:key|digit|number))? ([0-9*#]+)|^([0-9*#]+)$");

    private static final int MAX_CHARS = 20_000; // the newest: a loop must not search megabytes

    private DtmfMentions() {}

    /** The last keys that {@code text} tells of, as one input; null for none. */
    static @Nullable String in(String text) {
        String keys = null;
        String newest = text.substring(Math.max(0, text.length() - MAX_CHARS));
        for (Matcher found = PRESSED.matcher(newest.toLowerCase(Locale.ROOT)); found.find(); ) {
            keys = found.group(1) == null ? found.group(2) : found.group(1);
        }
        return keys;
    }

    /** One by one, as they are read aloud. */
    static String spelled(String keys) {
        return keys.chars().mapToObj(DtmfMentions::name).collect(Collectors.joining(" "));
    }

    private static String name(int key) {
        return switch (key) {
            case '*' -> "star";
            case '#' -> "hash";
            default -> Character.toString(key);
        };
    }
}
