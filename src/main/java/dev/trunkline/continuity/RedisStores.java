package dev.trunkline.continuity;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that nodes share through one Redis. It may be away now, or come and go. Thread-safe. */
public final class RedisStores implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStores.class);

    private static final Duration REFRESH = Duration.ofSeconds(10);

    private final RedisLink link;
    private final RedisStateStore calls;
    private final RedisShares shares;

    /**
     * Begins to connect; does not wait for it.
     *
     * @param node names this process among those that share it
     * @param clockNanos monotonic
     * @param threads makes the one that writes
     */
    public RedisStores(
            RedisPlace place, String node, LongSupplier clockNanos, StateMeters meters, ThreadFactory threads) {
        this(place, node, clockNanos, meters, threads, REFRESH);
    }

    /** @param refresh how often calls that have sound are written again */
    RedisStores(
            RedisPlace place,
            String node,
            LongSupplier clockNanos,
            StateMeters meters,
            ThreadFactory threads,
            Duration refresh) {
        this.link = new RedisLink(place, clockNanos, meters, this::onNews);
        this.shares = new RedisShares(link, node, clockNanos);
        this.calls = new RedisStateStore(link, node, clockNanos, meters, threads, refresh);
    }

    /**
     * Waits for the first connection, so that the first question finds it; not longer than this.
     *
     * @return whether it is there
     */
    public boolean awaitConnected(Duration atMost) {
        try {
            link.awaitConnected(atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // whoever wants this to end at once is not to wait either
        }
        return link.isThere();
    }

    public CallStateStore calls() {
        return calls;
    }

    public OneTimeUses uses() {
        return shares;
    }

    public SharedCounts counts() {
        return shares;
    }

    public SharedSeats seats() {
        return shares;
    }

    public FarEndOpinions opinions() {
        return shares;
    }

    /** What a node has published: its kind, the node, and what it is about. Others may publish there too; nothing is believed. */
    private void onNews(String message) {
        String[] words = message.split(" ", 4);
        try {
            if (words.length != 4) {
                return;
            }
            if (words[0].equals("farend")) {
                shares.onOpinion(words[1], Long.parseLong(words[2]), words[3]);
            } else {
                calls.onNews(words[0], words[1], words[2], Long.parseLong(words[3]));
            }
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("what another node published makes no sense");
        }
    }

    @Override
    public void close() {
        calls.close();
    }
}
