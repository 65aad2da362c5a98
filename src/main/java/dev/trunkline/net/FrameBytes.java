package dev.trunkline.net;

import io.netty.util.concurrent.FastThreadLocal;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Room in which a loop takes frames apart and puts them together: one for all of its connections, so that it is always in the
 * processor's cache. Arithmetic on eight bytes at a time. Confined to its loop.
 */
final class FrameBytes {

    /** Longer messages go the longer way. */
    static final int MAX_TEXT_BYTES = 1 << 20;

    /** RFC 6455, 5.2: two bytes, a length of up to eight, a mask of four. */
    static final int MAX_HEADER_BYTES = 14;

    private static final int START_BYTES = 16 * 1024;
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final FastThreadLocal<FrameBytes> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected FrameBytes initialValue() {
            return new FrameBytes();
        }
    };

    private byte[] read = new byte[START_BYTES];
    private byte[] masked = new byte[START_BYTES];

    private FrameBytes() {}

    /** The room of the loop that this is called on. */
    static FrameBytes ofThisLoop() {
        return OF_LOOP.get();
    }

    /** At least {@code lengthBytes} for a message that comes; the one before is gone. */
    byte[] toRead(int lengthBytes) {
        if (read.length < lengthBytes) {
            read = new byte[Math.max(lengthBytes, 2 * read.length)];
        }
        return read;
    }

    /** The same for one that goes, as what came may still be needed. */
    byte[] toMask(int lengthBytes) {
        if (masked.length < lengthBytes) {
            masked = new byte[Math.max(lengthBytes, 2 * masked.length)];
        }
        return masked;
    }

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
