package dev.trunkline.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a key takes. The reader asks it for bounds and words, and the schema is written from it, so that they cannot disagree. What only
 * a look at other keys, files or this machine tells is the reader's alone. Immutable.
 */
sealed interface Shape {

    /** 64 digits, as {@code openssl rand -hex 32} writes them. */
    String HEX_KEY = "[0-9a-fA-F]{64}";

    /** Roughly: there are digits in it, and what people write between them. */
    String PHONE_NUMBER = "[+0-9 ()./-]*[0-9][+0-9 ()./-]*";

    /** What goes out in a header; {@link Secret#fitsHeader}. */
    String HEADER_TEXT = "[!-~]+";

    /** What a schema (JSON Schema, draft 2020-12) says of it. */
    ObjectNode schema();

    /**
     * A whole number.
     *
     * @param words that may stand there instead
     */
    record Whole(int least, int most, List<String> words) implements Shape {

        /** The same, or this word. */
        Whole or(String word) {
            return new Whole(least, most, List.of(word));
        }

        @Override
        public ObjectNode schema() {
            ObjectNode number = typed("integer").put("minimum", least).put("maximum", most);
            return words.isEmpty() ? number : either(number, Choice.schema(words));
        }
    }

    /** A number; words may stand there instead. */
    record Decimal(double least, double most, List<String> words) implements Shape {

        /** The same, or this word. */
        Decimal or(String word) {
            return new Decimal(least, most, List.of(word));
        }

        @Override
        public ObjectNode schema() {
            ObjectNode number = typed("number").put("minimum", least).put("maximum", most);
            return words.isEmpty() ? number : either(number, Choice.schema(words));
        }
    }

    /** One of some words; true, false and numbers are written without quotes. */
    record Choice(List<String> words) implements Shape {

        /** Whether it is one of them. */
        boolean takes(String text) {
            return words.contains(text);
        }

        @Override
        public ObjectNode schema() {
            return schema(words);
        }

        private static ObjectNode schema(List<String> words) {
            ObjectNode choice = JsonNodeFactory.instance.objectNode();
            words.forEach(each -> choice.withArray("enum").add(YamlTree.scalar(each)));
            return choice;
        }
    }

    /**
     * A text.
     *
     * @param least how many characters it has at least; 0 where it may stand there empty
     * @param pattern all of it, in what ECMA 262 and Java have in common; null for any
     */
    record Text(int least, int most, @Nullable String pattern) implements Shape {

        Text atLeast(int characters) {
            return new Text(characters, most, pattern);
        }

        Text atMost(int characters) {
            return new Text(least, characters, pattern);
        }

        Text orEmpty() {
            return atLeast(0);
        }

        /** Whether it is such a text. */
        boolean takes(String text) {
            return text.length() >= least && text.length() <= most && (pattern == null || text.matches(pattern));
        }

        @Override
        public ObjectNode schema() {
            ObjectNode text = JsonNodeFactory.instance.objectNode();
            if (pattern == null) {
                text.putArray("type").add("string").add("number").add("boolean"); // quotes may be left out
            } else {
                text.put("type", "string");
            }
            if (least > 0) {
                text.put("minLength", least).put("pattern", pattern == null ? "\\S" : "^(" + pattern + ")$");
            }
            return text.put("maxLength", most);
        }
    }

    /**
     * An address.
     *
     * @param schemes one of which it has
     * @param isBase whether paths are added to it
     */
    record Url(List<String> schemes, boolean isBase) implements Shape {

        String[] array() {
            return schemes.toArray(String[]::new);
        }

        @Override
        public ObjectNode schema() {
            String rest = isBase ? "(/[^?#\\s]*)?" : "([/?][^#\\s]*)?";
            return typed("string").put("pattern", "^(" + String.join("|", schemes) + ")://[^/?#@\\s]+" + rest + "$");
        }
    }

    /** Several, in a list or with commas between them; words may stand there instead. */
    record Several(Shape each, int most, List<String> words) implements Shape {

