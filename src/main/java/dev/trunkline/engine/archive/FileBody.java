package dev.trunkline.engine.archive;

import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.net.http.BodySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A file as the body of an answer, read by workers. Used by one answer. */
final class FileBody implements BodySource {

    private static final int PART_BYTES = 64 * 1024;

    private final InputStream file;
    private final long lengthBytes;
    private final BoundedExecutor workers;

    private FileBody(InputStream file, long lengthBytes, BoundedExecutor workers) {
        this.file = file;
        this.lengthBytes = lengthBytes;
        this.workers = workers;
    }

    /** Opens {@code path}, or returns null when it has been deleted. Blocking. */
    static @Nullable FileBody open(Path path, BoundedExecutor workers) {
        try {
            long lengthBytes = Files.size(path);
            return new FileBody(Files.newInputStream(path), lengthBytes, workers);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public CompletableFuture<byte[]> next() {
        return workers.submit(() -> {
            try {
                return file.readNBytes(PART_BYTES);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
