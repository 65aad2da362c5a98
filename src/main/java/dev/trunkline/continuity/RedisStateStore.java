package dev.trunkline.continuity;

import dev.trunkline.continuity.RememberedCall.Owner;
import io.lettuce.core.KeyValue;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the states of calls in a Redis or Valkey, where every node finds them. Written behind on a thread of its own; a state
 * that could not be written waits, the newest of each call, until it can. Thread-safe.
 *
 * <p>Each call has one hash, {@code trunkline:call:{sid}}. A node that begins a stream claims the call: its generation is higher
 * than every earlier one, whoever has the call with a lower one is told at once (published), at its next write, or within the
 * time of a refreshment, and falls silent.
 */
public final class RedisStateStore implements CallStateStore {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStateStore.class);
    private static final String STORE = "redis";
    private static final String OVER_KEPT_MILLIS = Long.toString(RememberedCall.OVER_KEPT_MILLIS);
    private static final int MAX_WAITING = 10_000;
    private static final int MAX_UNDER_WAY = 64;
    private static final int BATCH = 64;
    private static final long LOOK_MILLIS = 250;
    private static final long CLOSE_MILLIS = 1_500;

    private final RedisLink link;
    private final String node;
    private final LongSupplier clockNanos;
    private final StateMeters meters;
    private final WriteBehind<StateWrite> waiting;
    private final Semaphore underWay = new Semaphore(MAX_UNDER_WAY);
    private final Thread writer;
    private final long refreshNanos;
    private volatile @Nullable Others others;
    private long refreshedNanos; // of the writer's thread

    RedisStateStore(
            RedisLink link,
            String node,
            LongSupplier clockNanos,
            StateMeters meters,
            ThreadFactory threads,
            Duration refresh) {
        this.link = link;
        this.refreshNanos = refresh.toNanos();
        this.node = node;
        this.clockNanos = clockNanos;
        this.meters = meters;
        this.waiting = new WriteBehind<>(MAX_WAITING, StateWrite::both, () -> meters.wrote(STORE, "dropped"));
        this.refreshedNanos = clockNanos.getAsLong();
        this.writer = threads.newThread(this::run);
        writer.start();
    }

    private static String key(String callSid) {
        return "trunkline:call:{" + callSid + "}";
    }

    @Override
    public void write(RememberedCall call) {
        waiting.put(call.callSid(), new StateWrite(call.callSid(), call, false));
    }

    @Override
    public void claim(RememberedCall call) {
        waiting.put(call.callSid(), new StateWrite(call.callSid(), call, true));
    }

    @Override
    public void erase(String callSid) {
        waiting.put(callSid, new StateWrite(callSid, null, false));
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public CompletionStage<@Nullable RememberedCall> read(String callSid) {
        return link.ask(commands -> commands.hmget(key(callSid), "state", "generation", "revision", "node"))
                .handle((fields, failure) -> failure == null && fields != null ? state(fields) : null);
    }

    private static @Nullable RememberedCall state(List<KeyValue<String, String>> fields) {
        String json = fields.get(0).getValueOrElse("");
        RememberedCall call = json.isEmpty() ? null : StateJson.read(json);
        try {
            return call == null
                    ? null
                    : call.ownedBy(new Owner(
                            fields.get(3).getValueOrElse(""),
                            Long.parseLong(fields.get(1).getValueOrElse("0")),
                            Long.parseLong(fields.get(2).getValueOrElse("0"))));
        } catch (NumberFormatException e) {
            return null; // not ours
        }
    }

    @Override
    public void listen(Others whoHears) {
        others = whoHears;
    }

    /** A node has published something about a call. */
    void onNews(String kind, String byNode, String callSid, long generation) {
        Others told = others;
        if (told == null || byNode.equals(node)) {
            return;
        }
        if (kind.equals("claim")) {
            told.claimed(callSid, generation);
        } else if (kind.equals("over")) {
            told.over(callSid);
        }
    }

    // On the writer's thread.

    private void run() {
        try {
            while (!waiting.isClosed() || (waiting.size() > 0 && link.isThere())) {
                try {
                    step();
                } catch (RuntimeException | Error bug) { // this thread must not end before its process
                    LOG.atError().setCause(bug).log("states could not be written");
                    waiting.pause(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // somebody wants this to end at once
        }
    }

    private void step() throws InterruptedException {
        link.lookAfter();
        refresh();
        if (link.isThere()) {
            for (StateWrite write : waiting.take(link.isSteady() ? BATCH : 1, LOOK_MILLIS)) {
                send(write);
            }
        } else {
            waiting.pause(LOOK_MILLIS);
        }
    }

    /** A Redis that was emptied has lost what does not change; and who owns a call learns here that he does not any more. */
    private void refresh() {
        Others asked = others;
        long nowNanos = clockNanos.getAsLong();
        if (asked != null && nowNanos - refreshedNanos >= refreshNanos) {
            refreshedNanos = nowNanos;
            asked.live().forEach(this::write);
        }
    }

    private void send(StateWrite write) throws InterruptedException {
        if (!underWay.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            waiting.giveBack(write.callSid(), write);
            return;
        }
        CompletableFuture<Long> answer;
        try {
            answer = ask(write);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("callSid", write.callSid()).setCause(e).log("state cannot be written");
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((generation, failure) -> {
            underWay.release();
            if (failure != null) {
                meters.wrote(STORE, "failed");
                waiting.giveBack(write.callSid(), write);
            } else {
                answered(write, generation);
            }
        });
    }

    private CompletableFuture<Long> ask(StateWrite write) {
        RememberedCall call = write.call();
        String[] keys = {key(write.callSid())};
        if (call == null) {
            return link.ask(commands -> commands.eval(
                    RedisScripts.ERASE,
                    ScriptOutputType.INTEGER,
                    keys,
                    OVER_KEPT_MILLIS,
                    RedisLink.CHANNEL,
                    node,
                    write.callSid()));
        }
        return link.ask(commands -> commands.eval(
                RedisScripts.WRITE,
                ScriptOutputType.INTEGER,
                keys,
                write.isClaim() ? "claim" : "write",
                Long.toString(call.owner().generation()),
                Long.toString(call.owner().revision()),
                write.isClaim() ? node : call.owner().node(),
                StateJson.write(call),
                Long.toString(call.keptMillis()),
                RedisLink.CHANNEL,
                write.callSid()));
    }

    private void answered(StateWrite write, long generation) {
        RememberedCall call = write.call();
        Others told = others;
        boolean isSuperseded =
                call != null && !write.isClaim() && generation > call.owner().generation();
        boolean isOver = call != null && generation == RedisScripts.OVER;
        meters.wrote(STORE, isSuperseded || isOver ? "superseded" : "written");
        if (told == null || call == null || isOver) {
            return;
        }
        if (isSuperseded) {
            told.claimed(write.callSid(), generation);
        } else if (generation > call.owner().generation()) {
            told.owned(write.callSid(), new Owner(node, generation, 0));
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
        link.close();
    }
}
