package dev.trunkline.bench;

import io.netty.channel.DefaultEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;

/** Benchmarks run on event loops, as calls do: Netty's buffers are pooled differently elsewhere. */
public final class LoopThreads extends DefaultEventLoopGroup {

    /** As JMH asks for it. */
    public LoopThreads(int maxThreads, String prefix) {
        super(maxThreads, new DefaultThreadFactory(prefix, true));
    }
}
