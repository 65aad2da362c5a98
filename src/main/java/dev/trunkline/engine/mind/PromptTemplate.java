package dev.trunkline.engine.mind;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {{name}}} places of prompts and event messages with a chat's variables. */
public final class PromptTemplate {

    /** More than any prompt. A hundred kilobytes of places, and ten in each, would be hundreds of megabytes. */
    private static final int MAX_CHARS = 500_000;

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]{1,64})\\s*\\}\\}");

    private PromptTemplate() {}

    /**
     * {@code text} with every place filled; a place whose variable is not known becomes nothing, and so does one whose value
     * would make the whole longer than half a million characters.
     */
    public static String fill(String text, Map<String, String> variables) {
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACE.matcher(text);
        int copied = 0;
        while (place.find()) {
            filled.append(text, copied, place.start());
            copied = place.end();
            String value = variables.getOrDefault(place.group(1), "");
            if (filled.length() + value.length() <= MAX_CHARS) {
                filled.append(value);
            }
        }
        return filled.append(text, copied, text.length()).toString();
    }

    /** Whether {@code text} has a place whose variable is not known. */
    public static boolean lacks(String text, Map<String, String> variables) {
        return PLACE.matcher(text).results().anyMatch(place -> !variables.containsKey(place.group(1)));
    }
}
