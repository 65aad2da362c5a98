package dev.trunkline.flight;

import com.fasterxml.jackson.databind.JsonNode;
import dev.trunkline.phone.IncomingCall;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a flight, moment by moment. Confined to one thread. */
public final class FlightReader implements AutoCloseable {

    private static final int NESTED = 0x80;

    private final InputStream file;
    private final FlightBlocks blocks;
    private final FlightOpening opening;
    private @Nullable FlightRecord next; // begins the next moment
    private long nextNanos;
    private long nowNanos;

    /** What is there cannot be replayed; the message says why. */
    public static class Unreadable extends IOException {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    /** What is left of a flight whose process was killed as it began, or whose beginning is damaged: no key and no program tells whose it is. */
    static final class Stump extends Unreadable {
        private static final long serialVersionUID = 1;

        Stump(String message) {
            super(message);
        }
    }

    private FlightReader(InputStream file, List<FlightKey> keys) throws IOException {
        this.file = file;
        this.blocks = FlightBlocks.of(file, keys, FlightFormat.VERSION);
        try {
            this.opening = FlightJson.read(blocks.readText(), FlightOpening.class);
        } catch (IOException e) {
            throw new Unreadable("does not say what its call began with");
        }
        this.nowNanos = opening.originNanos();
        this.next = readRecord();
        this.nextNanos = nowNanos;
    }

    /**
     * Opens a flight.
     *
     * @param keys one of which has sealed it, if it is sealed
     * @throws Unreadable when it cannot be replayed
     */
    public static FlightReader open(Path path, List<FlightKey> keys) throws IOException {
        InputStream file = new BufferedInputStream(Files.newInputStream(path));
        try {
            return new FlightReader(file, keys);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Whose a flight is, of this version or an older one, though it may be one that cannot be replayed here; without its parameters.
     *
     * @throws Stump when it was cut off before it says so
     * @throws Unreadable when nobody can tell here
     */
    static IncomingCall whose(Path path, List<FlightKey> keys) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path))) {
            FlightBlocks blocks = FlightBlocks.of(file, keys, FlightFormat.OLDEST);
            JsonNode call = FlightJson.tree(beginning(blocks)).path("incoming");
            return new IncomingCall(
                    text(call, "callSid"), text(call, "streamSid"), text(call, "from"), text(call, "to"), Map.of());
        }
    }

    private static String text(JsonNode call, String name) throws IOException {
        String text = call.path(name).textValue();
        if (text == null) {
            throw new Unreadable("does not say whose it is");
        }
        return text;
    }

    private static String beginning(FlightBlocks blocks) throws IOException {
        try {
            return blocks.readText();
        } catch (EOFException e) {
            throw new Stump("does not say what its call began with");
        }
    }

    public FlightOpening opening() {
        return opening;
    }

    /** How the flight ended, once all of it is read: whole when with its call; "cut" when nobody wrote its end. */
    public String ending() {
        String ending = blocks.ending();
        return ending == null ? "cut" : ending;
    }

    /** The next moment, or null behind the last. One that the end of the file cuts in two is none. */
    public @Nullable FlightMoment next() throws IOException {
        FlightRecord input = next;
        if (input == null) {
            return null;
        }
        long atNanos = nextNanos;
        List<FlightRecord> rest = new ArrayList<>();
        FlightRecord record = readRecord();
        while (record != null && (record.kind().side() != FlightKind.Side.IN || record.isNested())) {
            rest.add(record);
            record = readRecord();
        }
        next = record;
        nextNanos = nowNanos;
        boolean isCut = record == null && !"whole".equals(blocks.ending());
        return isCut ? null : new FlightMoment(atNanos, input, rest);
    }

    private @Nullable FlightRecord readRecord() throws IOException {
        try {
            int code = blocks.readByte();
            boolean isNested = (code & NESTED) != 0;
            FlightKind kind = FlightKind.of(code & ~NESTED);
            if (kind == null) {
                throw new Unreadable("holds something that this program does not know (" + (code & ~NESTED)
                        + "): a newer one wrote it");
            }
            if (kind.side() == FlightKind.Side.IN && !isNested) {
                nowNanos += readNumber();
            }
            long number = kind.hasNumber() ? readNumber() : 0;
            long value = kind.hasValue() ? readNumber() : 0;
            if (kind == FlightKind.CLOCK) {
                nowNanos += value;
            }
            byte[] sound = kind.hasSound() ? blocks.readBytes(soundLength()) : null;
            String text = kind.hasText() ? blocks.readText() : "";
            return new FlightRecord(kind, number, value, sound, text, isNested);
        } catch (EOFException end) {
            return null;
        }
    }

    private int soundLength() throws IOException {
        long length = readNumber();
        if (length < 0 || length > FlightFormat.MOST_BLOCK_BYTES) {
            throw new Unreadable("holds a sound of " + length + " bytes");
        }
        return (int) length;
    }

    private long readNumber() throws IOException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = blocks.readByte();
            number |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                break;
            }
        }
        return number >>> 1 ^ -(number & 1);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
