package dev.trunkline.net.loop;

/**
 * Room for one message that comes and one that goes: the same for all connections of a loop, so that it is always in the
 * processor's cache. It grows with the longest and does not shrink. Confined to its loop.
 */
public final class ScratchBytes {

    private static final int START_BYTES = 16 * 1024;

    private byte[] incoming = {};
    private byte[] outgoing = {};

    ScratchBytes() {}

    /** At least {@code lengthBytes} for a message that comes; the one before is gone. */
    public byte[] incoming(int lengthBytes) {
        if (incoming.length < lengthBytes) {
            incoming = larger(incoming, lengthBytes);
        }
        return incoming;
    }

    /** The same for one that goes, as what came may still be needed. */
    public byte[] outgoing(int lengthBytes) {
        if (outgoing.length < lengthBytes) {
            outgoing = larger(outgoing, lengthBytes);
        }
        return outgoing;
    }

    private static byte[] larger(byte[] before, int lengthBytes) {
        return new byte[Math.max(START_BYTES, Math.max(lengthBytes, 2 * before.length))];
    }
}
