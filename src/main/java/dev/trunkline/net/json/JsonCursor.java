package dev.trunkline.net.json;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Walks over the bytes of one JSON message (RFC 8259). Each {@code take} passes over white space, and goes on behind the next
 * token if it is the one that is wanted. What is not plain (escapes, non-ASCII, signs, fractions, leading zeros, nested
 * values) is not taken: then the message is for a parser, and nothing is said about whether it is right. Allocates nothing.
 * Confined to one loop.
 */
public final class JsonCursor {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final int MAX_DIGITS = 18; // what surely fits a long
    private static final byte[][] LITERALS = {ascii("null"), ascii("true"), ascii("false")};

    private byte[] json = {};
    private int end;
    private int at;
    private int textFrom;
    private int textTo;
    private long number;

    /** Begins with {@code message[0..lengthBytes)}, which must stay as it is until the last token was taken. */
    public void begin(byte[] message, int lengthBytes) {
        json = message;
        end = lengthBytes;
        at = 0;
    }

    /** Takes one of the signs between values. */
    public boolean take(char sign) {
        if (at < end && json[at] == sign) { // nearly always: machines write no spaces
            at++;
            return true;
        }
        skipSpace();
        if (at < end && json[at] == sign) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes a string of printable ASCII without escapes, which is the {@linkplain #textIs text} until the next is taken. */
    public boolean takeText() {
        if (!take('"')) {
            return false;
        }
        textFrom = at;
        while (at <= end - Long.BYTES && isPlain((long) EIGHT.get(json, at))) {
            at += Long.BYTES;
        }
        while (at < end && json[at] >= ' ' && json[at] != '"' && json[at] != '\\') {
            at++;
        }
        return endOfText();
    }

    /** Takes a string up to its next quote without a look at it: for base64, whose decoder refuses what JSON escapes. */
    public boolean takeBase64() {
        if (!take('"')) {
            return false;
        }
        textFrom = at;
        while (at <= end - Long.BYTES && !hasQuote((long) EIGHT.get(json, at))) {
            at += Long.BYTES;
        }
        while (at < end && json[at] != '"') {
            at++;
        }
        return endOfText();
    }

    private boolean endOfText() {
        textTo = at;
        if (at == end) {
            return false;
        }
        at++;
        return json[textTo] == '"';
    }

    /** Takes a whole number that is not negative; it is {@link #number()} then. */
    public boolean takeNumber() {
        skipSpace();
        int from = at;
        while (at < end && isDigit(json[at])) {
            at++;
        }
        return isNumber(from, at) && (at == from + 1 || json[from] != '0');
    }

    /** Takes a plain string, a whole number or a literal, whichever it is. */
    public boolean takeScalar() {
        skipSpace();
        if (at == end) {
            return false;
        }
        return json[at] == '"' ? takeText() : isDigit(json[at]) ? takeNumber() : takeLiteral();
    }

    private boolean takeLiteral() {
        for (byte[] literal : LITERALS) {
            int to = at + literal.length;
            if (to <= end && Arrays.equals(json, at, to, literal, 0, literal.length)) {
                at = to;
                return true;
            }
        }
        return false;
    }

    /** Whether nothing more comes. */
    public boolean isAtEnd() {
        skipSpace();
        return at == end;
    }

    /** Whether the text is {@code expected}, which is ASCII. */
    public boolean textIs(byte[] expected) {
        return Arrays.equals(json, textFrom, textTo, expected, 0, expected.length);
    }

    /** Whether the text is a whole number, leading zeros allowed; it is {@link #number()} then. */
    public boolean textIsNumber() {
        return isNumber(textFrom, textTo);
    }

    /** The last number that was found. */
    public long number() {
        return number;
    }

    /** The text as an object. */
    public String text() {
        return new String(json, textFrom, textTo - textFrom, US_ASCII);
    }

    /** Decodes the text to the start of {@code bytes}; returns what {@link Base64Slices#decode} says. */
    public int decodeText(Base64Slices base64, byte[] bytes) {
        return base64.decode(json, textFrom, textTo, bytes);
    }

    /** Where the text begins in the message. */
    public int textFrom() {
        return textFrom;
    }

    /** Where the text ends: the place of its closing quote. */
    public int textTo() {
        return textTo;
    }

    private boolean isNumber(int from, int to) {
        if (from == to || to - from > MAX_DIGITS) {
            return false;
        }
        number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(json[i])) {
                return false;
            }
            number = number * 10 + (json[i] - '0');
        }
        return true;
    }

    private void skipSpace() {
        while (at < end && (json[at] == ' ' || json[at] == '\n' || json[at] == '\r' || json[at] == '\t')) {
            at++;
        }
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Whether eight bytes are ASCII, and none of them a quote, a backslash or a control character; may err on the safe side. */
    private static boolean isPlain(long eight) {
        long quote = eight ^ (ONES * '"');
        long backslash = eight ^ (ONES * '\\');
        long wrong = (eight - ONES * ' ') | (quote - ONES) | (backslash - ONES) | eight;
        return (wrong & HIGH_BITS) == 0;
    }

    /** Whether one of eight bytes is a quote: the usual trick for "has a zero byte". */
    private static boolean hasQuote(long eight) {
        long zeroIfQuote = eight ^ (ONES * '"');
        return ((zeroIfQuote - ONES) & ~zeroIfQuote & HIGH_BITS) != 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
