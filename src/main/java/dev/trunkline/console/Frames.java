package dev.trunkline.console;

import java.io.ByteArrayOutputStream;

/**
 * Frames of a WebSocket as a server sends them, whole and unmasked (RFC 6455, 5.2). Written here, and not by Netty for each socket,
 * so that all watchers are sent the same bytes.
 */
final class Frames {

    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int SHORT = 126;
    private static final int LONG = 127;

    private Frames() {}

    static void text(byte[] utf8, ByteArrayOutputStream to) {
        head(TEXT, utf8.length, to);
        to.writeBytes(utf8);
    }

    /**
     * A piece of sound: a byte for the channel, four for its time, big-endian, and mu-law.
     *
     * @param atMillis since the call began
     */
    static void sound(int channel, long atMillis, byte[] muLaw, int lengthBytes, ByteArrayOutputStream to) {
        head(BINARY, 1 + Integer.BYTES + lengthBytes, to);
        to.write(channel);
        number(atMillis, Integer.BYTES, to);
        to.write(muLaw, 0, lengthBytes);
    }

    private static void head(int kind, int lengthBytes, ByteArrayOutputStream to) {
        to.write(kind);
        if (lengthBytes < SHORT) {
            to.write(lengthBytes);
        } else if (lengthBytes <= 0xFFFF) {
            to.write(SHORT);
            number(lengthBytes, Short.BYTES, to);
        } else {
            to.write(LONG);
            number(lengthBytes, Long.BYTES, to);
        }
    }

    private static void number(long value, int bytes, ByteArrayOutputStream to) {
        for (int shift = (bytes - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            to.write((int) (value >> shift) & 0xFF);
        }
    }
}
