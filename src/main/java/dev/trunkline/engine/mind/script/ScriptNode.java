package dev.trunkline.engine.mind.script;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One place of a script's tree: reads what stands there, and tells the mistakes. Confined to one thread. */
final class ScriptNode {

    private static final int MAX_TEXT = 1_000;
    private static final int MAX_ITEMS = 2_000;

    /** Takes mistakes: a path such as {@code intents[2].says}, and what to do. */
    interface Mistakes {
        void add(String path, String what);
    }

    private final JsonNode node;
    private final String path;
    private final Mistakes mistakes;

    ScriptNode(JsonNode node, String path, Mistakes mistakes) {
        this.node = node;
        this.path = path;
        this.mistakes = mistakes;
    }

    void mistake(String what) {
        mistakes.add(path, what);
    }

    ScriptNode at(String name) {
        return new ScriptNode(node.path(name), path.isEmpty() ? name : path + "." + name, mistakes);
    }

    boolean isThere() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** Tells the keys that mean nothing here. */
    ScriptNode allows(Set<String> known) {
        if (isThere() && !node.isObject()) {
            mistake("must hold keys and values");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                at(name).mistake("means nothing here; known are "
                        + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        });
        return this;
    }

    /** Its elements; none when it is not there. */
    List<ScriptNode> items() {
        if (isThere() && !node.isArray()) {
            mistake("must be a list");
            return List.of();
        }
        List<ScriptNode> items = new ArrayList<>();
        for (int i = 0; i < Math.min(node.size(), MAX_ITEMS); i++) {
            items.add(new ScriptNode(node.get(i), path + "[" + i + "]", mistakes));
        }
        return items;
    }

    /** Its fields; none when it is not there. */
    Map<String, ScriptNode> fields() {
        if (isThere() && !node.isObject()) {
            mistake("must hold keys and values");
        }
        Map<String, ScriptNode> fields = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> fields.put(name, at(name)));
        return fields;
    }

    /** Fields that are texts. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields().forEach((name, field) -> texts.put(name, field.text()));
        return texts;
    }

    /** A text, or nothing. */
    String text() {
        if (!isThere()) {
            return "";
        }
        if (node.isContainerNode()) {
            mistake("must be a text");
            return "";
        }
        String text = node.asText().strip();
        if (text.length() > MAX_TEXT) {
            mistake("has " + text.length() + " characters; callers listen to " + MAX_TEXT + " at most");
        }
        return text;
    }

    /** A text that must be there. */
    String needed(String what) {
        String text = text();
        if (text.isEmpty()) {
            mistake("is missing; give " + what);
        }
        return text;
    }

    @Nullable
    String optional() {
        String text = text();
        return text.isEmpty() ? null : text;
    }

    /** A text, or a list of them. */
    List<String> lines() {
        if (!node.isArray()) {
            String text = text();
            return text.isEmpty() ? List.of() : List.of(text);
        }
        return items().stream()
                .map(item -> item.needed("a text, or leave the item out"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    boolean flag() {
        String text = text();
        if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
            mistake("is " + shown(text) + "; give true or false");
        }
        return text.equals("true");
    }

    /** A number, or {@code standard} when it is not there. */
    double number(double standard, double least, double most) {
        String text = text();
        if (text.isEmpty()) {
            return standard;
        }
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        mistake("is " + shown(text) + "; give a number from " + plain(least) + " to " + plain(most));
        return standard;
    }

    /** One of a kind, or {@code standard} when it is not there. */
    <T extends Enum<T>> T oneOf(Class<T> kind, T standard) {
        String text = text();
        if (text.isEmpty()) {
            return standard;
        }
        for (T value : kind.getEnumConstants()) {
            if (value.name().equalsIgnoreCase(text.replace('-', '_'))) {
                return value;
            }
        }
        mistake("is " + shown(text) + "; give one of "
                + Stream.of(kind.getEnumConstants())
                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
        return standard;
    }

    static String shown(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
