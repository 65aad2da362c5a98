package dev.trunkline.ai.evi;

import dev.trunkline.ai.evi.EviMessage.AudioOutput;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code audio_output} without a JSON parser: nearly all bytes that EVI sends are in these messages. Whatever is
 * not the plain shape (other types, escapes, repeated or nested fields, unpadded base64) it leaves to
 * {@link EviMessageReader}, and never decides that something is wrong. Confined to one loop.
 */
final class AudioOutputScanner {

    private static final int LONGEST_WORD = 128;
    private static final int MOST_DIGITS = 9;
    private static final String TYPE = "audio_output";
    private static final List<String> LITERALS = List.of("null", "true", "false");

    private final Base64Blocks base64 = new Base64Blocks();
    private String lastId = "";

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

    /**
     * The message, or null when the parser has to look at it.
     *
     * @param text not moved
     */
    @Nullable
    AudioOutput scan(ByteBuf text) {
        position = text.readerIndex();
        end = text.writerIndex();
        typeSeen = false;
        id = null;
        index = EviMessage.NO_INDEX;
        dataStart = -1;
        if (!take(text, '{')) {
            return null;
        }
        do {
            if (!takeField(text)) {
                return null;
            }
        } while (take(text, ','));
        if (!take(text, '}') || !isAtEnd(text) || !typeSeen || dataStart < 0) {
            return null;
        }
        int lengthBytes = base64.decode(text, dataStart, dataLength);
        return lengthBytes == Base64Blocks.MALFORMED
                ? null
                : new AudioOutput(id == null ? "" : id, index, base64.bytes(), lengthBytes);
    }

    private boolean takeField(ByteBuf text) {
        if (!takeWord(text)) {
            return false;
        }
        int nameStart = wordStart;
        int nameLength = wordLength;
        if (!take(text, ':')) {
            return false;
        }
        if (is(text, nameStart, nameLength, "data")) {
            return dataStart < 0 && takeData(text);
        }
        if (is(text, nameStart, nameLength, "index")) {
            boolean taken = index == EviMessage.NO_INDEX && takeNumber(text);
            index = number;
            return taken;
        }
        if (is(text, nameStart, nameLength, "id")) {
            return id == null && takeWord(text) && rememberId(text);
        }
        if (is(text, nameStart, nameLength, "type")) {
            boolean taken = !typeSeen && takeWord(text) && is(text, wordStart, wordLength, TYPE);
            typeSeen = true;
            return taken;
        }
        return takeAnything(text);
    }

    private boolean takeAnything(ByteBuf text) {
        skipSpace(text);
        if (position >= end) {
            return false;
        }
        byte first = text.getByte(position);
        return first == '"' ? takeWord(text) : isDigit(first) ? takeNumber(text) : takeLiteral(text);
    }

    /** The text is not looked at: the base64 decoder refuses everything that a JSON string would have to escape. */
    private boolean takeData(ByteBuf text) {
        if (!take(text, '"')) {
            return false;
        }
        int quote = text.indexOf(position, end, (byte) '"');
        if (quote < 0) {
            return false;
        }
        dataStart = position;
        dataLength = quote - position;
        position = quote + 1;
        return true;
    }

    private boolean rememberId(ByteBuf text) {
        if (!is(text, wordStart, wordLength, lastId)) {
            lastId = text.toString(wordStart, wordLength, StandardCharsets.US_ASCII);
        }
        id = lastId;
        return true;
    }

    /** A short string of printable ASCII without escapes. */
    private boolean takeWord(ByteBuf text) {
        if (!take(text, '"')) {
            return false;
        }
        int limit = Math.min(end, position + LONGEST_WORD);
        for (int i = position; i < limit; i++) {
            byte b = text.getByte(i);
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

    private boolean takeNumber(ByteBuf text) {
        skipSpace(text);
        int start = position;
        int value = 0;
        while (position < end && position - start < MOST_DIGITS && isDigit(text.getByte(position))) {
            value = value * 10 + text.getByte(position) - '0';
            position++;
        }
        number = value;
        int digits = position - start;
        return digits == 1 || (digits > 1 && text.getByte(start) != '0');
    }

    private boolean takeLiteral(ByteBuf text) {
        for (String literal : LITERALS) {
            if (position + literal.length() <= end && is(text, position, literal.length(), literal)) {
                position += literal.length();
                return true;
            }
        }
        return false;
    }

    private boolean take(ByteBuf text, char expected) {
        skipSpace(text);
        if (position >= end || text.getByte(position) != expected) {
            return false;
        }
        position++;
        return true;
    }

    private boolean isAtEnd(ByteBuf text) {
        skipSpace(text);
        return position == end;
    }

    private void skipSpace(ByteBuf text) {
        while (position < end && isSpace(text.getByte(position))) {
            position++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean is(ByteBuf text, int start, int length, String expected) {
        if (length != expected.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.getByte(start + i) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
