package dev.trunkline.engine.mind.script;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A script's sentences: several wordings with {@code |} between them, and {@code {places}} for what is known. */
final class Wording {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_.]{1,64})\\}");

    private Wording() {}

    /** The wordings that {@code sentence} has. */
    static List<String> of(String sentence) {
        return sentence.contains("|")
                ? Stream.of(sentence.split("\\|"))
                        .map(String::strip)
                        .filter(wording -> !wording.isEmpty())
                        .toList()
                : List.of(sentence);
    }

    /** One of them, another one each {@code turn}. */
    static String choose(String sentence, int turn) {
        List<String> wordings = of(sentence);
        return wordings.get(Math.floorMod(turn, wordings.size()));
    }

    /** The names of its places. */
    static List<String> places(String sentence) {
        return PLACE.matcher(sentence).results().map(place -> place.group(1)).toList();
    }

    /** With every place filled, or null when one of them is not known: nobody hears half a sentence. */
    static @Nullable String fill(String sentence, Map<String, String> known) {
        Matcher places = PLACE.matcher(sentence);
        StringBuilder filled = new StringBuilder();
        while (places.find()) {
            String value = known.get(places.group(1));
            if (value == null || value.isBlank()) {
                return null;
            }
            places.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return places.appendTail(filled).toString();
    }
}
