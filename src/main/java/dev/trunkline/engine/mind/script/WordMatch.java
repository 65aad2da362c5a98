package dev.trunkline.engine.mind.script;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which intents' phrases stand, word for word, in what was said. Immutable. */
final class WordMatch {

    private static final double OF_PHRASES = 0.3; // what a phrase that is all that was said would add
    private static final double LEAST_SHARE = 0.5; // "my bill" in a long sentence tells little

    private final List<Intent> intents;
    private final Map<String, Intent> wholes = new HashMap<>();

    WordMatch(List<Intent> intents) {
        this.intents = intents;
        for (Intent intent : intents) {
            for (String phrase : intent.cues().words()) {
                wholes.putIfAbsent(phrase, intent);
            }
        }
        for (Intent intent : intents) {
            for (String phrase : intent.cues().words()) {
                wholes.putIfAbsent(PlainWords.withoutFillers(phrase), intent);
            }
            for (String example : intent.cues().examples()) {
                wholes.putIfAbsent(PlainWords.withoutFillers(PlainWords.of(example)), intent);
            }
        }
    }

    /** The intent of which {@code plain} is a phrase or an example, or null. */
    @Nullable
    Intent whole(String plain) {
        Intent whole = wholes.get(plain);
        return whole == null ? wholes.get(PlainWords.withoutFillers(plain)) : whole;
    }

    /** The intent of the longest phrase in {@code plain}, or a way out that stands beside it; null for none. */
    @Nullable
    Intent longest(String plain, @Nullable String last) {
        Intent best = null;
        String longest = "";
        for (Intent intent : intents) {
            String phrase = intent.cues().mayFollow(last) ? phrase(plain, intent) : "";
            if (phrase.length() > longest.length()) {
                best = intent;
                longest = phrase;
            }
        }
        Intent out = best != null && best.isWayOut() ? null : wayOut(plain, longest);
        return out == null ? best : out;
    }

    /** A way out that is not part of what was understood: "are you a real person" asks for nobody. */
    private @Nullable Intent wayOut(String plain, String understood) {
        String rest = understood.isEmpty()
                ? plain
                : (" " + plain + " ").replace(" " + understood + " ", " | ").strip();
        return intents.stream()
                .filter(intent -> intent.cues().isAlwaysIn(rest))
                .findFirst()
                .orElse(null);
    }

    /** Whether {@code found} is a way out whose words leave no doubt. */
    boolean isWayOut(String plain, Intent found) {
        return found.cues().isAlwaysIn(plain) || (found.cues().first() && PlainWords.words(plain) <= 2);
    }

    /** What the words of {@code intent} that stand in {@code plain} add to its score. */
    double evidence(String plain, Intent intent) {
        String phrase = phrase(plain, intent);
        if (phrase.isEmpty()) {
            return 0;
        }
        double share = (double) PlainWords.words(phrase) / PlainWords.words(PlainWords.withoutFillers(plain));
        return share < LEAST_SHARE ? 0 : OF_PHRASES * Math.min(1, share);
    }

    /** The longest phrase of {@code intent} in {@code plain}, or nothing. */
    static String phrase(String plain, Intent intent) {
        return intent.cues().words().stream()
                .filter(phrase -> intent.cues().first()
                        ? (plain + " ").startsWith(phrase + " ")
                        : PlainWords.contains(plain, phrase))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }
}
