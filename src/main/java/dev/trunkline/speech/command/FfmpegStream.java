package dev.trunkline.speech.command;

import dev.trunkline.speech.file.RawSamples;
import dev.trunkline.speech.file.SoundDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One ffmpeg that decodes a file while it is being recorded. A thread writes to it and another reads from it, because pipes
 * block. Thread-safe.
 */
final class FfmpegStream implements SoundDecoder.Stream {

    private static final Logger LOG = LoggerFactory.getLogger(FfmpegStream.class);
    private static final int MAX_WAITING_BYTES = 1024 * 1024; // half a minute of the best that browsers record
    private static final int BLOCK_BYTES = 3_200;

    private final ProcessBuilder builder;
    private final SoundDecoder.Listener listener;
    private final Runnable whenOver;
    private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingBytes = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Process process;
    private volatile @Nullable Thread writer;
    private volatile @Nullable Thread reader;

    /** @param whenOver called once, if it was started */
    FfmpegStream(ProcessBuilder builder, SoundDecoder.Listener listener, Runnable whenOver) {
        this.builder = builder;
        this.listener = listener;
        this.whenOver = whenOver;
    }

    /** Starts the process on a thread of its own: that takes some milliseconds. */
    void start() {
        writer = thread("speech-decoder-in", this::writeAll);
    }

    /** There is no room for one more. */
    void refuse() {
        over.set(true);
        LOG.atWarn().log("too many streams are being decoded");
    }

    @Override
    public boolean write(byte[] bytes) {
        if (over.get()) {
            return false;
        }
        if (waitingBytes.addAndGet(bytes.length) > MAX_WAITING_BYTES) {
            end("the decoder does not keep up");
            return false;
        }
        waiting.add(bytes);
        return true;
    }

    @Override
    public void close() {
        end("");
    }

    private void end(String reason) {
        if (over.compareAndSet(false, true)) {
            if (!reason.isEmpty()) {
                LOG.atWarn().addKeyValue("reason", reason).log("stream cannot be decoded");
                listener.onFailed();
            }
            Process running = process;
            if (running != null) {
                running.destroyForcibly();
            }
            interrupt(writer);
            interrupt(reader);
            whenOver.run();
        }
    }

    private static void interrupt(@Nullable Thread thread) {
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }

    private void writeAll() {
        try {
            Process started = builder.start();
            process = started;
            if (over.get()) {
                started.destroyForcibly(); // closed while it was being started
                return;
            }
            reader = thread("speech-decoder-out", () -> readAll(started));
            try (OutputStream input = started.getOutputStream()) {
                while (!over.get()) {
                    byte[] bytes = waiting.take();
                    waitingBytes.addAndGet(-bytes.length);
                    input.write(bytes);
                    input.flush();
                }
            }
        } catch (InterruptedException e) {
            end("");
        } catch (IOException e) {
            end(String.valueOf(e.getMessage())); // it has ended: what came was no such file
        }
    }

    private void readAll(Process from) {
        byte[] block = new byte[BLOCK_BYTES];
        int fill = 0;
        try (InputStream output = from.getInputStream()) {
            for (int read = output.read(block); read >= 0; read = output.read(block, fill, block.length - fill)) {
                int length = fill + read;
                listener.onSound(RawSamples.samples(block, 0, length));
                fill = length % Short.BYTES; // half a sample
                block[0] = block[Math.max(0, length - 1)];
            }
            end("ffmpeg has ended");
        } catch (InterruptedException e) {
            end("");
        } catch (IOException e) {
            end(String.valueOf(e.getMessage()));
        }
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
