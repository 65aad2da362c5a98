package dev.trunkline.engine.mind.script;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of a {@link ScriptedDialogModel}: the contact centre's in the jar ({@code contact-centre.yaml}), or a file of the
 * operator's. Immutable.
 */
public final class Script {

    private final Settings settings;
    private final Map<String, String> variables;
    private final List<Intent> intents;
    private final Map<String, String> keys;
    private final Map<Phrase, List<String>> sentences;

    /**
     * How it understands.
     *
     * @param threshold the least score of what is understood, 0 to 1
     * @param margin how much more than the next intent's
     * @param personAfter how many turns in a row are not understood before a person is offered
     */
    record Settings(double threshold, double margin, int personAfter) {
        static final Settings USUAL = new Settings(0.2, 0.01, 2);
    }

    /** A script that cannot be used; the message of each mistake names its place and says what to do. */
    public static final class Mistaken extends Exception {

        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // a List.of
        private final List<String> mistakes;

        Mistaken(List<String> mistakes) {
            super(String.join("\n", mistakes));
            this.mistakes = List.copyOf(mistakes);
        }

        /** All of them. */
        public List<String> mistakes() {
            return mistakes;
        }
    }

    Script(
            Settings settings,
            Map<String, String> variables,
            List<Intent> intents,
            Map<String, String> keys,
            Map<Phrase, List<String>> sentences) {
        this.settings = settings;
        this.variables = Map.copyOf(variables);
        this.intents = List.copyOf(intents);
        this.keys = keys;
        this.sentences = sentences;
    }

    /**
     * Reads an operator's script; what every script has, such as goodbye and the wish for a person, is added.
     *
     * @param tree its YAML
     * @param line the line that a path such as {@code intents[2].says} stands in, or 0
     * @throws Mistaken with all mistakes at once
     */
    public static Script read(JsonNode tree, ToIntFunction<String> line) throws Mistaken {
        List<String> mistakes = new ArrayList<>();
        Script script = new ScriptReader((path, what) -> mistakes.add(place(path, line.applyAsInt(path)) + what))
                .read(tree, bundled(false));
        if (!mistakes.isEmpty()) {
            throw new Mistaken(mistakes);
        }
        return script;
    }

    private static String place(String path, int line) {
        return (line > 0 ? "line " + line + ": " : "") + (path.isEmpty() ? "the script " : path + " ");
    }

    /**
     * The script in the jar.
     *
     * @param isInvented whether its company and its customers' accounts are made up, which is for the lab alone
     */
    static Script bundled(boolean isInvented) {
        return isInvented ? read(true) : Demonstration.SCRIPT;
    }

    /** Read once: two models of every engine follow it. */
    private static final class Demonstration {
        static final Script SCRIPT = read(false);
    }

    private static Script read(boolean isInvented) {
        try (InputStream file = Script.class.getResourceAsStream("contact-centre.yaml")) {
            if (file == null) {
                throw new IllegalStateException("contact-centre.yaml is missing from this build");
            }
            ObjectNode script = (ObjectNode) new YAMLMapper().readTree(file);
            ObjectNode demonstration = (ObjectNode) script.remove("demonstration");
            if (!isInvented) {
                ((ObjectNode) script.path("sentences")).setAll((ObjectNode) demonstration.path("sentences"));
                for (JsonNode intent : script.path("intents")) {
                    JsonNode instead = demonstration
                            .path("intents")
                            .path(intent.path("name").asText());
                    if (instead instanceof ObjectNode fields) {
                        List.of("slots", "confirms", "lookUp", "tool").forEach(((ObjectNode) intent)::remove);
                        ((ObjectNode) intent).setAll(fields);
                    }
                }
            }
            return new ScriptReader((path, what) -> {
                        throw new IllegalStateException("contact-centre.yaml: " + path + " " + what);
                    })
                    .read(script, null);
        } catch (IOException e) {
            throw new UncheckedIOException("contact-centre.yaml cannot be read", e);
        }
    }

    Settings settings() {
        return settings;
    }

    /** What its sentences may name besides what is known of a call. */
    Map<String, String> variables() {
        return variables;
    }

    /** What callers want, most important first. */
    List<Intent> intents() {
        return intents;
    }

    /** Which intent a key stands for. */
    Map<String, String> keys() {
        return keys;
    }

    /** What else the agent has to say. */
    Map<Phrase, List<String>> sentences() {
        return sentences;
    }

    /** The sentences of {@code phrase}. */
    List<String> says(Phrase phrase) {
        return Objects.requireNonNull(sentences.get(phrase), phrase::name);
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

    Intent named(String name) {
        Intent intent = find(name);
        if (intent == null) {
            throw new IllegalStateException("the script has no intent " + name);
        }
        return intent;
    }

    /** The intent of that name; null for none. */
    @Nullable
    Intent find(String name) {
        return intents.stream()
                .filter(intent -> intent.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
