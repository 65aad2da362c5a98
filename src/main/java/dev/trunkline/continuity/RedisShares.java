package dev.trunkline.continuity;

import dev.trunkline.bounded.BoundedMap;
import io.lettuce.core.ScriptOutputType;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What nodes share through a Redis beside the states of calls: what may be used once, counts, seats, and opinions of far ends. While
 * it is away each node knows its own. Thread-safe.
 */
final class RedisShares implements OneTimeUses, SharedCounts, SharedSeats, FarEndOpinions {

    private static final int MAX_FAR_ENDS = 100;

    private final RedisLink link;
    private final String node;
    private final LongSupplier clockNanos;
    private final LocalCounts local;
    private final AtomicLong uses = new AtomicLong();
    private final Map<String, Long> brokenUntilNanos = new BoundedMap<>(MAX_FAR_ENDS);

    RedisShares(RedisLink link, String node, LongSupplier clockNanos) {
        this.link = link;
        this.node = node;
        this.clockNanos = clockNanos;
        this.local = new LocalCounts(clockNanos);
    }

    @Override
    public CompletionStage<Use> use(String name, Duration remembered) {
        String who = node + "/" + uses.incrementAndGet();
        CompletableFuture<Long> first = link.ask(commands -> commands.eval(
                RedisScripts.USE,
                ScriptOutputType.INTEGER,
                new String[] {"trunkline:used:{" + name + "}"},
                who,
                Long.toString(remembered.toMillis())));
        return first.handle(
                (is, failure) -> failure != null || is == null ? Use.UNKNOWN : is == 1 ? Use.FIRST : Use.AGAIN);
    }

    @Override
    public CompletionStage<OptionalLong> add(String name, long amount, Duration window) {
        CompletionStage<OptionalLong> own = local.add(name, amount, window);
        CompletableFuture<Long> all = link.ask(commands -> commands.eval(
                RedisScripts.ADD,
                ScriptOutputType.INTEGER,
                new String[] {"trunkline:count:{" + name + "}"},
                Long.toString(amount),
                Long.toString(window.toMillis())));
        return all.handle(
                        (sum, failure) -> failure == null && sum != null ? OptionalLong.of(sum) : OptionalLong.empty())
                .thenCombine(own, (shared, mine) -> shared.isPresent() ? shared : mine);
    }

    private static String[] seats(String name) {
        return new String[] {"trunkline:seats:{" + name + "}"};
    }

    @Override
    public void keep(String name, String callSid, Duration lease) {
        link.<Long>ask(commands -> commands.eval(
                        RedisScripts.KEEP_SEAT,
                        ScriptOutputType.INTEGER,
                        seats(name),
                        callSid,
                        Long.toString(lease.toMillis())))
                .exceptionally(failure -> 0L);
    }

    @Override
    public void leave(String name, String callSid) {
        link.ask(commands -> commands.zrem(seats(name)[0], callSid)).exceptionally(failure -> 0L);
    }

    @Override
    public CompletionStage<OptionalLong> taken(String name) {
        CompletableFuture<Long> all =
                link.ask(commands -> commands.eval(RedisScripts.SEATS_TAKEN, ScriptOutputType.INTEGER, seats(name)));
        return all.handle(
                (taken, failure) -> failure == null && taken != null ? OptionalLong.of(taken) : OptionalLong.empty());
    }

    @Override
    public void tell(String farEnd, boolean isBroken, Duration validFor) {
        String news = "farend " + node + " " + (isBroken ? validFor.toMillis() : 0) + " " + farEnd;
        link.ask(commands -> commands.publish(RedisLink.CHANNEL, news)).exceptionally(failure -> 0L);
    }

    /** A node has published what it thinks. */
    synchronized void onOpinion(String byNode, long brokenForMillis, String farEnd) {
        if (byNode.equals(node)) {
            return;
        }
        brokenUntilNanos.remove(farEnd);
        if (brokenForMillis > 0) {
            brokenUntilNanos.put(farEnd, clockNanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(brokenForMillis));
        }
    }

    @Override
    public synchronized boolean isBrokenForOthers(String farEnd) {
        Long until = brokenUntilNanos.get(farEnd);
        return until != null && clockNanos.getAsLong() - until < 0;
    }
}
