package dev.trunkline.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is configured, for somebody who is to help and may know no secret: numbers, and words that the register knows, as they stand; of
 * everything else only that it is given, for keys, addresses, telephone numbers and prompts are texts. Confined to one thread.
 */
public final class ConfigOutline {

    private static final String GIVEN = "(given)";
    private static final String OTHER = "(other)";

    private static final Pattern INDEX_OR_KEY = Pattern.compile("\\[[0-9]{1,4}]|[^.\\[]++");
    private static final Set<String> KNOWN = known();

    private final List<String> lines = new ArrayList<>();

    private ConfigOutline() {}

    private static Set<String> known() {
        Set<String> known = new HashSet<>();
        KeyRegister.BY_PATH.keySet().forEach(path -> known.addAll(List.of(path.split("\\."))));
        addTo(known, Entries.TOP);
        return known;
    }

    private static void addTo(Set<String> known, EntryKeys keys) {
        for (EntryKey key : keys.keys()) {
            known.add(key.name());
            if (key.shape() instanceof Shape.Keys below) {
                addTo(known, below.keys());
            } else if (key.shape() instanceof Shape.Each below) {
                addTo(known, below.keys());
            } else if (key.shape() instanceof Shape.Named below) {
                addTo(known, below.keys());
            }
        }
    }

    /** A path of keys without those that nobody knows: somebody may have written a secret, or a number, in the place of one. */
    static String path(String path) {
        return Shown.text(INDEX_OR_KEY
                .matcher(path)
                .replaceAll(
                        part -> part.group().startsWith("[") || KNOWN.contains(part.group()) ? part.group() : OTHER));
    }

    /**
     * One line for each key that is given.
     *
     * @param file a YAML file, or null for none
     */
    public static List<String> of(Map<String, String> environment, @Nullable Path file) {
        List<String> mistakes = new ArrayList<>(); // told by whoever reads it in earnest
        ConfigFile read = ConfigFile.read(file, mistakes, ConfigOutline::path);
        Values values = new Values(environment, read, mistakes);
        ConfigOutline outline = new ConfigOutline();
        for (ConfigKey key : KeyRegister.KEYS) {
            String text = values.isGiven(key) ? values.text(key) : null;
            if (text != null) {
                outline.lines.add(Values.name(key) + " = " + shown(key.shape(), text));
            }
        }
        outline.add("", read.root(), Entries.TOP);
        return outline.lines;
    }

    private void add(String where, JsonNode node, EntryKeys keys) {
        for (EntryKey key : keys.keys()) {
            String path = where.isEmpty() ? key.name() : where + "." + key.name();
            JsonNode value = node.path(key.name());
            if (value.isMissingNode()) {
                continue;
            }
            if (key.shape() instanceof Shape.Keys below) {
                add(path, value, below.keys());
            } else if (key.shape() instanceof Shape.Each below) {
                for (int i = 0; i < value.size(); i++) {
                    add(path + "[" + i + "]", value.path(i), below.keys());
                }
            } else if (key.shape() instanceof Shape.Named below) {
                int number = 0;
                for (JsonNode each : value) {
                    add(path + "[" + number++ + "]", each, below.keys());
                }
            } else {
                lines.add(path + " = " + shown(key.shape(), value.asText()));
            }
        }
    }

    /** Somebody may have pasted a key where a number belongs. */
    private static String shown(Shape shape, String text) {
        boolean isNumber = (shape instanceof Shape.Whole || shape instanceof Shape.Decimal)
                && text.matches("-?[0-9]{1,9}(\\.[0-9]{1,4})?");
        boolean isWord = shape instanceof Shape.Choice choice && choice.takes(text);
        return isNumber || isWord ? text : GIVEN;
    }
}
