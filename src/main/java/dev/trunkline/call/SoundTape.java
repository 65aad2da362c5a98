package dev.trunkline.call;

/**
 * The end of the caller's sound, kept for an AI that may have to hear it (again). Positions count mu-law bytes since the
 * call began. Grows with what it keeps and shrinks when that is gone; in steady talk it allocates nothing. Confined to the
 * call's loop.
 */
final class SoundTape {

    private static final int START_BYTES = 32 * 1024; // four seconds: what steady talk needs
    private static final int MOST_IDLE_BYTES = 128 * 1024;

    private byte[] bytes = new byte[0]; // a power of two
    private long startBytes;
    private long endBytes;

    /** Where the kept sound begins. */
    long startBytes() {
        return startBytes;
    }

    /** Where it ends: all of the caller's sound so far. */
    long endBytes() {
        return endBytes;
    }

    void append(byte[] muLaw, int offset, int lengthBytes) {
        int keptBytes = (int) (endBytes - startBytes);
        if (bytes.length < keptBytes + lengthBytes) {
            resize(keptBytes + lengthBytes);
        }
        int at = (int) endBytes & (bytes.length - 1);
        int untilEnd = Math.min(lengthBytes, bytes.length - at);
        System.arraycopy(muLaw, offset, bytes, at, untilEnd);
        System.arraycopy(muLaw, offset + untilEnd, bytes, 0, lengthBytes - untilEnd);
        endBytes += lengthBytes;
    }

    /** What comes before {@code position} is needed no more. */
    void forgetBefore(long position) {
        startBytes = Math.max(startBytes, Math.min(position, endBytes));
        int keptBytes = (int) (endBytes - startBytes);
        if (bytes.length > MOST_IDLE_BYTES && keptBytes <= START_BYTES / 2) {
            resize(keptBytes);
        }
    }

    /**
     * Copies sound out, which stays on the tape.
     *
     * @param position not before {@link #startBytes}
     * @return how many bytes there were, at most {@code mostBytes}
     */
    int read(long position, byte[] target, int mostBytes) {
        int length = (int) Math.min(mostBytes, endBytes - position);
        int at = (int) position & (bytes.length - 1);
        int untilEnd = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, target, 0, untilEnd);
        System.arraycopy(bytes, 0, target, untilEnd, length - untilEnd);
        return length;
    }

    private void resize(int leastBytes) {
        int newBytes = Math.max(START_BYTES, Integer.highestOneBit(Math.max(1, leastBytes - 1)) << 1);
        byte[] resized = new byte[newBytes];
        for (long position = startBytes; position < endBytes; ) {
            int from = (int) position & (bytes.length - 1);
            int to = (int) position & (newBytes - 1);
            int length = (int) Math.min(endBytes - position, Math.min(bytes.length - from, newBytes - to));
            System.arraycopy(bytes, from, resized, to, length);
            position += length;
        }
        bytes = resized;
    }
}
