package dev.trunkline.recording;

import dev.trunkline.audio.MuLaw;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A call's recording as one piece of sound: its parts, from whatever stream and process, in the order of time, with silence between them.
 * It can be read while the call goes on, up to where it was when it was opened. Blocks; not thread-safe.
 */
public final class StoredRecording implements SoundBytes {

    private static final int SAMPLES_PER_MILLI = TimeLine.RATE_HZ / 1_000;
    private static final long MOST_BETWEEN_MILLIS = 3_600_000; // a clock that was set is no hour of silence

    private final RecordingFormat format;
    private final long durationMillis;
    private final boolean isComplete;
    private final List<SoundBytes> pieces;
    private final long lengthBytes;

    private StoredRecording(RecordingFormat format, long durationMillis, boolean isComplete, List<SoundBytes> pieces) {
        this.format = format;
        this.durationMillis = durationMillis;
        this.isComplete = isComplete;
        this.pieces = pieces;
        this.lengthBytes = pieces.stream().mapToLong(SoundBytes::lengthBytes).sum();
    }

    /**
     * Opens it.
     *
     * @param keys which have sealed it
     * @return null when there is none
     * @throws IOException when it cannot be opened: the message says which key is missing
     */
    static @Nullable StoredRecording open(RecordingFolder folder, String callSid, List<RecordingKey> keys)
            throws IOException {
        List<RecordingFolder.Part> parts = folder.parts(callSid);
        if (parts.isEmpty()) {
            return null;
        }
        RecordingFormat format =
                RecordingFormat.valueOf(parts.get(0).index().format().toUpperCase(Locale.ROOT));
        Assembly assembly = new Assembly(format);
        try {
            for (RecordingFolder.Part part : parts) {
                if (part.index().format().equals(format.label())) {
                    assembly.add(part, bytes(part, format, keys));
                }
            }
        } catch (IOException e) {
            close(assembly.pieces);
            throw e;
        }
        return assembly.whole();
    }

    /** What is to be said of a part that its process could not finish. */
    static RecordingIndex settled(RecordingFolder.Part part, List<RecordingKey> keys) throws IOException {
        RecordingFormat format = RecordingFormat.valueOf(part.index().format().toUpperCase(Locale.ROOT));
        try (SoundBytes bytes = bytes(part, format, keys)) {
            return part.index().settled(Assembly.millis(format, part, bytes));
        }
    }

    private static SoundBytes bytes(RecordingFolder.Part part, RecordingFormat format, List<RecordingKey> keys)
            throws IOException {
        return part.isSealed()
                ? new SealedBytes(part.sound(), keys)
                : new PlainBytes(part.sound(), format == RecordingFormat.WAV ? MuLawWav.HEADER_BYTES : 0);
    }

    /** Parts one after the other. */
    private static final class Assembly {
        private final RecordingFormat format;
        private final List<SoundBytes> pieces = new ArrayList<>();
        private long beganMillis;
        private long endMillis;
        private boolean isComplete = true;

        Assembly(RecordingFormat format) {
            this.format = format;
        }

        void add(RecordingFolder.Part part, SoundBytes bytes) throws IOException {
            long started = part.index().startedMillis();
            if (pieces.isEmpty()) {
                beganMillis = started;
                endMillis = started;
            }
            long between = Math.min(MOST_BETWEEN_MILLIS, started - endMillis);
            if (between > 0) {
                pieces.add(silence(between));
                endMillis += between;
            }
            pieces.add(bytes);
            endMillis += millis(format, part, bytes);
            isComplete &= part.index().state().equals(RecordingIndex.COMPLETE);
        }

        private SoundBytes silence(long millis) {
            return format == RecordingFormat.WAV
                    ? new Silence(millis * SAMPLES_PER_MILLI * MuLawWav.FRAME_BYTES)
                    : new Held(OggOpus.silence(millis, (int) endMillis));
        }

        /** Of one that was cut off, or goes on, only the sound itself tells. */
        static long millis(RecordingFormat format, RecordingFolder.Part part, SoundBytes bytes) throws IOException {
            if (format == RecordingFormat.WAV) {
                return bytes.lengthBytes() / MuLawWav.FRAME_BYTES / SAMPLES_PER_MILLI;
            }
            boolean isOver = !part.index().state().equals(RecordingIndex.RECORDING);
            long written = Files.getLastModifiedTime(part.sound()).toMillis();
            return isOver
                    ? part.index().durationMillis()
                    : Math.max(0, written - part.index().startedMillis());
        }

        StoredRecording whole() {
            if (format == RecordingFormat.WAV) {
                long bytes = pieces.stream().mapToLong(SoundBytes::lengthBytes).sum();
                pieces.add(0, new Held(MuLawWav.header(bytes)));
            }
            return new StoredRecording(format, endMillis - beganMillis, isComplete, List.copyOf(pieces));
        }
    }

    /** Bytes in memory. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Held(byte[] bytes) implements SoundBytes {

        @Override
        public long lengthBytes() {
            return bytes.length;
        }

        @Override
        public int read(long from, byte[] target, int offset, int length) {
            int given = (int) Math.min(length, bytes.length - from);
            System.arraycopy(bytes, (int) from, target, offset, given);
            return given;
        }
    }

    private record Silence(long lengthBytes) implements SoundBytes {

        @Override
        public int read(long from, byte[] target, int offset, int length) {
            int given = (int) Math.min(length, lengthBytes - from);
            Arrays.fill(target, offset, offset + given, MuLaw.SILENCE);
            return given;
        }
    }

    /** What it is written in. */
    public RecordingFormat format() {
        return format;
    }

    public long durationMillis() {
        return durationMillis;
    }

    /** Whether nothing is missing, and no more comes. */
    public boolean isComplete() {
        return isComplete;
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public int read(long from, byte[] target, int offset, int length) throws IOException {
        long at = from;
        for (SoundBytes piece : pieces) {
            if (at < piece.lengthBytes()) {
                return piece.read(at, target, offset, length);
            }
            at -= piece.lengthBytes();
        }
        throw new IOException("the recording has no byte " + from);
    }

    /** Reads so many bytes from a position on, fewer at the end. */
    byte[] readFully(long from, int length) throws IOException {
        byte[] read = new byte[(int) Math.max(0, Math.min(length, lengthBytes - from))];
        for (int at = 0; at < read.length; ) {
            at += read(from + at, read, at, read.length - at);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        close(pieces);
    }

    private static void close(List<SoundBytes> pieces) throws IOException {
        for (SoundBytes piece : pieces) {
            piece.close();
        }
    }
}
