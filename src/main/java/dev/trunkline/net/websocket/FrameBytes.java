package dev.trunkline.net.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Arithmetic on the bytes of frames, eight at a time. */
final class FrameBytes {

    /** Longer messages go the longer way. */
    static final int MAX_TEXT_BYTES = 1 << 20;

    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private FrameBytes() {}

    /** Masks or unmasks, RFC 6455, 5.3; the mask's first byte is its most significant. */
    static void mask(byte[] text, int from, int to, int mask) {
        long twice = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            EIGHT.set(text, at, (long) EIGHT.get(text, at) ^ twice);
        }
        for (; at < to; at++) {
            text[at] ^= (byte) (mask >> (24 - 8 * ((at - from) & 3)));
        }
    }

    static boolean isAscii(byte[] text, int length) {
        long seen = 0;
        int at = 0;
        for (; at <= length - Long.BYTES; at += Long.BYTES) {
            seen |= (long) EIGHT.get(text, at);
        }
        for (; at < length; at++) {
            seen |= text[at]; // a negative one sets the upper bits
        }
        return (seen & NOT_ASCII) == 0;
    }
}
