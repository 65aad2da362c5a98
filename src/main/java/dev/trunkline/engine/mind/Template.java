package dev.trunkline.engine.mind;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills {@code {{name}}} places of prompts and event messages with a chat's variables. */
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]{1,64})\\s*\\}\\}");

    private Template() {}

    /** {@code text} with every place filled; a place whose variable is not known becomes nothing. */
    public static String fill(String text, Map<String, String> variables) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(variables.getOrDefault(place.group(1), "")));
    }

    /** Whether {@code text} has a place whose variable is not known. */
    public static boolean lacks(String text, Map<String, String> variables) {
        return PLACE.matcher(text).results().anyMatch(place -> !variables.containsKey(place.group(1)));
    }
}
