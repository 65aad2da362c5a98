package dev.trunkline.net.loop;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.util.concurrent.TimeUnit;

/** One acceptor loop and the worker loops of a server or client. Thread-safe. */
public final class EventLoops implements AutoCloseable {

    /** Netty's other pool, its default, makes an object for the system call whenever a buffer is read or written. */
    public static final ByteBufAllocator BUFFERS = PooledByteBufAllocator.DEFAULT;

    private final EventLoopGroup acceptor;
    private final EventLoopGroup workers;

    /**
     * @param name prefix of the threads' names
     * @param workerThreads how many loops share the connections
     */
    public EventLoops(String name, int workerThreads) {
        this.acceptor = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory(name + "-accept", true), NioIoHandler.newFactory());
        this.workers = new MultiThreadIoEventLoopGroup(
                workerThreads, new DefaultThreadFactory(name + "-loop", true), NioIoHandler.newFactory());
        workers.forEach(EventLoops::keepPool);
    }

    /**
     * A chunk of the pool that falls empty goes back to the machine at once, and a loop whose only large message is done
     * has an empty one: without a small buffer that stays, the next large message would make the chunk again.
     */
    private static void keepPool(EventExecutor loop) {
        loop.execute(() -> {
            ByteBuf kept = BUFFERS.directBuffer(1);
            ((SingleThreadEventExecutor) loop).addShutdownHook(kept::release);
        });
    }

    public EventLoopGroup acceptor() {
        return acceptor;
    }

    public EventLoopGroup workers() {
        return workers;
    }

    /** Ends all loops; what is still connected is dropped. Waits up to five seconds. */
    @Override
    public void close() {
        // First who hands connections out: one given to a loop that is ending would stay open unheeded.
        end(acceptor).awaitUninterruptibly(2, TimeUnit.SECONDS);
        end(workers).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    /**
     * A turn of Netty's loops asks whether it is the last one, closes all channels if so, runs tasks, and asks again: told
     * to end in between, it would end with its channels open and their buffers held. A shutdown hook, and a quiet period
     * that is not zero, make that answer another turn.
     */
    private static Future<?> end(EventLoopGroup loops) {
        if (!loops.isShuttingDown()) {
            loops.forEach(loop -> ((SingleThreadEventExecutor) loop).addShutdownHook(() -> {}));
        }
        return loops.shutdownGracefully(1, TimeUnit.SECONDS.toNanos(1), TimeUnit.NANOSECONDS);
    }
}
