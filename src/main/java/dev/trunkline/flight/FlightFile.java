package dev.trunkline.flight;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A flight's file as it is written: a head, then block after block. Confined to one thread. */
final class FlightFile implements AutoCloseable {

    private static final byte[] NOTHING = {};

    private final OutputStream file;
    private final FlightKey.@Nullable Seal seal;
    private long blocks;

    /**
     * Writes the head, and what the call began with.
     *
     * @param key seals it; null for none
     */
    FlightFile(OutputStream file, @Nullable FlightKey key, FlightOpening opening) throws IOException {
        this.file = file;
        DataOutputStream out = new DataOutputStream(file);
        out.writeInt(FlightFormat.MAGIC);
        out.writeShort(FlightFormat.VERSION);
        if (key == null) {
            this.seal = null;
            out.writeByte(FlightFormat.OPEN);
        } else {
            byte[] salt = new byte[FlightKey.SALT_BYTES];
            new SecureRandom().nextBytes(salt);
            this.seal = key.ofFile(salt);
            out.writeByte(FlightFormat.SEALED);
            out.write(key.id());
            out.write(salt);
        }
        out.flush();
        write(0, NOTHING, 0, List.of(FlightJson.text(opening)));
    }

    /** @param flags {@link FlightFormat#LAST} or 0 */
    void write(int flags, byte[] records, int length, List<String> texts) throws IOException {
        byte[] packed = FlightFormat.packed(records, length, texts);
        byte[] payload = seal == null ? packed : seal.close(blocks, flags, packed);
        blocks++;
        ByteArrayOutputStream block = new ByteArrayOutputStream(payload.length + 9);
        DataOutputStream out = new DataOutputStream(block);
        out.writeInt(payload.length);
        out.writeInt(FlightFormat.sum(flags, payload));
        out.writeByte(flags);
        out.write(payload);
        block.writeTo(file); // at once: what is cut off is cut off here
        file.flush();
    }

    /** Writes how it ended. */
    void end(String how) throws IOException {
        write(FlightFormat.LAST, NOTHING, 0, List.of(how));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
