package dev.trunkline.engine.mind;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The words of the {@link ScriptedMind}: {@code script.yaml}. Immutable.
 *
 * @param topics what callers talk about, most important first
 * @param digits which topic a key stands for
 * @param phrases what else the agent has to say
 */
record Script(List<Topic> topics, Map<String, String> digits, Phrases phrases) {

    /** What follows a topic's words. */
    enum Deed {
        NOTHING,
        TRANSFER,
        HANG_UP,
        REPEAT,
        ACCEPT,
        DECLINE
    }

    /**
     * Something callers talk about.
     *
     * @param hears phrases, lower case without punctuation
     * @param says sentences
     * @param does what follows; null for nothing
     * @param to the destination of a transfer, or null for what the caller named
     */
    record Topic(
            String name,
            List<String> hears,
            @Nullable List<String> says,
            @Nullable String does,
            @Nullable String to) {

        List<String> sentences() {
            return says == null ? List.of() : says;
        }

        Deed deed() {
            return does == null ? Deed.NOTHING : Deed.valueOf(does.toUpperCase(Locale.ROOT));
        }

        /** The number of letters of the longest phrase in {@code text}; 0 when there is none. */
        int match(String text) {
            String padded = " " + text + " ";
            return hears.stream()
                    .filter(phrase -> padded.contains(" " + phrase + " "))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
        }
    }

    /** The sentences that belong to no topic. */
    record Phrases(
            String whatNext,
            String pleaseGoOn,
            List<String> notUnderstood,
            List<String> notUnderstoodAgain,
            String interrupted,
            String unknownDigit,
            String pressedDigit,
            String enteredDigits,
            List<String> cannotTransfer,
            String transferred,
            List<String> transferFailed,
            String toolFailed,
            List<String> transferUnanswered,
            List<String> backAgain,
            String anythingToRepeat,
            String stillThere,
            String stillThereAgain,
            List<String> declined,
            String allRight) {}

    /** The script in the jar. */
    static Script bundled() {
        try (InputStream file = Script.class.getResourceAsStream("script.yaml")) {
            if (file == null) {
                throw new IllegalStateException("script.yaml is missing from this build");
            }
            return new YAMLMapper().readValue(file, Script.class);
        } catch (IOException e) {
            throw new UncheckedIOException("script.yaml cannot be read", e);
        }
    }

    /** What {@code text} is about, or null. */
    @Nullable
    Topic topicOf(String text) {
        String plain = plain(text);
        Topic best = null;
        int longest = 0;
        for (Topic topic : topics) {
            int length = topic.match(plain);
            if (length > longest) {
                best = topic;
                longest = length;
            }
        }
        return best;
    }

    Topic named(String name) {
        return topics.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("script.yaml has no topic " + name));
    }

    /** Lower case, words only. */
    static String plain(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("'m ", " am ")
                .replace("'s ", " is ")
                .replace("n't ", " not ")
                .replaceAll("[^a-z0-9 ]", " ")
                .replaceAll(" +", " ")
                .trim();
    }
}
