package dev.trunkline.ai.evi;

import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code audio_output} without a JSON parser: nearly all bytes that EVI sends are in these messages. Whatever is
 * not the plain shape (other types, escapes, repeated or nested fields, unpadded base64) it leaves to
 * {@link EviMessageReader}, and never decides that something is wrong. Confined to one loop.
 */
final class AudioOutputScanner {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final int LONGEST_WORD = 128;
    private static final int MOST_DIGITS = 9;
    private static final String TYPE = "audio_output";
    private static final List<String> LITERALS = List.of("null", "true", "false");

    private final Base64Blocks base64 = new Base64Blocks();
    private final AudioOutput audio = new AudioOutput();
    private String lastId = "";

    private byte[] text = new byte[0];
    private int position;
    private int end;
    private int wordStart;
    private int wordLength;
    private int number;

    private boolean typeSeen;
    private @Nullable String id;
    private int index;
    private int dataStart;
    private int dataLength;

    /** The message in the first {@code length} bytes of {@code text}, or null when the parser has to look at it. */
    @Nullable
    AudioOutput scan(byte[] text, int length) {
        this.text = text;
        position = 0;
        end = length;
        typeSeen = false;
        id = null;
        index = EviMessage.NO_INDEX;
        dataStart = -1;
        if (!take('{')) {
            return null;
        }
        do {
            if (!takeField()) {
                return null;
            }
        } while (take(','));
        if (!take('}') || !isAtEnd() || !typeSeen || dataStart < 0) {
            return null;
        }
        int lengthBytes = base64.decode(text, dataStart, dataLength);
        return lengthBytes == Base64Blocks.MALFORMED
                ? null
                : audio.holding(id == null ? "" : id, index, base64.bytes(), lengthBytes);
    }

    private boolean takeField() {
        if (!takeWord()) {
            return false;
        }
        int nameStart = wordStart;
        int nameLength = wordLength;
        if (!take(':')) {
            return false;
        }
        if (is(nameStart, nameLength, "data")) {
            return dataStart < 0 && takeData();
        }
        if (is(nameStart, nameLength, "index")) {
            boolean taken = index == EviMessage.NO_INDEX && takeNumber();
            index = number;
            return taken;
        }
        if (is(nameStart, nameLength, "id")) {
            return id == null && takeWord() && rememberId();
        }
        if (is(nameStart, nameLength, "type")) {
            boolean taken = !typeSeen && takeWord() && is(wordStart, wordLength, TYPE);
            typeSeen = true;
            return taken;
        }
        return takeAnything();
    }

    private boolean takeAnything() {
        skipSpace();
        if (position >= end) {
            return false;
        }
        byte first = text[position];
        return first == '"' ? takeWord() : isDigit(first) ? takeNumber() : takeLiteral();
    }

    /** The text is not looked at: the base64 decoder refuses everything that a JSON string would have to escape. */
    private boolean takeData() {
        if (!take('"')) {
            return false;
        }
        dataStart = position;
        while (position <= end - Long.BYTES && !hasQuote((long) EIGHT.get(text, position))) {
            position += Long.BYTES;
        }
        while (position < end && text[position] != '"') {
            position++;
        }
        dataLength = position - dataStart;
        return take('"');
    }

    /** Whether one of eight bytes is a quote: the usual trick for "has a zero byte". */
    private static boolean hasQuote(long eight) {
        long zeroIfQuote = eight ^ (ONES * '"');
        return ((zeroIfQuote - ONES) & ~zeroIfQuote & (ONES << 7)) != 0;
    }

    private boolean rememberId() {
        if (!is(wordStart, wordLength, lastId)) {
            lastId = new String(text, wordStart, wordLength, StandardCharsets.US_ASCII);
        }
        id = lastId;
        return true;
    }

    /** A short string of printable ASCII without escapes. */
    private boolean takeWord() {
        if (!take('"')) {
            return false;
        }
        int limit = Math.min(end, position + LONGEST_WORD);
        for (int i = position; i < limit; i++) {
            byte b = text[i];
            if (b == '"') {
                wordStart = position;
                wordLength = i - position;
                position = i + 1;
                return true;
            }
            if (b < ' ' || b == '\\' || b == 0x7f) {
                return false;
            }
        }
        return false;
    }

    private boolean takeNumber() {
        skipSpace();
        int start = position;
        int value = 0;
        while (position < end && position - start < MOST_DIGITS && isDigit(text[position])) {
            value = value * 10 + text[position] - '0';
            position++;
        }
        number = value;
        int digits = position - start;
        return digits == 1 || (digits > 1 && text[start] != '0');
    }

    private boolean takeLiteral() {
        for (String literal : LITERALS) {
            if (position + literal.length() <= end && is(position, literal.length(), literal)) {
                position += literal.length();
                return true;
            }
        }
        return false;
    }

    private boolean take(char expected) {
        skipSpace();
        if (position >= end || text[position] != expected) {
            return false;
        }
        position++;
        return true;
    }

    private boolean isAtEnd() {
        skipSpace();
        return position == end;
    }

    private void skipSpace() {
        while (position < end && isSpace(text[position])) {
            position++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private boolean is(int start, int length, String expected) {
        if (length != expected.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text[start + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
