package dev.trunkline.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The single-valued keys of a file: which stand there, and which do not exist. Confined to one thread. */
final class FileKeys {

    /** The section that is a list, and read by {@link RouteReader}. */
    static final String ROUTES = "routes";

    /** Those whose keys others read. */
    private static final List<String> READ_ELSEWHERE = List.of(
            ROUTES,
            AdminReader.SECTION,
            AutomationReader.WEBHOOKS,
            RuleReader.SECTION,
            FarEndReader.SECTION,
            AgentReader.SECTION);

    private static final Map<String, ConfigKey> KEYS =
            Arrays.stream(ConfigKey.values()).collect(Collectors.toMap(ConfigKey::path, Function.identity()));
    private static final TreeSet<String> SECTIONS =
            KEYS.keySet().stream().map(FileKeys::parent).collect(Collectors.toCollection(TreeSet::new));

    /** Nothing is said then, which is not what happens when the key is absent. */
    private static final Set<String> MAY_BE_EMPTY = Set.of(
            ConfigKey.ENGINE_GREETING.path(),
            ConfigKey.ENGINE_SYSTEM_PROMPT.path(),
            ConfigKey.OVERLOAD_WAITING_WORDS.path());

    /** A list there is what commas separate elsewhere. */
    private static final Set<String> MAY_BE_LIST = Set.of(
            ConfigKey.EVI_URL.path(),
            ConfigKey.FLIGHT_ROUTES.path(),
            ConfigKey.OUTBOUND_COUNTRIES.path(),
            ConfigKey.OUTBOUND_DAYS.path(),
            ConfigKey.OUTBOUND_RETRY_BUSY.path(),
            ConfigKey.OUTBOUND_RETRY_NO_ANSWER.path(),
            ConfigKey.OUTBOUND_RETRY_FAILED.path());

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
        if (name.indexOf('.') >= 0 && KEYS.containsKey(path)) {
            file.mistake(path, "is written as one key with a dot; write " + leaf(path) + " below " + parent(path));
        } else {
            read(path, node);
        }
    }

    private void read(String path, JsonNode node) {
        if (KEYS.containsKey(path)) {
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
        if (node.isTextual() && node.asText().isBlank() && !MAY_BE_EMPTY.contains(path)) {
            file.mistake(path, "has no value; give one, or leave the key out");
        } else if (node.isTextual()) {
            values.put(path, node.asText());
        } else if (node.isNull()) {
            file.mistake(path, "has no value; give one, or leave the key out");
        } else if (MAY_BE_LIST.contains(path) && isListOfTexts(node)) {
            List<String> texts = new ArrayList<>();
            node.forEach(each -> texts.add(each.asText()));
            values.put(path, String.join(", ", texts));
        } else {
            file.mistake(path, "is " + shape(node) + "; give a single value");
        }
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
        for (ConfigKey key : ConfigKey.values()) {
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
        return KEYS.keySet().stream()
                .sorted()
                .filter(known -> leaf(known).equalsIgnoreCase(leaf(path)))
                .findFirst()
                .orElseGet(() -> Spelling.nearest(path, KEYS.keySet()));
    }

    private static List<String> leaves(String section) {
        return KEYS.keySet().stream()
                .sorted()
                .filter(known -> parent(known).equals(section))
                .map(FileKeys::leaf)
                .toList();
    }

    private static String example(String section) {
        return Arrays.stream(ConfigKey.values())
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
