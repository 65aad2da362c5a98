package dev.trunkline.config;

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
 */
record FileEntry(ConfigFile file, JsonNode node, String where) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{0,9}\\.?[0-9]{1,9}");
    private static final int MAX_LENGTH = 4_096;

    /** Each entry of a list at the top of the file; none when it is not there. */
    static void each(ConfigFile file, String section, String what, Consumer<FileEntry> reader) {
        JsonNode list = file.root().path(section);
        if (!list.isMissingNode()) {
            each(file, list, section, what, reader);
        }
    }

    private static void each(ConfigFile file, JsonNode list, String where, String what, Consumer<FileEntry> reader) {
        if (!list.isArray() || list.isEmpty()) {
            file.mistake(where, "must be a list, each with " + what + "; it is " + FileKeys.shape(list));
            return;
        }
        for (int i = 0; i < list.size(); i++) {
            String each = where + "[" + i + "]";
            if (list.get(i).isObject()) {
                reader.accept(new FileEntry(file, list.get(i), each));
            } else {
                file.mistake(each, "must hold " + what + "; it is " + FileKeys.shape(list.get(i)));
            }
        }
    }

    boolean has(String field) {
        return !node.path(field).isMissingNode();
    }

    boolean isEmptyList(String field) {
        return node.path(field).isArray() && node.path(field).isEmpty();
    }

    void mistake(String field, String what) {
        file.mistake(field.isEmpty() ? where : path(field), what);
    }

    void checkKeys(Set<String> known) {
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
        return new FileEntry(file, value, path(field));
    }

    private String path(String field) {
        return where.isEmpty() ? field : where + "." + field;
    }

    /** What it is called; "" when that is missing, or no name. */
    String name() {
        String name = text("name");
        if (name == null) {
            mistake("name", "is missing; it must be lower-case letters, digits and _");
        } else if (!NAME.matcher(name).matches()) {
            mistake("name", "must be lower-case letters, digits and _; it is " + Shown.quoted(name));
        } else {
            return name;
        }
        return "";
    }

    /** A single value; null when there is none, or none that can be used. */
    @Nullable
    String text(String field) {
        return text(field, MAX_LENGTH);
    }

    /** The same of at most so many characters. */
    @Nullable
    String text(String field, int most) {
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

    /** One of these words; null when there is none, or another. */
    @Nullable
    String oneOf(String field, List<String> allowed) {
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
    Integer number(String field, int least, int most) {
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

    int number(String field, int least, int most, int otherwise) {
        Integer number = number(field, least, most);
        return number == null ? otherwise : number;
    }

    /** Between 0 and 1. */
    @Nullable
    Double share(String field) {
        return decimal(field, 1);
    }

    /** Between 0 and so much. */
    @Nullable
    Double decimal(String field, int most) {
        String text = text(field);
        if (text == null) {
            return null;
        }
        if (DECIMAL.matcher(text).matches() && Double.parseDouble(text) <= most) {
            return Double.valueOf(text);
        }
        mistake(field, "is not a number from 0 to " + most + ": " + Shown.quoted(text));
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
        UrlText url = UrlText.read(text, "https", "http");
        if (url.trouble() != null) {
            mistake(field, url.trouble());
        } else if (url.url() != null && url.url().getRawFragment() != null) {
            mistake(field, "must have no #: what follows it is never sent");
            return null;
        }
        return url.url();
    }
}
