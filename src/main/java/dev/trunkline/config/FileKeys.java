package dev.trunkline.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The single-valued keys of a file: which stand there, and which do not exist. Confined to one thread. */
final class FileKeys {

    /** The section that is a list, and read by {@link RouteReader}. */
    static final String ROUTES = "routes";

    /** Those whose keys others read. */
    private static final Set<String> READ_ELSEWHERE = Entries.TOP.names();

    private static final TreeSet<String> SECTIONS =
            KeyRegister.BY_PATH.keySet().stream().map(FileKeys::parent).collect(Collectors.toCollection(TreeSet::new));

    private final ConfigFile file;
    private final Map<String, String> values = new HashMap<>();

    private FileKeys(ConfigFile file) {
        this.file = file;
    }

    /** Every value by the path of its key; what is no key, or no value, is noted. */
    static Map<String, String> read(ConfigFile file) {
        FileKeys keys = new FileKeys(file);
        file.root().properties().forEach(section -> {
            if (!READ_ELSEWHERE.contains(section.getKey())) {
                keys.readNamed(section.getKey(), section.getKey(), section.getValue());
            }
        });
        return keys.values;
    }

    private void readNamed(String path, String name, JsonNode node) {
        if (name.indexOf('.') >= 0 && KeyRegister.BY_PATH.containsKey(path)) {
            file.mistake(path, "is written as one key with a dot; write " + leaf(path) + " below " + parent(path));
        } else {
            read(path, node);
        }
    }

    private void read(String path, JsonNode node) {
        if (KeyRegister.BY_PATH.containsKey(path)) {
            readValue(path, node);
        } else if (!SECTIONS.contains(path)) {
            file.mistake(path, "is not a key; " + instead(path));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(entry -> readNamed(path + "." + entry.getKey(), entry.getKey(), entry.getValue()));
        } else if (!node.isNull()) {
            file.mistake(path, "must hold keys, such as " + example(path) + ", and is " + shape(node));
        }
    }

    private void readValue(String path, JsonNode node) {
        if (node.isTextual() && node.asText().isBlank() && !mayBeEmpty(path)) {
            file.mistake(path, "has no value; give one, or leave the key out");
        } else if (node.isTextual()) {
            values.put(path, node.asText());
        } else if (node.isNull()) {
            file.mistake(path, "has no value; give one, or leave the key out");
        } else if (isSeveral(path) && isListOfTexts(node)) {
            List<String> texts = new ArrayList<>();
            node.forEach(each -> texts.add(each.asText()));
            values.put(path, String.join(", ", texts));
        } else {
            file.mistake(path, "is " + shape(node) + "; give a single value");
        }
    }

    /** Nothing is said then, which is not what happens when the key is absent. */
    private static boolean mayBeEmpty(String path) {
        return shape(path) instanceof Shape.Text text && text.least() == 0;
    }

    private static boolean isSeveral(String path) {
        return shape(path) instanceof Shape.Several;
    }

    private static Shape shape(String path) {
        return requireNonNull(KeyRegister.BY_PATH.get(path)).shape();
    }

    private static boolean isListOfTexts(JsonNode node) {
        boolean isFull = node.isArray() && !node.isEmpty();
        for (JsonNode each : node) {
            isFull &= each.isTextual() && !each.asText().isBlank();
        }
        return isFull;
    }

    /** What somebody wrote there. */
    static String shape(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return "without a value";
        }
        return node.isObject() ? "keys and values" : node.isArray() ? "a list" : "a single value";
    }

    private static String instead(String path) {
        String meant = meant(path);
        return meant == null
                ? "every key stands in the commented example, deploy/trunkline.yaml"
                : "did you mean " + meant + "?";
    }

    private static @Nullable String meant(String path) {
        for (ConfigKey key : KeyRegister.KEYS) {
            if (path.equalsIgnoreCase(key.variable())) {
                return key.path();
            }
        }
        String section = parent(path);
        if (!section.isEmpty()) {
            String sibling = Spelling.nearest(leaf(path), leaves(section));
            if (sibling != null) {
                return section + "." + sibling;
            }
        } else {
            List<String> tops = new ArrayList<>(SECTIONS);
            tops.addAll(READ_ELSEWHERE);
            String top = Spelling.nearest(path, tops);
            if (top != null) {
                return top;
            }
        }
        return KeyRegister.BY_PATH.keySet().stream()
                .sorted()
                .filter(known -> leaf(known).equalsIgnoreCase(leaf(path)))
                .findFirst()
                .orElseGet(() -> Spelling.nearest(path, KeyRegister.BY_PATH.keySet()));
    }

    private static List<String> leaves(String section) {
        return KeyRegister.BY_PATH.keySet().stream()
                .sorted()
                .filter(known -> parent(known).equals(section))
                .map(FileKeys::leaf)
                .toList();
    }

    private static String example(String section) {
        return KeyRegister.KEYS.stream()
                .map(ConfigKey::path)
                .filter(path -> parent(path).equals(section))
                .findFirst()
                .orElseThrow();
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    private static String leaf(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
