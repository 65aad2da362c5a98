package dev.trunkline.recording;

import java.io.IOException;

/** Writes two channels into a file in some format. Blocks; confined to the writer's thread. */
interface StereoEncoder extends TimeLine.StereoSound, AutoCloseable {

    /** Writes silence. */
    default void silence(long frames) throws IOException {
        byte[] block = TimeLine.silence(2 * TimeLine.RATE_HZ);
        for (long left = frames; left > 0; left -= TimeLine.RATE_HZ) {
            write(block, (int) Math.min(left, TimeLine.RATE_HZ));
        }
    }

    /** Has what came so far read by whoever opens the file now, as far as its format allows. */
    default void flush() throws IOException {}

    @Override
    void close() throws IOException;
}
