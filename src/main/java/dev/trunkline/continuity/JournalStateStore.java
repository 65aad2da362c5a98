package dev.trunkline.continuity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trunkline.continuity.KeptStates.Write;
import dev.trunkline.store.JournalRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the states of one node's calls on its disk, so that a process that was killed is followed by one that goes on with them.
 * Writes on a thread of its own, without waiting for the disk to have it: a killed process loses nothing, a power failure some
 * seconds. A disk that is full, slow or read-only is told and counted, and written anew when it works again. Thread-safe.
 */
public final class JournalStateStore implements CallStateStore, OneTimeUses {

    private static final Logger LOG = LoggerFactory.getLogger(JournalStateStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STORE = "journal";
    private static final int MAX_WAITING = 20_000;
    private static final int MAX_STATE_BYTES = 64 * 1024;
    private static final int BATCH = 256;
    private static final long LOOK_MILLIS = 500;
    private static final long AGAIN_MILLIS = 5_000; // after a failure
    private static final long WARN_MILLIS = 60_000;
    private static final long EXPIRE_MILLIS = 60_000;
    private static final long LEAST_REWRITTEN_BYTES = 1_000_000;
    private static final long CLOSE_MILLIS = 2_000;

    private final JournalFile file;
    private final InstantSource clock;
    private final StateMeters meters;
    private final WriteBehind<Supplier<Write>> waiting;
    private final List<RememberedCall> restored = new ArrayList<>();
    private final Queue<Erasing> erasings = new ConcurrentLinkedQueue<>();
    private final Set<String> usedBefore = new HashSet<>(); // by an earlier process; never changed once this one runs
    private final KeptStates kept = new KeptStates(); // of the writer's thread once it runs
    private final Thread writer;
    private long retryMillis;
    private long warnedMillis;
    private long expiredMillis;

    private JournalStateStore(JournalFile file, InstantSource clock, ThreadFactory threads, StateMeters meters) {
        this.file = file;
        this.clock = clock;
        this.meters = meters;
        this.waiting = new WriteBehind<>(MAX_WAITING, (earlier, later) -> later, () -> meters.wrote(STORE, "dropped"));
        this.writer = threads.newThread(this::run);
    }

    /**
     * Reads what is there, and begins to write.
     *
     * @param folder made when it is not there; for this process alone
     * @param threads makes the one that writes
     * @throws IOException when another process has the folder; a folder that cannot be written is no reason not to begin
     */
    public static JournalStateStore open(Path folder, InstantSource clock, ThreadFactory threads, StateMeters meters)
            throws IOException {
        JournalFile file = new JournalFile(folder, "calls");
        JournalStateStore store = new JournalStateStore(file, clock, threads, meters);
        try {
            file.own();
            store.restore();
            file.rewrite(store.kept.payloads());
        } catch (JournalFile.InUseException e) {
            throw e;
        } catch (IOException e) {
            store.failed(e);
        }
        store.writer.start();
        return store;
    }

    private void restore() throws IOException {
        int skippedBytes = file.read(this::restore);
        for (Write each : kept.all()) {
            RememberedCall call = each.payload() == null ? null : state(each.payload());
            if (call != null) {
                restored.add(call);
            } else {
                usedBefore.add(each.key());
            }
        }
        LOG.atInfo()
                .addKeyValue("calls", restored.size())
                .addKeyValue("skippedBytes", skippedBytes)
                .log("journal read");
    }

    private void restore(byte[] payload) {
        JsonNode record = json(payload);
        String key = record.path("key").asText("");
        if (!key.isEmpty()) {
            long expiresMillis = record.path("expires").asLong();
            boolean isOver = record.path("over").asBoolean() || expiresMillis <= clock.millis();
            kept.keep(new Write(key, isOver ? null : payload, expiresMillis));
        }
    }

    private static JsonNode json(byte[] payload) {
        try {
            return JSON.readTree(new String(payload, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static @Nullable RememberedCall state(byte[] payload) {
        JsonNode state = json(payload).path("state");
        return state.isTextual() ? StateJson.read(state.asText()) : null;
    }

    @Override
    public List<RememberedCall> restored() {
        return List.copyOf(restored);
    }

    @Override
    public void write(RememberedCall call) {
        String key = "call " + call.callSid();
        waiting.put(key, () -> {
            long expiresMillis = clock.millis() + call.keptMillis();
            return write(key, record(key, expiresMillis).put("state", StateJson.write(call)), expiresMillis);
        });
    }

    @Override
    public void claim(RememberedCall call) {
        write(call);
    }

    @Override
    public void erase(String callSid) {
        String key = "call " + callSid;
        waiting.put(key, () -> new Write(key, null, 0));
    }

    /**
     * Deletes the states of some calls, so that not a byte of them is left in the file.
     *
     * @return how many, once they are gone; fails when the file cannot be written
     */
    public CompletableFuture<Long> eraseAll(Predicate<RememberedCall> which) {
        Erasing erasing = new Erasing(which, new CompletableFuture<>());
        erasings.add(erasing);
        String key = "erase";
        waiting.put(key, () -> new Write(key, null, 0)); // wakes the writer
        return erasing.done;
    }

    private record Erasing(Predicate<RememberedCall> which, CompletableFuture<Long> done) {}

    /** A journal knows of uses that an earlier process has seen; of its own this process knows by itself. */
    @Override
    public CompletionStage<Use> use(String name, Duration remembered) {
        String key = "use " + name;
        long expiresMillis = clock.millis() + remembered.toMillis();
        waiting.put(key, () -> write(key, record(key, expiresMillis), expiresMillis));
        return CompletableFuture.completedFuture(usedBefore.contains(key) ? Use.AGAIN : Use.UNKNOWN);
    }

    private static Write write(String key, ObjectNode record, long expiresMillis) {
        byte[] payload = record.toString().getBytes(StandardCharsets.UTF_8);
        // A state is bounded, so that this is never too long; if it were, the older one would be worse than none.
        return new Write(key, payload.length <= MAX_STATE_BYTES ? payload : null, expiresMillis);
    }

    private static ObjectNode record(String key, long expiresMillis) {
        return JSON.createObjectNode().put("key", key).put("expires", expiresMillis);
    }

    // On the writer's thread.

    private void run() {
        try {
            List<Supplier<Write>> writes = waiting.take(BATCH, LOOK_MILLIS);
            while (!writes.isEmpty() || !waiting.isClosed()) {
                write(writes);
                writes = waiting.take(BATCH, LOOK_MILLIS);
            }
            file.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants this to end at once
        } catch (IOException e) {
            failed(e);
        }
    }

    private void write(List<Supplier<Write>> waited) {
        try {
            List<Write> writes = waited.stream().map(Supplier::get).toList();
            writes.forEach(kept::keep);
            append(writes);
            for (Erasing each = erasings.poll(); each != null; each = erasings.poll()) {
                erase(each);
            }
            maintain();
        } catch (RuntimeException | Error e) { // this thread must not end before its process
            LOG.atError().setCause(e).log("journal failed");
        }
    }

    private void append(List<Write> writes) {
        if (writes.isEmpty()) {
            return;
        }
        if (!file.isOpen()) {
            writes.forEach(each -> meters.wrote(STORE, "failed"));
            return;
        }
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (Write write : writes) {
            byte[] payload = write.payload() != null
                    ? write.payload()
                    : record(write.key(), 0).put("over", true).toString().getBytes(StandardCharsets.UTF_8);
            records.writeBytes(JournalRecords.of(payload).array());
        }
        try {
            file.append(ByteBuffer.wrap(records.toByteArray()));
            writes.forEach(each -> meters.wrote(STORE, "written"));
        } catch (IOException e) {
            writes.forEach(each -> meters.wrote(STORE, "failed"));
            failed(e);
        }
    }

    /** Writes the file anew when it is mostly old, or was broken and may work again. */
    private void maintain() {
        long nowMillis = clock.millis();
        if (nowMillis - expiredMillis >= EXPIRE_MILLIS) {
            expiredMillis = nowMillis;
            List<Write> old = kept.all().stream()
                    .filter(each -> each.expiresMillis() <= nowMillis)
                    .toList();
            old.forEach(each -> kept.keep(new Write(each.key(), null, 0)));
        }
        boolean isMostlyOld = file.isOpen() && file.sizeBytes() > Math.max(LEAST_REWRITTEN_BYTES, 3 * kept.bytes());
        // A clock may be set back: then it is tried at once.
        boolean mayWorkAgain = !file.isOpen() && (nowMillis >= retryMillis || nowMillis < retryMillis - AGAIN_MILLIS);
        if (isMostlyOld || mayWorkAgain) {
            try {
                file.rewrite(kept.payloads());
                if (mayWorkAgain) {
                    LOG.atInfo().log("journal is written again");
                }
            } catch (IOException e) {
                failed(e);
            }
        }
    }

    private void erase(Erasing erasing) {
        List<Write> erased = kept.all().stream()
                .filter(each -> {
                    RememberedCall call = each.payload() == null ? null : state(each.payload());
                    return call != null && erasing.which.test(call);
                })
                .toList();
        erased.forEach(each -> kept.keep(new Write(each.key(), null, 0)));
        try {
            file.rewrite(kept.payloads());
            erasing.done.complete((long) erased.size());
        } catch (IOException e) {
            failed(e);
            erasing.done.completeExceptionally(e);
        }
    }

    private void failed(IOException why) {
        long nowMillis = clock.millis();
        retryMillis = nowMillis + AGAIN_MILLIS;
        if (warnedMillis == 0 || nowMillis - warnedMillis >= WARN_MILLIS) {
            warnedMillis = nowMillis;
            LOG.atWarn()
                    .addKeyValue("why", why.toString())
                    .log("journal cannot be written: calls go on, but would not survive a restart of this process");
        }
    }

    @Override
    public void close() {
        waiting.close();
        try {
            writer.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writer.interrupt();
    }
}
