package dev.trunkline.ai.evi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.trunkline.ai.ToolCall;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one message after another, read with their types. What is missing or wrong is remembered instead of thrown:
 * the first {@link #problem} decides. A field that is null counts as absent; of two with one name the last counts. One parser
 * and no tree: a sentence takes 265 bytes from the heap, and 1,212 with Jackson's databind (472 on this same parser, 1,112 where
 * {@code type} comes last). Confined to one loop.
 */
final class JsonFields {

    /** The deepest message that EVI documents has five levels. */
    private static final int MAX_DEPTH = 16;

    /** After so much a new parser begins: a far end decides what names and texts the old one has had to keep. */
    private static final int RENEW_AFTER_BYTES = 256 * 1024;

    /** EVI's longest message has about 70; with millions, a message of the size it may have would need ten times that. */
    private static final int MOST_FIELDS = 10_000;

    /**
     * Nobody says a text of megabytes, and one takes ten times its size while it is read. Sound alone is as long as a message may be, and
     * passes this by ({@link AudioOutputScanner}).
     */
    private static final int MOST_CHARACTERS = 4 << 20;

    /** EVI measures 48 expressions; more than this is somebody's joke. */
    private static final int MOST_SCORES = 256;

    private static final int GREATEST_INDEX = 999_999_999;
    private static final byte[] NOTHING = {};

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MOST_CHARACTERS)
                    .maxNumberLength(64)
                    .build())
            .build();
    private static final JsonMapper TREES = new JsonMapper(JSON);

    private JsonParser parser = newParser();
    private List<Field> fields = new ArrayList<>(); // the first `used` of them are this message's
    private int used;
    private long parsedBytes;
    private byte[] message = NOTHING;
    private int messageBytes;
    private @Nullable Rejection problem;

    /** A field somewhere in the message, in the order of the text. */
    private static final class Field {
        private @Nullable Field parent; // null at the top
        private String name = "";
        private JsonToken kind = JsonToken.VALUE_NULL;
        private String text = "";
        private double number; // exact as far as any index or time goes
    }

    private static JsonParser newParser() {
        try {
            return JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes the next message, the first {@code lengthBytes} of {@code text}, which must not change until {@link #forget}.
     *
     * @return false when it is not one JSON object, or one with too many fields; then there are no fields
     */
    boolean read(byte[] text, int lengthBytes) {
        message = text;
        messageBytes = lengthBytes;
        parsedBytes += lengthBytes;
        problem = null;
        boolean whole = false;
        try {
            ((ByteArrayFeeder) parser.getNonBlockingInputFeeder()).feedInput(text, 0, lengthBytes);
            whole = parser.nextToken() == JsonToken.START_OBJECT && readObject() && isAtEnd();
        } catch (IOException e) {
            whole = false;
        } finally {
            if (!whole) {
                parsedBytes = Long.MAX_VALUE; // where such a parser stands, nobody knows
                forget();
            }
        }
        return whole;
    }

    /** The message is done with. */
    void forget() {
        message = NOTHING;
        for (int i = 0; i < used; i++) {
            fields.get(i).text = "";
        }
        used = 0;
        if (parsedBytes > RENEW_AFTER_BYTES) {
            parsedBytes = 0;
            fields = new ArrayList<>();
            parser = newParser();
        }
    }

    private boolean readObject() throws IOException {
        Field parent = null;
        String name = "";
        while (true) {
            JsonToken token = parser.nextToken();
            if (used > MOST_FIELDS) {
                return false;
            }
            if (token == JsonToken.FIELD_NAME) {
                name = parser.currentName();
            } else if (token == JsonToken.START_OBJECT) {
                parent = add(parent, name, token);
            } else if (token == JsonToken.START_ARRAY) {
                add(parent, name, token);
                parser.skipChildren();
            } else if (token == JsonToken.END_OBJECT) {
                if (parent == null) {
                    return true;
                }
                parent = parent.parent;
            } else if (token == null || token == JsonToken.NOT_AVAILABLE) {
                return false;
            } else {
                readValue(add(parent, name, token));
            }
        }
    }

    private Field add(@Nullable Field parent, String name, JsonToken kind) {
        if (used == fields.size()) {
            fields.add(new Field());
        }
        Field field = fields.get(used++);
        field.parent = parent;
        field.name = name;
        field.kind = kind;
        return field;
    }

    private void readValue(Field field) throws IOException {
        if (field.kind == JsonToken.VALUE_STRING) {
            field.text = parser.getText();
        } else if (field.kind.isNumeric()) {
            field.number = parser.getDoubleValue();
        }
    }

    /** What is left must be looked at: to a parser that waits for more, half a value is no error. */
    private boolean isAtEnd() throws IOException {
        int unread = parser.releaseBuffered(OutputStream.nullOutputStream());
        for (int i = messageBytes - unread; i < messageBytes; i++) {
            if (" \t\r\n".indexOf(message[i]) < 0) {
                return false;
            }
        }
        return parser.nextToken() == JsonToken.NOT_AVAILABLE;
    }

    /** What was wrong with the fields read so far, or null. */
    @Nullable
    Rejection problem() {
        return problem;
    }

    String text(String name) {
        Field field = field(null, name);
        return field == null ? missing() : textual(field);
    }

    @Nullable
    String optionalText(String name) {
        Field field = field(null, name);
        return field == null ? null : textual(field);
    }

    String textOr(String name, String otherwise) {
        String text = optionalText(name);
        return text == null ? otherwise : text;
    }

    /** What names something, and is remembered. */
    String id(String name) {
        return shortened(text(name));
    }

    /** The same; "" when it is not said. */
    String idOr(String name) {
        return shortened(textOr(name, ""));
    }

    private String shortened(String id) {
        if (id.length() <= ToolCall.MOST_ID_CHARACTERS) {
            return id;
        }
        problem = problem == null ? Rejection.TOO_LONG : problem;
        return "";
    }

    /** A text that some servers send as the JSON it should contain. */
    String jsonText(String name) {
        Field field = field(null, name);
        if (field == null) {
            return missing();
        }
        if (!field.kind.isStructStart()) {
            return textual(field);
        }
        try {
            return TREES.readTree(message, 0, messageBytes).path(name).toString();
        } catch (IOException e) {
            wrongType();
            return "";
        }
    }

    boolean flagOr(String name, boolean otherwise) {
        Field field = field(null, name);
        if (field == null) {
            return otherwise;
        }
        if (!field.kind.isBoolean()) {
            wrongType();
        }
        return field.kind == JsonToken.VALUE_TRUE;
    }

    int indexOr(String name, int otherwise) {
        Field field = field(null, name);
        if (field == null) {
            return otherwise;
        }
        if (field.kind != JsonToken.VALUE_NUMBER_INT || !(field.number >= 0 && field.number <= GREATEST_INDEX)) {
            wrongType();
            return otherwise;
        }
        return (int) field.number;
    }

    /** A number of no consequence: anything unusable is {@code otherwise}. */
    long numberOr(@Nullable String parent, String name, long otherwise) {
        Field above = parent == null ? null : field(null, parent);
        Field field = parent != null && above == null ? null : field(above, name);
        if (field == null || !field.kind.isNumeric()) {
            return otherwise;
        }
        return Math.abs(field.number) < Long.MAX_VALUE ? (long) field.number : otherwise;
    }

    /** {@code message.content}; absent where only {@code message.tool_call} is given. */
    @Nullable
    String content() {
        Field inner = field(null, "message");
        if (inner == null) {
            missing();
            return null;
        }
        if (inner.kind != JsonToken.START_OBJECT) {
            wrongType();
            return null;
        }
        Field content = field(inner, "content");
        return content == null ? null : textual(content);
    }

    /** {@code models.prosody.scores}; what is not a number there is left out. */
    Map<String, Double> scores() {
        Field models = field(null, "models");
        Field prosody = models == null ? null : field(models, "prosody");
        Field scores = prosody == null ? null : field(prosody, "scores");
        if (scores == null) {
            return Map.of();
        }
        Map<String, Double> numbers = new LinkedHashMap<>();
        for (int i = fields.indexOf(scores) + 1; i < used; i++) {
            Field score = fields.get(i);
            if (score.parent == scores && score.kind.isNumeric() && numbers.size() < MOST_SCORES) {
                numbers.put(score.name, score.number);
            } else if (score.parent == scores) {
                numbers.remove(score.name);
            }
        }
        return Collections.unmodifiableMap(numbers);
    }

    private @Nullable Field field(@Nullable Field parent, String name) {
        for (int i = used - 1; i >= 0; i--) {
            Field field = fields.get(i);
            if (field.parent == parent && field.name.equals(name)) {
                return field.kind == JsonToken.VALUE_NULL ? null : field;
            }
        }
        return null;
    }

    private String textual(Field field) {
        if (field.kind != JsonToken.VALUE_STRING) {
            wrongType();
            return "";
        }
        return field.text;
    }

    private String missing() {
        problem = problem == null ? Rejection.MISSING_FIELD : problem;
        return "";
    }

    private void wrongType() {
        problem = problem == null ? Rejection.WRONG_TYPE : problem;
    }
}
