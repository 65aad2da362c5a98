package dev.trunkline.net.loop;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.FastThreadLocal;

/**
 * What all connections of one loop share: a handler asks for it once, when it comes to its loop, and keeps it. Confined to the
 * loop.
 */
public final class LoopResources {

    private static final FastThreadLocal<LoopResources> OF_THIS_THREAD = new FastThreadLocal<>();

    private final Tickers tickers;
    private final FlushBatcher flushes = new FlushBatcher();
    private final ScratchBytes scratch = new ScratchBytes();

    private LoopResources(EventLoop loop) {
        this.tickers = new Tickers(loop);
    }

    /**
     * Those of {@code loop}.
     *
     * @throws IllegalStateException when this is called elsewhere than on the loop
     */
    public static LoopResources of(EventLoop loop) {
        if (!loop.inEventLoop()) {
            throw new IllegalStateException("ask for a loop's resources on that loop");
        }
        LoopResources resources = OF_THIS_THREAD.get();
        // Embedded loops of tests share one thread.
        if (resources == null || resources.tickers.loop() != loop) {
            resources = new LoopResources(loop);
            OF_THIS_THREAD.set(resources);
        }
        return resources;
    }

    Tickers tickers() {
        return tickers;
    }

    /** Flushes sockets once a turn. */
    public FlushBatcher flushes() {
        return flushes;
    }

    /** Room to take messages apart and put them together. */
    public ScratchBytes scratch() {
        return scratch;
    }
}
