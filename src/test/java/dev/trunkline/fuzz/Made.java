package dev.trunkline.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A fuzzer's bytes, taken one thing after the other; when there are no more, everything is nothing. Confined to one thread. */
public final class Made {

    private final byte[] bytes;
    private int at;

    /** Of all these bytes. */
    public Made(byte[] bytes) {
        this.bytes = bytes;
    }

    /** 0 to 255. */
    public int octet() {
        return at < bytes.length ? bytes[at++] & 0xFF : 0;
    }

    /** Any. */
    public int number() {
        return octet() << 24 | octet() << 16 | octet() << 8 | octet();
    }

    /** Whether or not. */
    public boolean flag() {
        return (octet() & 1) == 1;
    }

    /** Text of at most so many bytes of UTF-8 (at most 255), with a length of its own before it; what is none is replaced. */
    public String text(int mostBytes) {
        int length = Math.min(Math.min(octet(), mostBytes), bytes.length - at);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** All that is left. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, at, bytes.length);
        at = bytes.length;
        return rest;
    }

    /** All that is left as text. */
    public String restText() {
        return new String(rest(), StandardCharsets.UTF_8);
    }

    /** All that is left in pieces of 1 to 64 bytes, as a network brings it. */
    public static List<byte[]> pieces(byte[] whole, int firstLength) {
        List<byte[]> pieces = new ArrayList<>();
        int length = 1 + (firstLength & 63);
        for (int from = 0; from < whole.length; ) {
            int to = Math.min(whole.length, from + length);
            pieces.add(Arrays.copyOfRange(whole, from, to));
            from = to;
            length = 1 + (length * 7 + 3) % 64;
        }
        return pieces;
    }
}
