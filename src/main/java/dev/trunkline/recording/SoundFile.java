package dev.trunkline.recording;

import dev.trunkline.store.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A new file that is appended to, for its owner alone. What was written is there after {@code kill -9}. Blocks; not thread-safe. */
class SoundFile implements AutoCloseable {

    private final FileChannel channel;

    /** @throws IOException when it cannot be made, or is there */
    SoundFile(Path path) throws IOException {
        Set<OpenOption> how = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.channel = FileChannel.open(path, how, OwnerOnly.file(path));
    }

    /** Appends. */
    void write(byte[] bytes, int lengthBytes) throws IOException {
        writeWhole(ByteBuffer.wrap(bytes, 0, lengthBytes));
    }

    final void writeWhole(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Writes over what is there; false where that cannot be done. */
    boolean overwrite(long position, byte[] bytes) throws IOException {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        while (from.hasRemaining()) {
            channel.write(from, position + from.position());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
