package dev.trunkline.continuity;

import dev.trunkline.store.JournalRecords;
import dev.trunkline.store.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One append-only file of {@link JournalRecords}, in a folder that nobody else may read, for one process at a time. After a failure
 * nothing is appended until it was written anew. Blocks. Confined to one thread.
 */
public final class JournalFile implements AutoCloseable {

    private final Path folder;
    private final String name;
    private final String newName;
    private final String lockName;
    private @Nullable FileChannel lockFile;
    private @Nullable FileChannel channel;
    private long sizeBytes;

    /** Another process writes here. */
    public static final class InUseException extends IOException {
        private static final long serialVersionUID = 1;

        InUseException(Path folder) {
            super(folder + " is in use by another process");
        }
    }

    /**
     * @param folder made when it is not there
     * @param name of what is kept in it: its file is called so, with {@code .journal}
     */
    public JournalFile(Path folder, String name) {
        this.folder = folder;
        this.name = name + ".journal";
        this.newName = name + ".journal.new";
        this.lockName = name + ".lock";
    }

    /** Whether it can be appended to. */
    public boolean isOpen() {
        return channel != null;
    }

    /** Of the file, in bytes. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /**
     * Makes the folder and takes it for this process, if it is not taken yet.
     *
     * @throws InUseException when another process has it
     */
    public void own() throws IOException {
        if (lockFile != null) {
            return;
        }
        Files.createDirectories(folder, OwnerOnly.folder(folder));
        FileChannel file = open(lockName, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = file.tryLock();
            if (lock == null) {
                file.close();
                throw new InUseException(folder);
            }
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new InUseException(folder);
        }
        lockFile = file;
    }

    /**
     * Reads what an earlier process wrote.
     *
     * @return how many bytes made no sense
     */
    public int read(Consumer<byte[]> each) throws IOException {
        Path file = folder.resolve(name);
        try (FileChannel old = FileChannel.open(file, StandardOpenOption.READ)) {
            if (old.size() > Integer.MAX_VALUE) {
                throw new IOException(file + " is too long to be read, and is left as it is");
            }
            return JournalRecords.read(old.map(FileChannel.MapMode.READ_ONLY, 0, old.size()), each);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Appends records. When that fails, the file is closed: what is at its end is not known. */
    void append(ByteBuffer records) throws IOException {
        FileChannel to = channel;
        if (to == null) {
            throw new IOException("the journal is not open");
        }
        try {
            sizeBytes += records.remaining();
            writeWhole(to, records);
        } catch (IOException e) {
            closeChannel();
            throw e;
        }
    }

    /** Appends one record, as {@link #append(ByteBuffer)} does. */
    public void append(byte[] payload) throws IOException {
        append(JournalRecords.of(payload));
    }

    /** Returns when the disk has what was appended, whatever becomes of the machine. As for {@link #append(ByteBuffer)}, a failure closes. */
    public void force() throws IOException {
        FileChannel to = channel;
        if (to == null) {
            throw new IOException("the journal is not open");
        }
        try {
            to.force(false);
        } catch (IOException e) {
            closeChannel();
            throw e;
        }
    }

    /** Writes these instead of all that was: beside it first, so that a crash leaves one of the two. */
    public void rewrite(Collection<byte[]> payloads) throws IOException {
        own();
        closeChannel();
        Files.deleteIfExists(folder.resolve(newName));
        FileChannel fresh = open(newName, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            long writtenBytes = 0;
            for (byte[] payload : payloads) {
                ByteBuffer record = JournalRecords.of(payload);
                writtenBytes += record.remaining();
                writeWhole(fresh, record);
            }
            fresh.force(true);
            Files.move(
                    folder.resolve(newName),
                    folder.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            sizeBytes = writtenBytes;
            channel = fresh;
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
    }

    private FileChannel open(String fileName, OpenOption... how) throws IOException {
        Path file = folder.resolve(fileName);
        return FileChannel.open(file, Set.of(how), OwnerOnly.file(file));
    }

    private static void writeWhole(FileChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private void closeChannel() throws IOException {
        FileChannel old = channel;
        channel = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() throws IOException {
        closeChannel();
        FileChannel lock = lockFile;
        lockFile = null;
        if (lock != null) {
            lock.close();
        }
    }
}
