package dev.trunkline.record.store;

import static java.util.Objects.requireNonNull;

import dev.trunkline.store.JournalRecords;
import dev.trunkline.store.OwnerOnly;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What waits on disk for the database: segments of {@link JournalRecords}, appended to by one thread and read by another, each
 * deleted when all of it has been read. What {@link #append} has returned from is on the disk, not in its cache. Bounded. Blocks;
 * thread-safe.
 */
final class RecordJournal implements AutoCloseable {

    private static final long SEGMENT_BYTES = 8 * 1024 * 1024;
    private static final String ENDING = ".journal";
    private static final String NEW_ENDING = ".journal.new";

    private final Path folder;
    private final long maxBytes;
    private final Deque<Segment> segments = new ArrayDeque<>(); // the last one is written to while there is a channel
    private @Nullable FileChannel channel;
    private long nextNumber;

    /** One file. */
    private static final class Segment {
        private final Path file;
        private long sizeBytes; // of whole records
        private long readBytes; // of these, what has been read
        private long firstBytes; // of these, what it began with

        Segment(Path file) {
            this.file = file;
        }

        boolean isRead() {
            return readBytes >= sizeBytes;
        }

        List<byte[]> payloads(long fromBytes, long toBytes) throws IOException {
            List<byte[]> payloads = new ArrayList<>();
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(toBytes - fromBytes));
            try (FileChannel old = FileChannel.open(file, StandardOpenOption.READ)) {
                while (bytes.hasRemaining() && old.read(bytes, fromBytes + bytes.position()) >= 0) {
                    // on
                }
            }
            JournalRecords.read(bytes.flip(), payloads::add);
            return payloads;
        }
    }

    /**
     * Some records that have not been read before, in the order in which they came.
     *
     * @param segment where they are
     * @param toBytes where they end there
     */
    record Unread(Object segment, long toBytes, List<byte[]> payloads) {}

    /**
     * Makes the folder, and finds what an earlier process has left.
     *
     * @param maxBytes the most that waits
     * @param left is given it, in its order
     */
    RecordJournal(Path folder, long maxBytes, Consumer<byte[]> left) throws IOException {
        this.folder = folder;
        this.maxBytes = maxBytes;
        Files.createDirectories(folder, OwnerOnly.folder(folder));
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.sorted().toList();
        }
        for (Path file : files) {
            if (file.toString().endsWith(NEW_ENDING)) {
                Files.delete(file);
            }
            if (!file.toString().endsWith(ENDING)) {
                continue;
            }
            Segment segment = new Segment(file);
            segment.sizeBytes = Files.size(file);
            segments.add(segment);
            nextNumber = Math.max(nextNumber, number(file) + 1);
            segment.payloads(0, segment.sizeBytes).forEach(left);
        }
    }

    private static long number(Path segment) {
        try {
            return Long.parseLong(segment.getFileName().toString().replace(ENDING, ""));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** @throws IOException when there is no room, or the disk cannot; then none of them is kept */
    synchronized void append(List<byte[]> payloads) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] payload : payloads) {
            bytes.writeBytes(JournalRecords.of(payload).array());
        }
        if (sizeBytes() + bytes.size() > maxBytes) {
            throw new IOException("the journal is as long as it may be");
        }
        if (channel == null) {
            begin();
        }
        FileChannel to = requireNonNull(channel);
        Segment segment = segments.getLast();
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes.toByteArray());
            while (left.hasRemaining()) {
                to.write(left);
            }
            to.force(false);
            segment.sizeBytes += bytes.size();
        } catch (IOException e) {
            closeChannel(); // what is at its end is not known
            throw e;
        }
    }

    /** Begins another segment with these, so that those before it can go as soon as they have been read. */
    synchronized void turnOver(List<byte[]> first) throws IOException {
        closeChannel();
        if (!first.isEmpty()) {
            append(first);
            segments.getLast().firstBytes = segments.getLast().sizeBytes;
        }
    }

    /** Whether so much has been appended to the segment that is written, beside what it began with, as one should hold. */
    synchronized boolean isSegmentFull() {
        return channel != null && segments.getLast().sizeBytes - segments.getLast().firstBytes >= SEGMENT_BYTES;
    }

    /** Whether there is nothing that was not read. */
    synchronized boolean isRead() {
        return segments.stream().allMatch(Segment::isRead);
    }

    private long sizeBytes() {
        return segments.stream().mapToLong(segment -> segment.sizeBytes).sum();
    }

    private void begin() throws IOException {
        Path file = folder.resolve(String.format("%012d%s", nextNumber++, ENDING));
        channel = open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        segments.add(new Segment(file));
        forceFolder();
    }

    /** So that a power failure does not take the new file's name away. */
    private void forceFolder() {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            // Not every system opens folders; a process that is killed loses nothing by it.
        }
    }

    /** The oldest that have not been read, or null when all have. */
    synchronized @Nullable Unread read() throws IOException {
        for (Segment segment : segments) {
            if (!segment.isRead()) {
                return new Unread(segment, segment.sizeBytes, segment.payloads(segment.readBytes, segment.sizeBytes));
            }
        }
        return null;
    }

    /** They need not be read again by this process. */
    synchronized void done(Unread unread) {
        for (Segment segment : segments) {
            if (segment == unread.segment()) {
                segment.readBytes = unread.toBytes();
            }
        }
    }

    /** Whether a segment can go. */
    synchronized boolean hasFinished() {
        Segment oldest = segments.peekFirst();
        return oldest != null && oldest.isRead() && (channel == null || segments.size() > 1);
    }

    /** Deletes those that can go: all that was read is in the database for good. */
    synchronized void dropFinished() throws IOException {
        while (hasFinished()) {
            Files.deleteIfExists(segments.getFirst().file);
            segments.removeFirst();
        }
    }

    /** Deletes records wherever they stand, read or not; how many. */
    synchronized long erase(Predicate<byte[]> which) throws IOException {
        long erased = 0;
        closeChannel();
        for (Segment segment : segments) {
            List<byte[]> read = segment.payloads(0, segment.readBytes);
            List<byte[]> unread = segment.payloads(segment.readBytes, segment.sizeBytes);
            int before = read.size() + unread.size();
            read.removeIf(which);
            unread.removeIf(which);
            if (read.size() + unread.size() < before) {
                erased += before - read.size() - unread.size();
                rewrite(segment, read, unread);
            }
        }
        return erased;
    }

    private void rewrite(Segment segment, List<byte[]> read, List<byte[]> unread) throws IOException {
        Path fresh = folder.resolve(number(segment.file) + NEW_ENDING);
        Files.deleteIfExists(fresh);
        long readBytes = 0;
        long sizeBytes = 0;
        try (FileChannel to = open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (byte[] payload : read) {
                readBytes += write(to, payload);
            }
            sizeBytes = readBytes;
            for (byte[] payload : unread) {
                sizeBytes += write(to, payload);
            }
            to.force(true);
        }
        Files.move(fresh, segment.file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        segment.readBytes = readBytes;
        segment.sizeBytes = sizeBytes;
    }

    private static long write(FileChannel to, byte[] payload) throws IOException {
        ByteBuffer record = JournalRecords.of(payload);
        long bytes = record.remaining();
        while (record.hasRemaining()) {
            to.write(record);
        }
        return bytes;
    }

    private static FileChannel open(Path file, OpenOption... how) throws IOException {
        return FileChannel.open(file, Set.of(how), OwnerOnly.file(file));
    }

    private void closeChannel() throws IOException {
        FileChannel old = channel;
        channel = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closeChannel();
    }
}
