package dev.trunkline.recording;

import java.io.IOException;

/** Bytes that can be read from anywhere, as many as there are when it is opened. Blocks. Not thread-safe. */
public interface SoundBytes extends AutoCloseable {

    long lengthBytes();

    /**
     * Reads some.
     *
     * @param from the first byte's position, below {@link #lengthBytes}
     * @return how many, at least one
     * @throws IOException when they cannot be read, or were changed
     */
    int read(long from, byte[] target, int offset, int length) throws IOException;

    @Override
    default void close() throws IOException {}
}
