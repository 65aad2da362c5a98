package dev.trunkline.engine.archive;

import dev.trunkline.engine.history.Recording;
import java.util.Arrays;
import java.util.List;

/**
 * One chat being recorded. The user's sound is placed by its length, as microphones deliver it; only after a gap does the
 * clock decide, so that jitter does not tear it. Confined to the chat's loop.
 */
final class ChatRecording implements Recording {

    private static final long GAP_SAMPLES = Track.RATE_HZ / 2; // a stream that stops, not one that jitters
    private static final int BUFFER_SAMPLES = Track.RATE_HZ; // one write per second

    private final FileRecordings writer;
    private final String chatId;
    private final Track user;
    private final Track agent;
    private short[] buffer = new short[BUFFER_SAMPLES];
    private int fill;
    private long bufferPosition;

    ChatRecording(FileRecordings writer, String chatId, RecordingFiles files) {
        this.writer = writer;
        this.chatId = chatId;
        this.user = files.user(chatId);
        this.agent = files.agent(chatId);
    }

    @Override
    public void user(short[] samples, long nowNanos) {
        long began = Track.position(nowNanos) - samples.length;
        if (began - (bufferPosition + fill) > GAP_SAMPLES) {
            flush();
            bufferPosition = began;
        }
        for (int from = 0; from < samples.length; ) {
            int count = Math.min(samples.length - from, BUFFER_SAMPLES - fill);
            System.arraycopy(samples, from, buffer, fill, count);
            fill += count;
            from += count;
            if (fill == BUFFER_SAMPLES) {
                flush();
            }
        }
    }

    @Override
    public void agent(List<String> wavsBase64, long fromNanos) {
        long position = Track.position(fromNanos);
        long characters = wavsBase64.stream().mapToLong(String::length).sum();
        writer.write(chatId, () -> agent.write(position, SentSound.samples(wavsBase64)), characters);
    }

    @Override
    public void postpone(long fromNanos, long byNanos) {
        long position = Track.position(fromNanos);
        long samples = Track.position(byNanos);
        if (samples > 0) {
            writer.write(chatId, () -> agent.insertSilence(position, samples), 0);
        }
    }

    @Override
    public void cut(long nowNanos) {
        long position = Track.position(nowNanos);
        writer.write(chatId, () -> agent.truncate(position), 0);
    }

    @Override
    public void close() {
        flush();
        writer.finish(chatId);
    }

    private void flush() {
        if (fill > 0) {
            short[] samples = fill == BUFFER_SAMPLES ? buffer : Arrays.copyOf(buffer, fill);
            long position = bufferPosition;
            writer.write(chatId, () -> user.write(position, samples), (long) samples.length * Track.SAMPLE_BYTES);
            buffer = new short[BUFFER_SAMPLES];
            bufferPosition += fill;
            fill = 0;
        }
    }
}
