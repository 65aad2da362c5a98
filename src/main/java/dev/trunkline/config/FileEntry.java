package dev.trunkline.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping somewhere in the file, whose keys no {@link ConfigKey} names because there may be many of its kind: what is wrong is
 * noted, and reading goes on. Confined to one thread.
 *
 * @param where its path, such as webhooks[0]
 * @param keys the register of what it may hold
 */
record FileEntry(ConfigFile file, JsonNode node, String where, EntryKeys keys) {

    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{0,9}\\.?[0-9]{1,9}");
    static final int MAX_LENGTH = 4_096;

    /** The whole file. */
    static FileEntry top(ConfigFile file) {
        return new FileEntry(file, file.root(), "", Entries.TOP);
    }

    /** Each entry of a list; none when it is not there. */
    void each(String field, String what, Consumer<FileEntry> reader) {
        JsonNode list = node.path(field);
        if (list.isMissingNode()) {
            return;
        }
        Shape.Each shape = shape(field, Shape.Each.class);
        if (!list.isArray() || list.size() < shape.least()) {
            mistake(field, "must be a list, each with " + what + "; it is " + FileKeys.shape(list));
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            String each = path(field) + "[" + i + "]";
            if (list.get(i).isObject()) {
                reader.accept(new FileEntry(file, list.get(i), each, shape.keys()));
            } else {
                file.mistake(each, "must hold " + what + "; it is " + FileKeys.shape(list.get(i)));
            }
        }
    }

    boolean has(String field) {
        return !node.path(field).isMissingNode();
    }

    void mistake(String field, String what) {
        file.mistake(field.isEmpty() ? where : path(field), what);
    }

    /** Notes every key that is not in its register. */
    void checkKeys() {
        Set<String> known = keys.names();
        node.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                String meant = Spelling.nearest(field, known);
                mistake(
                        field,
                        "is not a key; "
                                + (meant == null
                                        ? "known are " + known.stream().sorted().toList()
                                        : "did you mean " + meant + "?"));
            }
        });
    }

    /** The entry below a key; null when there is none. */
    @Nullable
    FileEntry entry(String field, String what) {
        JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isObject()) {
            mistake(field, "must hold " + what + "; it is " + FileKeys.shape(value));
            return null;
        }
        return new FileEntry(
                file, value, path(field), shape(field, Shape.Keys.class).keys());
    }

    private String path(String field) {
        return where.isEmpty() ? field : where + "." + field;
    }

    /** What it is called; "" when that is missing, or no name. */
    String name() {
        String name = text("name");
        if (name == null) {
            mistake("name", "is missing; it must be lower-case letters, digits and _");
        } else if (!shape("name", Shape.Text.class).takes(name)) {
            mistake("name", "must be lower-case letters, digits and _; it is " + Shown.quoted(name));
        } else {
            return name;
        }
        return "";
    }

    /** Whether a text that was read is what the register says. */
    boolean takes(String field, String text) {
        return shape(field, Shape.Text.class).takes(text);
    }

    /** A single value; null when there is none, or none that can be used. */
    @Nullable
    String text(String field) {
        int most = keys.get(field).shape() instanceof Shape.Text text ? text.most() : MAX_LENGTH;
        JsonNode value = node.path(field);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual()) {
            mistake(field, "is " + FileKeys.shape(value) + "; give a single value");
            return null;
        }
        String text = value.asText().strip();
        if (text.isEmpty() || text.length() > most) {
            mistake(
                    field,
                    text.isEmpty()
                            ? "has no value; give one, or leave the key out"
                            : "has " + text.length() + " characters; " + most + " are the most");
            return null;
        }
        return text;
    }

    /** One of its words; null when there is none, or another. */
    @Nullable
    String oneOf(String field) {
        List<String> allowed = shape(field, Shape.Choice.class).words();
        String text = text(field);
        if (text == null || allowed.contains(text)) {
            return text;
        }
        String meant = Spelling.nearest(text, allowed);
        mistake(
                field,
                "must be one of " + String.join(", ", allowed) + ", not " + Shown.quoted(text)
                        + (meant == null ? "" : "; did you mean " + meant + "?"));
        return null;
    }

    /** Several values, in a list or as a single one; empty when there are none. */
    List<String> texts(String field) {
        JsonNode value = node.path(field);
        if (!value.isArray()) {
            String single = text(field);
            return single == null ? List.of() : List.of(single);
        }
        if (value.isEmpty()) {
            mistake(field, "is empty; list at least one, or leave the key out");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : value) {
            if (each.isTextual() && !each.asText().isBlank()) {
                texts.add(each.asText().strip());
            } else {
                mistake(field, "must hold single values");
            }
        }
        return texts;
    }

    @Nullable
    Integer number(String field) {
        Shape.Whole shape = shape(field, Shape.Whole.class);
        int least = shape.least();
        int most = shape.most();
        String text = text(field);
        if (text == null) {
            return null;
        }
        boolean isWhole = WHOLE.matcher(text).matches();
        if (isWhole && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
            return Integer.valueOf(text);
        }
        mistake(
                field,
                (isWhole ? "is not between " + least + " and " + most : "is not a whole number") + ": "
                        + Shown.quoted(text));
        return null;
    }

    /** Its default when it is not there, or wrong. */
    int usualNumber(String field) {
        return number(field, Integer.parseInt(requireNonNull(keys.get(field).usual(), field)));
    }

    int number(String field, int otherwise) {
        Integer number = number(field);
        return number == null ? otherwise : number;
    }

    @Nullable
    Double decimal(String field) {
        Shape.Decimal shape = shape(field, Shape.Decimal.class);
        String text = text(field);
        if (text == null) {
            return null;
        }
        double number = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (number >= shape.least() && number <= shape.most()) {
            return number;
        }
        mistake(
                field,
                "is not a number from " + Values.plain(shape.least()) + " to " + Values.plain(shape.most()) + ": "
                        + Shown.quoted(text));
        return null;
    }

    boolean flag(String field) {
        String text = text(field);
        if (text != null && !text.equals("true") && !text.equals("false")) {
            mistake(field, "must be true or false, not " + Shown.quoted(text));
        }
        return "true".equals(text);
    }

    @Nullable
    URI url(String field) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        UrlText url = UrlText.read(text, shape(field, Shape.Url.class).array());
        if (url.trouble() != null) {
            mistake(field, url.trouble());
        } else if (url.url() != null && url.url().getRawFragment() != null) {
            mistake(field, "must have no #: what follows it is never sent");
            return null;
        }
        return url.url();
    }

    private <S extends Shape> S shape(String field, Class<S> type) {
        return type.cast(keys.get(field).shape());
    }
}
