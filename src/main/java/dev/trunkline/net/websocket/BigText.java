package dev.trunkline.net.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of megabytes, kept in pieces as it comes from the socket, so that no turn of the loop has to do with all of it.
 * Confined to the connection's loop while it comes; when it is whole, it belongs to whoever was given it.
 */
public final class BigText {

    private static final int PIECE_BYTES = 128 << 10;
    private static final byte[] NOTHING = {};

    private final int lengthBytes;
    private final List<byte[]> pieces = new ArrayList<>();
    private int filledBytes;
    private boolean ascii = true;

    BigText(int lengthBytes) {
        this.lengthBytes = lengthBytes;
    }

    /** Takes what there is of it. */
    void take(ByteBuf read) {
        while (read.isReadable() && !isWhole()) {
            int at = filledBytes % PIECE_BYTES;
            if (at == 0) {
                pieces.add(new byte[Math.min(PIECE_BYTES, lengthBytes - filledBytes)]);
            }
            byte[] piece = pieces.get(pieces.size() - 1);
            int bytes = Math.min(read.readableBytes(), piece.length - at);
            read.readBytes(piece, at, bytes);
            filledBytes += bytes;
            if (at + bytes == piece.length) {
                ascii &= FrameBytes.isAscii(piece, piece.length);
            }
        }
    }

    boolean isWhole() {
        return filledBytes == lengthBytes;
    }

    /** Of a whole one. */
    boolean isAscii() {
        return ascii;
    }

    /** The same as a buffer, without a copy. */
    ByteBuf asBuffer() {
        return Unpooled.wrappedBuffer(pieces.size(), pieces.toArray(byte[][]::new));
    }

    /** All of it in one piece, once: a copy of megabytes, which is not made on a loop. The pieces are given up, or it would take twice as much. */
    public byte[] takeBytes() {
        byte[] bytes = new byte[lengthBytes];
        int at = 0;
        for (int i = 0; i < pieces.size(); i++) {
            byte[] piece = pieces.set(i, NOTHING);
            System.arraycopy(piece, 0, bytes, at, piece.length);
            at += piece.length;
        }
        return bytes;
    }
}
