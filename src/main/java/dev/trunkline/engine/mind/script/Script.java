package dev.trunkline.engine.mind.script;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of the {@link ScriptedDialogModel}: {@code contact-centre.yaml}. Immutable.
 *
 * @param topics what callers talk about, most important first
 * @param digits which topic a key stands for
 * @param phrases what else the agent has to say
 */
record Script(List<Topic> topics, Map<String, String> digits, Map<Phrase, List<String>> phrases) {

    private static final int MAX_CHARS = 20_000; // of what a caller says at once: a loop must not search megabytes

    /** What follows a topic's words. */
    enum Action {
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
     * @param says sentences; may be empty
     * @param alone sentences where nobody else can be reached; empty for the same
     */
    record Topic(
            String name,
            @JsonUnwrapped Cues cues,
            List<String> says,
            List<String> alone,
            @JsonUnwrapped Outcome outcome) {

        /** What is said where nobody else can be reached. */
        List<String> saysAlone() {
            return alone.isEmpty() ? says : alone;
        }
    }

    /**
     * By what a topic is known: phrases in lower case without punctuation.
     *
     * @param hears those that can be heard
     * @param reads those that come as text only
     * @param always those that win over other topics
     * @param first whether they count only at the beginning of what was said
     */
    record Cues(List<String> hears, List<String> reads, List<String> always, boolean first) {

        List<String> all() {
            return Stream.of(hears, reads, always).flatMap(List::stream).toList();
        }

        /** The longest phrase in {@code text}, or nothing. */
        String match(String text) {
            return all().stream()
                    .filter(phrase -> first ? (text + " ").startsWith(phrase + " ") : isIn(text, phrase))
                    .max(Comparator.comparingInt(String::length))
                    .orElse("");
        }

        /** Whether it is a way out that stands in {@code text}. */
        boolean isAlwaysIn(String text) {
            return always.stream().anyMatch(phrase -> isIn(text, phrase));
        }

        private static boolean isIn(String text, String phrase) {
            return (" " + text + " ").contains(" " + phrase + " ");
        }
    }

    /**
     * What follows a topic's sentences.
     *
     * @param does null for nothing
     * @param to the destination of a transfer, or null for whom the conversation suggests
     * @param desk the destination that knows most about it, or null
     * @param acknowledges whether it answers an interruption with a word first
     */
    record Outcome(
            @Nullable Action does,
            @Nullable String to,
            @Nullable String desk,
            boolean acknowledges) {

        Action action() {
            return does == null ? Action.NOTHING : does;
        }
    }

    /** The sentences of {@code phrase}. */
    List<String> says(Phrase phrase) {
        return Objects.requireNonNull(phrases.get(phrase), phrase::name);
    }

    /** The first sentence of {@code phrase}, and of some the only one. */
    String line(Phrase phrase) {
        return says(phrase).get(0);
    }

    /** That the caller pressed {@code key}. */
    String pressed(String key) {
        return line(Phrase.PRESSED_DIGIT).replace("{digit}", DtmfMentions.spelled(key));
    }

    /** Whether an answer to keys begins with {@code sentence}. */
    boolean isAboutKeys(String sentence) {
        return Stream.of(Phrase.PRESSED_DIGIT, Phrase.ENTERED_DIGITS)
                .map(this::line)
                .anyMatch(template -> sentence.startsWith(template.substring(0, template.indexOf('{'))));
    }

    /**
     * The script in the jar.
     *
     * @param isInvented whether its company and its customers' accounts are made up, which is for the lab alone
     */
    static Script bundled(boolean isInvented) {
        try (InputStream file = Script.class.getResourceAsStream("contact-centre.yaml")) {
            if (file == null) {
                throw new IllegalStateException("contact-centre.yaml is missing from this build");
            }
            YAMLMapper yaml = YAMLMapper.builder()
                    .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .withConfigOverride(
                            List.class, lists -> lists.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
                    .build();
            ObjectNode script = (ObjectNode) yaml.readTree(file);
            ObjectNode demonstration = (ObjectNode) script.remove("demonstration");
            if (!isInvented) {
                ((ObjectNode) script.path("phrases")).setAll((ObjectNode) demonstration.path("phrases"));
                for (JsonNode topic : script.path("topics")) {
                    JsonNode instead =
                            demonstration.path("topics").path(topic.path("name").asText());
                    if (instead instanceof ObjectNode fields) {
                        ((ObjectNode) topic).setAll(fields);
                    }
                }
            }
            return yaml.treeToValue(script, Script.class);
        } catch (IOException e) {
            throw new UncheckedIOException("contact-centre.yaml cannot be read", e);
        }
    }

    /** What {@code text} is about, or null. */
    @Nullable
    Topic topicOf(String text) {
        String plain = plain(text.substring(0, Math.min(text.length(), MAX_CHARS)));
        Topic best = null;
        String longest = "";
        for (Topic topic : topics) {
            String phrase = topic.cues().match(plain);
            if (phrase.length() > longest.length()) {
                best = topic;
                longest = phrase;
            }
        }
        boolean isAWayAlready = best != null
                && (best.outcome().action() == Action.TRANSFER || best.outcome().action() == Action.HANG_UP);
        Topic out = isAWayAlready ? null : wayOut(plain, longest);
        return out == null ? best : out;
    }

    /** A way out that is not part of what was understood: "are you a real person" asks for nobody. */
    private @Nullable Topic wayOut(String plain, String understood) {
        String rest = understood.isEmpty()
                ? plain
                : (" " + plain + " ").replace(" " + understood + " ", " | ").strip();
        return topics.stream()
                .filter(topic -> topic.cues().isAlwaysIn(rest))
                .findFirst()
                .orElse(null);
    }

    Topic named(String name) {
        return topics.stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("contact-centre.yaml has no topic " + name));
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
