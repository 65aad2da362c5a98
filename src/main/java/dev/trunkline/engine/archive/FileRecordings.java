package dev.trunkline.engine.archive;

import dev.trunkline.bounded.BoundedMap;
import dev.trunkline.engine.history.Recording;
import dev.trunkline.engine.history.Recordings;
import dev.trunkline.engine.work.BatchingWorker;
import dev.trunkline.engine.work.BoundedExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings as WAV files in a directory of this process alone, with a bound for all that are finished: the oldest are
 * deleted. Chats that an earlier process left are finished first. Thread-safe.
 */
public final class FileRecordings implements Recordings, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileRecordings.class);
    private static final long MAX_WAITING_BYTES = 64L * 1024 * 1024;
    private static final long STROKE_BYTES = 200; // a client that pauses and resumes for ever writes nothing else
    private static final int MAX_REMEMBERED = 10_000;
    private static final int LOST_PER_WARNING = 100; // a slow disk must not flood the log

    private final RecordingFiles files;
    private final long maxBytes;
    private final InstantSource wallClock;
    private final BatchingWorker<Stroke> backlog =
            new BatchingWorker<>("engine-recordings", MAX_WAITING_BYTES, this::perform);
    private final BoundedExecutor readers = new BoundedExecutor("engine-recordings-reader", 1);
    private final Map<String, Reconstruction> unfinished = new BoundedMap<>(MAX_REMEMBERED);
    private final AtomicLong lost = new AtomicLong();

    /** Something to be done with the files of a chat. */
    private record Stroke(String chatId, Work work) {}

    /** Writes to files. */
    interface Work {
        void perform() throws IOException;
    }

    private FileRecordings(RecordingFiles files, long maxBytes, InstantSource wallClock) {
        this.files = files;
        this.maxBytes = maxBytes;
        this.wallClock = wallClock;
    }

    /**
     * Recordings in {@code directory}, which is made if need be. Blocking.
     *
     * @param maxBytes of finished recordings; a minute has 1.9 MB
     * @throws IOException when it is no directory that we can write to
     */
    public static FileRecordings in(Path directory, long maxBytes, InstantSource wallClock) throws IOException {
        Files.createDirectories(directory);
        if (!Files.isWritable(directory)) {
            throw new IOException("recordings cannot be written to " + directory);
        }
        RecordingFiles files = new RecordingFiles(directory);
        FileRecordings recordings = new FileRecordings(files, maxBytes, wallClock);
        files.unfinished().forEach(recordings::finish);
        return recordings;
    }

    /** How many pieces of sound could not be written since the start. */
    public long lost() {
        return lost.get();
    }

    @Override
    public Recording begin(String chatId) {
        if (!RecordingFiles.isId(chatId)) {
            throw new IllegalArgumentException("the id of a chat is a UUID in lower case");
        }
        remember(chatId, State.QUEUED);
        return new ChatRecording(this, chatId, files);
    }

    @Override
    public CompletableFuture<List<Reconstruction>> find(List<String> chatIds) {
        return readers.submit(() -> chatIds.stream().map(this::find).toList());
    }

    /** Erases what there is of chats that are over. */
    public CompletableFuture<Void> erase(List<String> chatIds) {
        return readers.submit(() -> {
            try {
                for (String chatId : chatIds) {
                    files.delete(chatId);
                }
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Reconstruction find(String chatId) {
        Reconstruction known = known(chatId);
        if (known != null) {
            return known;
        }
        try {
            RecordingFiles.Finished finished = files.finished(chatId);
            return finished == null
                    ? new Reconstruction(State.CANCELLED, null, null)
                    : new Reconstruction(State.COMPLETE, finished.changedMillis(), finished.wav());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finishes what has ended, for a few seconds at most; the next process does the rest. Blocking. */
    @Override
    public void close() {
        backlog.close();
        readers.close();
    }

    void write(String chatId, Work work, long bytes) {
        if (!backlog.offer(new Stroke(chatId, work), bytes + STROKE_BYTES)) {
            lose(chatId, "the disk is too slow, or all is closed");
        }
    }

    void finish(String chatId) {
        Work work = () -> {
            remember(chatId, State.IN_PROGRESS);
            files.finish(chatId);
            files.trim(maxBytes);
            forget(chatId);
        };
        // Weightless, because a recording that is never finished would be a file that nobody deletes.
        if (!backlog.offer(new Stroke(chatId, work), 0)) {
            lose(chatId, "all is closed; the next process finishes it");
        }
    }

    private void perform(List<Stroke> strokes) {
        for (Stroke stroke : strokes) {
            Reconstruction known = known(stroke.chatId);
            if (known != null && known.state() == State.ERROR) {
                continue;
            }
            try {
                stroke.work.perform();
            } catch (IOException e) {
                fail(stroke.chatId, e);
            }
        }
    }

    private void fail(String chatId, IOException cause) {
        remember(chatId, State.ERROR);
        lose(chatId, String.valueOf(cause));
        try {
            files.discard(chatId);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("chatId", chatId)
                    .addKeyValue("cause", String.valueOf(e))
                    .log("tracks not deleted");
        }
    }

    private void lose(String chatId, String cause) {
        long all = lost.incrementAndGet();
        if (all % LOST_PER_WARNING == 1) {
            LOG.atWarn()
                    .addKeyValue("chatId", chatId)
                    .addKeyValue("lostSinceStart", all)
                    .addKeyValue("cause", cause)
                    .log("recording not written");
        }
    }

    private synchronized void remember(String chatId, State state) {
        unfinished.put(chatId, new Reconstruction(state, wallClock.millis(), null));
    }

    private synchronized @Nullable Reconstruction known(String chatId) {
        return unfinished.get(chatId);
    }

    private synchronized void forget(String chatId) {
        unfinished.remove(chatId);
    }
}
