package dev.trunkline.ai;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Instructions with places for variables: {@code {{name}}}, as EVI fills them itself. For far ends that fill none. */
public final class FilledPrompt {

    private static final Pattern PLACE = Pattern.compile("\\{\\{\\s*([A-Za-z0-9_.-]{1,64})\\s*\\}\\}");

    private FilledPrompt() {}

    /** {@code text} with every place filled; a place whose variable is not known becomes nothing. */
    public static String fill(String text, Map<String, String> variables) {
        return PLACE.matcher(text)
                .replaceAll(place -> Matcher.quoteReplacement(variables.getOrDefault(place.group(1), "")));
    }
}
