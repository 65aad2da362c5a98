package dev.trunkline.net.websocket;

import io.netty.buffer.ByteBuf;

/**
 * What the first bytes of a frame say (RFC 6455, 5.2), looked at and not taken. One for all frames of a connection, as there
 * are a hundred a second. Confined to the connection's loop.
 */
final class FrameHeader {

    /** Two bytes, a length of up to eight, a mask of four. */
    static final int MAX_BYTES = 14;

    /** The first byte of a text that is one frame: FIN, no extension, opcode 1. */
    static final byte WHOLE_TEXT = (byte) 0x81;

    /** The same of bytes: opcode 2. */
    static final byte WHOLE_BINARY = (byte) 0x82;

    static final int IS_MASKED = 0x80;
    static final int LENGTH_IN_16_BITS = 126;
    static final int LENGTH_IN_64_BITS = 127;

    private static final int MASK_BYTES = 4;

    private int start;
    private int lengthFieldBytes;
    private boolean masked;
    private long payloadBytes;

    /**
     * Looks at the next frame: whether it is a whole text whose length is there, and written as short as can be.
     *
     * @param orBinary whether one of bytes will do
     */
    boolean isWholeText(ByteBuf in, boolean orBinary) {
        start = in.readerIndex();
        int readable = in.readableBytes();
        if (readable < 2) {
            return false;
        }
        byte first = in.getByte(start);
        if (first != WHOLE_TEXT && !(orBinary && first == WHOLE_BINARY)) {
            return false;
        }
        int second = in.getByte(start + 1) & 0xFF;
        masked = (second & IS_MASKED) != 0;
        payloadBytes = second & ~IS_MASKED;
        lengthFieldBytes = 0;
        if (payloadBytes < LENGTH_IN_16_BITS) {
            return true;
        }
        lengthFieldBytes = payloadBytes == LENGTH_IN_16_BITS ? Short.BYTES : Long.BYTES;
        if (readable < 2 + lengthFieldBytes) {
            return false;
        }
        if (lengthFieldBytes == Short.BYTES) {
            payloadBytes = in.getUnsignedShort(start + 2);
            return payloadBytes >= LENGTH_IN_16_BITS;
        }
        payloadBytes = in.getLong(start + 2);
        return payloadBytes >= 1 << 16;
    }

    boolean isMasked() {
        return masked;
    }

    long payloadBytes() {
        return payloadBytes;
    }

    /** The header with its mask. */
    int bytes() {
        return 2 + lengthFieldBytes + (masked ? MASK_BYTES : 0);
    }

    /** Whether all of the frame is there. */
    boolean isFrameIn(ByteBuf in) {
        return in.readableBytes() - bytes() >= payloadBytes;
    }

    /** Where the payload begins. */
    int payloadAt() {
        return start + bytes();
    }

    /** What the payload is masked with; the first byte is the most significant. */
    int mask(ByteBuf in) {
        return in.getInt(payloadAt() - MASK_BYTES);
    }
}
