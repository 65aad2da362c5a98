package dev.trunkline.flight;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** The blocks of a file, one behind the other, up to the first that is not whole. Confined to one thread. */
final class FlightBlocks {

    private final DataInputStream file;
    private final FlightKey.@Nullable Seal seal;
    private long blocks;
    private final Queue<String> texts = new ArrayDeque<>();
    private byte[] records = new byte[0];
    private int at;
    private @Nullable String ending;
    private boolean isOver;

    private FlightBlocks(DataInputStream file, FlightKey.@Nullable Seal seal) {
        this.file = file;
        this.seal = seal;
    }

    /** @throws FlightReader.Unreadable when it is no flight, or one of a version before {@code oldest} or newer than ours */
    static FlightBlocks of(InputStream file, List<FlightKey> keys, int oldest) throws IOException {
        DataInputStream in = new DataInputStream(file);
        try {
            if (in.readInt() != FlightFormat.MAGIC) {
                throw new FlightReader.Unreadable("is no flight");
            }
            int version = in.readUnsignedShort();
            if (version < oldest || version > FlightFormat.VERSION) {
                throw new FlightReader.Unreadable("is of version " + version + ", and this program reads "
                        + FlightFormat.VERSION + "; replay it with the program that wrote it");
            }
            return new FlightBlocks(in, in.readUnsignedByte() == FlightFormat.OPEN ? null : seal(in, keys));
        } catch (EOFException e) {
            throw new FlightReader.Stump("is no flight: it is too short");
        }
    }

    private static FlightKey.Seal seal(DataInputStream in, List<FlightKey> keys) throws IOException {
        byte[] id = new byte[FlightKey.ID_BYTES];
        byte[] salt = new byte[FlightKey.SALT_BYTES];
        in.readFully(id);
        in.readFully(salt);
        for (FlightKey key : keys) {
            if (Arrays.equals(key.id(), id)) {
                return key.ofFile(salt);
            }
        }
        throw new FlightReader.Unreadable(
                "is sealed with the key " + HexFormat.of().formatHex(id)
                        + "; give it in TRUNKLINE_RECORDING_KEY or TRUNKLINE_RECORDING_FORMER_KEYS");
    }

    /** How the flight ended, or null when its end is missing, or not read yet. */
    @Nullable
    String ending() {
        return ending;
    }

    /** @throws EOFException behind the last one */
    int readByte() throws IOException {
        while (at == records.length) {
            readBlock();
        }
        return records[at++] & 0xff;
    }

    /** @throws EOFException when there are not so many */
    byte[] readBytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < length) {
            while (at == records.length) {
                readBlock();
            }
            int part = Math.min(length - filled, records.length - at);
            System.arraycopy(records, at, bytes, filled, part);
            at += part;
            filled += part;
        }
        return bytes;
    }

    /** The next text, which stands in a block that was read already, or in the next. */
    String readText() throws IOException {
        while (texts.isEmpty()) {
            if (at < records.length) {
                throw new EOFException("a text is missing");
            }
            readBlock();
        }
        return texts.remove();
    }

    private void readBlock() throws IOException {
        if (isOver) {
            throw new EOFException();
        }
        isOver = true; // unless this one is whole
        int length = file.readInt();
        int sum = file.readInt();
        int flags = file.readUnsignedByte();
        if (length < 0 || length > FlightFormat.MOST_BLOCK_BYTES) {
            throw new EOFException("a block is broken");
        }
        byte[] payload = file.readNBytes(length);
        if (payload.length < length || FlightFormat.sum(flags, payload) != sum) {
            throw new EOFException("a block is broken");
        }
        unpack(opened(flags, payload));
        if (flags == FlightFormat.LAST) {
            ending = texts.poll();
            throw new EOFException();
        }
        isOver = false;
    }

    private byte[] opened(int flags, byte[] payload) throws IOException {
        try {
            return seal == null ? payload : seal.open(blocks++, flags, payload);
        } catch (GeneralSecurityException e) {
            throw new EOFException("a block was changed");
        }
    }

    private void unpack(byte[] payload) throws IOException {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(payload)))) {
            int left = FlightFormat.MOST_BLOCK_BYTES;
            int length = bounded(in.readInt(), left);
            records = in.readNBytes(length);
            left -= length;
            at = 0;
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                length = bounded(in.readInt(), left - Integer.BYTES);
                left -= length + Integer.BYTES;
                texts.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            }
        }
    }

    /** A block that says it is longer than it may be would fill the memory. */
    private static int bounded(int length, int most) throws EOFException {
        if (length < 0 || length > most) {
            throw new EOFException("a block is too long");
        }
        return length;
    }
}
