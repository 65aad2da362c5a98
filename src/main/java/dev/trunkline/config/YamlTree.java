package dev.trunkline.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Reads YAML into a tree of texts, keeps each key's line, and takes nothing that could be read in two ways: keys that stand
 * twice, aliases, a second document. Confined to one thread.
 */
public final class YamlTree {

    private static final YAMLFactory YAML = new YAMLFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DEPTH = 20;

    private final Map<String, Integer> lines = new HashMap<>();
    private final BiConsumer<Integer, String> mistakes;
    private final UnaryOperator<String> shown;

    /** @param mistakes is told the line, from 1, or 0 for none, and what is wrong there */
    public YamlTree(BiConsumer<Integer, String> mistakes) {
        this(mistakes, Shown::text);
    }

    /** @param shown how mistakes write a path of keys */
    YamlTree(BiConsumer<Integer, String> mistakes, UnaryOperator<String> shown) {
        this.mistakes = mistakes;
        this.shown = shown;
    }

    /** The line, from 1, in which a key or an element of a list stands, or 0. */
    public int line(String path) {
        return lines.getOrDefault(path, 0);
    }

    /** What the text holds at its top; a missing node for nothing, and for what cannot be used. */
    public JsonNode read(String text) {
        try (YAMLParser parser = YAML.createParser(text)) {
            JsonToken first = parser.nextToken();
            JsonNode root = MissingNode.getInstance();
            if (first == JsonToken.START_OBJECT) {
                root = object(parser, "");
            } else if (first != null && first != JsonToken.VALUE_NULL) {
                mistakes.accept(line(parser), "must hold keys and values at its top");
                return root;
            }
            if (first != null && parser.nextToken() != null) {
                mistakes.accept(line(parser), "begins a second document (after ---); keep one of them");
            }
            return root;
        } catch (JsonProcessingException e) {
            refuse(text, e);
        } catch (IOException e) {
            mistakes.accept(0, "is not YAML: " + Shown.text(String.valueOf(e.getMessage())));
        }
        return MissingNode.getInstance();
    }

    /** The parser's own words may quote what stands there, which may be a secret. */
    private void refuse(String text, JsonProcessingException e) {
        var at = e.getLocation();
        if (at == null || at.getLineNr() < 1) {
            mistakes.accept(0, "is not YAML");
            return;
        }
        int tab = firstTab(text, at.getLineNr());
        mistakes.accept(
                tab > 0 ? tab : at.getLineNr(),
                "is not YAML: "
                        + (tab > 0
                                ? "it is indented by a tab; YAML wants spaces"
                                : "look at line " + at.getLineNr() + ", column " + at.getColumnNr()));
    }

    /** The first line from here on that is indented by a tab, or 0: what is said to be wrong often begins above it. */
    private static int firstTab(String text, int from) {
        List<String> lines = text.lines().toList();
        for (int i = from - 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.substring(0, line.length() - line.stripLeading().length()).contains("\t")) {
                return i + 1;
            }
        }
        return 0;
    }

    private JsonNode value(YAMLParser parser, String path) throws IOException {
        if (parser.isCurrentAlias()) {
            mistakes.accept(line(parser), shown.apply(path) + " is an alias (*); write out what it stands for");
            return NODES.nullNode();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, path);
            case START_ARRAY -> array(parser, path);
            case VALUE_NULL -> NODES.nullNode();
            default -> NODES.textNode(parser.getText());
        };
    }

    private ObjectNode object(YAMLParser parser, String path) throws IOException {
        guardDepth(parser);
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String where = path.isEmpty() ? name : path + "." + name;
            int line = line(parser);
            parser.nextToken();
            boolean isNew = !object.has(name);
            if (isNew) {
                lines.put(where, line);
            } else {
                mistakes.accept(
                        line,
                        shown.apply(where) + " stands twice, first in line " + line(where) + "; keep one of them");
            }
            JsonNode value = value(parser, where);
            if (isNew) {
                object.set(name, value);
            }
        }
        return object;
    }

    private ArrayNode array(YAMLParser parser, String path) throws IOException {
        guardDepth(parser);
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String where = path + "[" + array.size() + "]";
            lines.putIfAbsent(where, line(parser));
            array.add(value(parser, where));
        }
        return array;
    }

    private static void guardDepth(YAMLParser parser) throws IOException {
        if (parser.getParsingContext().getNestingDepth() > MAX_DEPTH) {
            throw new IOException("it nests deeper than " + MAX_DEPTH + " levels");
        }
    }

    private static int line(YAMLParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /** What a YAML reader that knows types takes a plain text for. */
    static JsonNode scalar(String text) {
        if (text.equals("true") || text.equals("false")) {
            return NODES.booleanNode(text.equals("true"));
        }
        if (text.matches("-?(0|[1-9][0-9]{0,9})")) {
            return NODES.numberNode(Long.parseLong(text));
        }
        return text.matches("-?[0-9]{1,9}\\.[0-9]{1,9}")
                ? NODES.numberNode(Double.parseDouble(text))
                : NODES.textNode(text);
    }
}
