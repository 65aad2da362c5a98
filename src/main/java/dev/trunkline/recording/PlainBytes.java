package dev.trunkline.recording;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file as it lies there, from a position on. Blocks; not thread-safe. */
final class PlainBytes implements SoundBytes {

    private final FileChannel channel;
    private final long skippedBytes;
    private final long lengthBytes;

    PlainBytes(Path path, long skippedBytes) throws IOException {
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.skippedBytes = skippedBytes;
        this.lengthBytes = Math.max(0, channel.size() - skippedBytes);
    }

    @Override
    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public int read(long from, byte[] target, int offset, int length) throws IOException {
        int most = (int) Math.min(length, lengthBytes - from);
        int read = channel.read(ByteBuffer.wrap(target, offset, most), skippedBytes + from);
        if (read <= 0) {
            throw new EOFException("the recording has become shorter");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
