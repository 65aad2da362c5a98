package dev.trunkline.engine.mind;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
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
     * @param hears phrases that can be heard, lower case without punctuation; null for none
     * @param reads phrases that come as text only; null for none
     * @param says sentences; null for none
     * @param does what follows; null for nothing
     * @param to the destination of a transfer, or null for whom the conversation suggests
     * @param desk the destination that knows most about it, or null
     * @param acknowledges whether it answers an interruption with a word first
     * @param first whether its phrases count only at the beginning of what was said
     */
    record Topic(
            String name,
            @Nullable List<String> hears,
            @Nullable List<String> reads,
            @Nullable List<String> says,
            @Nullable String does,
            @Nullable String to,
            @Nullable String desk,
            boolean acknowledges,
            boolean first) {

        List<String> heard() {
            return hears == null ? List.of() : hears;
        }

        List<String> phrases() {
            return Stream.concat(heard().stream(), reads == null ? Stream.of() : reads.stream())
                    .toList();
        }

        List<String> sentences() {
            return says == null ? List.of() : says;
        }

        Deed deed() {
            return does == null ? Deed.NOTHING : Deed.valueOf(does.toUpperCase(Locale.ROOT));
        }

        /** The number of letters of the longest phrase in {@code text}; 0 when there is none. */
        int match(String text) {
            String padded = " " + text + " ";
            return phrases().stream()
                    .filter(phrase ->
                            first ? padded.startsWith(" " + phrase + " ") : padded.contains(" " + phrase + " "))
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
        }
    }

    /** The sentences that belong to no topic. */
    record Phrases(
            String offer,
            String anythingElse,
            String whatNext,
            List<String> allRight,
            String pleaseGoOn,
            List<String> nothingElse,
            List<String> declined,
            List<String> notUnderstood,
            List<String> notUnderstoodAgain,
            List<String> notUnderstoodAtAll,
            String interrupted,
            String pressedDigit,
            List<String> nothingBehind,
            List<String> enteredDigits,
            List<String> cannotTransfer,
            String transferred,
            List<String> transferFailed,
            List<String> toolFailed,
            List<String> transferUnanswered,
            List<String> backAgain,
            List<String> nothingToRepeat,
            String stillThere,
            List<String> stillThereAgain) {

        String pressedDigit(String key) {
            return pressedDigit.replace("{digit}", Keys.spelled(key));
        }

        /** Whether an answer to keys begins with {@code sentence}. */
        boolean isAboutKeys(String sentence) {
            return begins(pressedDigit, sentence) || begins(enteredDigits.get(0), sentence);
        }

        private static boolean begins(String template, String sentence) {
            return sentence.startsWith(template.substring(0, template.indexOf('{')));
        }
    }

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
