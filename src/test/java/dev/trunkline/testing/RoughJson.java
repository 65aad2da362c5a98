package dev.trunkline.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Writes JSON in all the ways that the grammar allows, with fields too many, too few, twice and of the wrong type, and then
 * spoils its bytes. Repeatable by its seed.
 */
public final class RoughJson {

    private static final List<String> OTHER_VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "00",
            "01",
            "+1",
            "1.",
            "nul",
            "-1",
            "7",
            "1.5",
            "1e2",
            "999999999",
            "1000000000",
            "123456789012345678",
            "1234567890123456789",
            "123456789012345678901234567890",
            "\"\"",
            "\"x\"",
            "\"12\"",
            "\"\u00fc \ud83d\ude42\"",
            "\"\\u0000\\n\\\"\"",
            "{}",
            "[]",
            "[{\"payload\":\"AQID\"},[null]]",
            "{\"event\":\"media\",\"data\":\"AQID\"}",
            "[".repeat(20) + "]".repeat(20));
    private static final List<String> OTHER_NAMES =
            List.of("", "x", "future", "\u00fc", "eventt", "dat", "is_final_chunk", "custom_session_id");
    private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t\r\n ");
    private static final byte[] GRAMMAR =
            "{}[]\":,\\ \n=+/-.eE019AaZz_\u0000\u007f\u00c3\u00ff".getBytes(StandardCharsets.ISO_8859_1);

    private final Random random;
    private boolean spaced;
    private boolean escaped;

    public RoughJson(long seed) {
        this.random = new Random(seed);
    }

    /** True once in {@code times}. */
    public boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** Bytes of any value, at most so many. */
    public byte[] bytes(int most) {
        byte[] bytes = new byte[random.nextInt(most + 1)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One of the choices. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /**
     * An object with these fields, mostly.
     *
     * @param fields a String is written as text, a Map as an object, anything else as it prints
     */
    public String object(Map<String, ?> fields) {
        spaced = onceIn(4);
        escaped = onceIn(6);
        return space() + written(fields) + space();
    }

    private String written(Map<String, ?> fields) {
        List<String> members = new ArrayList<>();
        fields.forEach((name, value) -> members.add(member(name, value(value))));
        if (onceIn(2)) {
            Collections.shuffle(members, random);
        }
        if (onceIn(8)) {
            members.add(random.nextInt(members.size() + 1), member(oneOf(OTHER_NAMES), oneOf(OTHER_VALUES)));
        }
        if (onceIn(12)) {
            members.remove(random.nextInt(members.size()));
        }
        if (onceIn(12)) {
            Map.Entry<String, ?> again = oneOf(List.copyOf(fields.entrySet()));
            String value = onceIn(2) ? value(again.getValue()) : oneOf(OTHER_VALUES);
            members.add(random.nextInt(members.size() + 1), member(again.getKey(), value));
        }
        return "{" + String.join("," + space(), members) + space() + "}";
    }

    private String member(String name, String value) {
        return text(name) + space() + ":" + space() + (onceIn(48) ? oneOf(OTHER_VALUES) : value);
    }

    private String value(Object value) {
        if (value instanceof Map<?, ?> object) {
            @SuppressWarnings("unchecked")
            Map<String, ?> fields = (Map<String, ?>) object;
            return written(fields);
        }
        return value instanceof String text ? text(text) : String.valueOf(value);
    }

    /** Of plain letters; some of them escaped. */
    private String text(String plain) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < plain.length(); i++) {
            char letter = plain.charAt(i);
            if (escaped && onceIn(20)) {
                text.append(letter == '/' ? "\\/" : String.format(onceIn(2) ? "\\u%04x" : "\\u%04X", (int) letter));
            } else {
                text.append(letter);
            }
        }
        return text.append('"').toString();
    }

    private String space() {
        return spaced ? oneOf(SPACES) : "";
    }

    /** The same bytes, or some of them flipped, replaced, removed, inserted, doubled or cut off. */
    public byte[] mutated(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        for (int edits = onceIn(2) ? 0 : 1 + random.nextInt(3); edits > 0 && bytes.length > 0; edits--) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(onceIn(4) ? 40 : 2));
            byte[] slice = Arrays.copyOfRange(bytes, at, to);
            bytes = switch (random.nextInt(7)) {
                case 0 -> replaced(bytes, at, at + 1, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
                case 1 -> replaced(bytes, at, at + 1, GRAMMAR[random.nextInt(GRAMMAR.length)]);
                case 2 -> replaced(bytes, at, to);
                case 3 -> replaced(bytes, at, at, GRAMMAR[random.nextInt(GRAMMAR.length)]);
                case 4 -> replaced(bytes, at, at, slice);
                case 5 -> replaced(bytes, random.nextInt(at + 1), at, slice);
                default -> onceIn(4) ? Arrays.copyOf(bytes, at) : bytes;
            };
        }
        return bytes;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte... by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + by.length);
        out.write(bytes, 0, from);
        out.writeBytes(by);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
