package dev.trunkline.flight;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * The file's outside: a head, then blocks, each with its length and its sum, so that a file that was cut off is readable up to its
 * last whole block. The format stands in replay.md. Confined to one thread.
 */
final class FlightFormat {

    static final int MAGIC = 0x544c4652; // "TLFR"
    static final int VERSION = 2;
    static final int OLDEST = 1; // of which can be told whose it is
    static final String SUFFIX = ".flight";

    /** The last block: its only text says how the flight ended. */
    static final int LAST = 1;

    static final int OPEN = 0;
    static final int SEALED = 1;

    static final int MOST_BLOCK_BYTES = 64 << 20; // more is no block of ours

    private FlightFormat() {}

    static byte[] packed(byte[] records, int length, List<String> texts) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream(length / 2 + 64);
        Deflater fast = new Deflater(Deflater.BEST_SPEED);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(payload, fast))) {
            out.writeInt(length);
            out.write(records, 0, length);
            out.writeInt(texts.size());
            for (String text : texts) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.writeInt(utf8.length);
                out.write(utf8);
            }
        } finally {
            fast.end();
        }
        return payload.toByteArray();
    }

    static int sum(int flags, byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(flags);
        crc.update(payload);
        return (int) crc.getValue();
    }
}
