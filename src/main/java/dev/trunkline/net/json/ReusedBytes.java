package dev.trunkline.net.json;

/** A buffer that grows as it must and does not stay big for one big message. Confined to one loop. */
public final class ReusedBytes {

    /** What a chunk of a sentence is expected to need. */
    private static final int START_BYTES = 64 * 1024;
    /** A buffer that had to grow beyond this is not kept. */
    private static final int KEEP_BYTES = 1024 * 1024;

    private byte[] bytes = new byte[START_BYTES];

    /** Room for {@code lengthBytes}; what was in it before is lost. */
    public byte[] atLeast(int lengthBytes) {
        if (bytes.length < lengthBytes) {
            bytes = new byte[Math.max(lengthBytes, Math.min(2 * bytes.length, KEEP_BYTES))];
        } else if (bytes.length > KEEP_BYTES && lengthBytes <= KEEP_BYTES) {
            bytes = new byte[Math.max(lengthBytes, START_BYTES)];
        }
        return bytes;
    }
}