        /** The same, or this word. */
        Several or(String word) {
            return new Several(each, most, List.of(word));
        }

        @Override
        public ObjectNode schema() {
            ObjectNode list = typed("array").put("minItems", 1).put("maxItems", most);
            ObjectNode item = each.schema();
            list.set("items", item);
            String one = single();
            ObjectNode text =
                    typed("string").put("pattern", "^\\s*" + one + "(\\s*,\\s*" + one + "){0," + (most - 1) + "}\\s*$");
            List<ObjectNode> ways = new ArrayList<>(List.of(text, list));
            if (each instanceof Whole) {
                ways.add(item.deepCopy());
            }
            if (!words.isEmpty()) {
                ways.add(Choice.schema(words));
            }
            return either(ways.toArray(ObjectNode[]::new));
        }

        /** A pattern of one among others, which holds no comma. */
        private String single() {
            if (each instanceof Whole) {
                return "[0-9]+";
            }
            if (each instanceof Choice choice) {
                return "(" + String.join("|", choice.words()) + ")";
            }
            String pattern = ((Text) each).pattern();
            return pattern == null ? "([^,]*[^,\\s][^,]*)" : "(" + pattern.replace("[^?#\\s]", "[^?#\\s,]") + ")";
        }
    }

    /** Keys and values. */
    record Keys(EntryKeys keys) implements Shape {

        @Override
        public ObjectNode schema() {
            return keys.schema();
        }
    }

    /** A list of such. */
    record Each(EntryKeys keys, int least) implements Shape {

        @Override
        public ObjectNode schema() {
            return typed("array").put("minItems", least).set("items", keys.schema());
        }
    }

    /** Such by names. */
    record Named(String pattern, EntryKeys keys) implements Shape {

        @Override
        public ObjectNode schema() {
            ObjectNode named = typed("object");
            named.putObject("propertyNames").put("pattern", "^(" + pattern + ")$");
            return named.set("additionalProperties", keys.schema());
        }
    }

    /** Names that somebody chooses, and single values. */
    record Variables() implements Shape {

        @Override
        public ObjectNode schema() {
            return typed("object").set("additionalProperties", text().orEmpty().schema());
        }
    }

    /** A list of texts. */
    record Texts(Shape each, boolean mayBeSingle) implements Shape {

        @Override
        public ObjectNode schema() {
            ObjectNode list = typed("array").put("minItems", 1).set("items", each.schema());
            return mayBeSingle ? either(list, each.schema()) : list;
        }
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode either(ObjectNode... ways) {
        ObjectNode either = JsonNodeFactory.instance.objectNode();
        Arrays.stream(ways).forEach(either.withArray("anyOf")::add);
        return either;
    }

    static Whole whole(int least, int most) {
        return new Whole(least, most, List.of());
    }

    static Decimal decimal(double least, double most) {
        return new Decimal(least, most, List.of());
    }

    static Choice flag() {
        return choice("true", "false");
    }

    static Choice choice(String... words) {
        return new Choice(List.of(words));
    }

    /** An enum's names, in lower case. */
    static Choice words(Class<? extends Enum<?>> type) {
        return new Choice(Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toList()));
    }

    static Text text() {
        return new Text(1, Values.MAX_LENGTH, null);
    }

    static Text text(String pattern) {
        return new Text(1, Values.MAX_LENGTH, pattern);
    }

    /** A secret that a header carries. */
    static Text headerText(int least) {
        return new Text(least, Secret.MAX_HEADER_CHARS, HEADER_TEXT);
    }

    /** The name of a file or folder. */
    static Text file() {
        return text();
    }

    static Url url(String... schemes) {
        return new Url(List.of(schemes), false);
    }

    static Url base(String... schemes) {
        return new Url(List.of(schemes), true);
    }

    static Several several(Shape each) {
        return several(each, 1_000);
    }

    static Several several(Shape each, int most) {
        return new Several(each, most, List.of());
    }
}
