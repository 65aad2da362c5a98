package dev.trunkline.lab.chaos;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One way of a connection, from the socket in whose pipeline this stands to another on the same loop: what is read there is
 * spoiled, waits until it is due, and is written here, in order. Confined to the loop.
 */
final class FaultyFlow extends ChannelInboundHandlerAdapter {

    private static final int MOST_WAITING_BYTES = 1 << 20;
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final SplittableRandom random;
    private final ArrayDeque<Due> waiting = new ArrayDeque<>();
    private final Ends ends;

    private @Nullable Channel source;
    private @Nullable Channel target;
    private @Nullable Future<?> next;
    private int waitingBytes;
    private long latencyNanos;
    private long jitterNanos;
    private long bytesPerSecond; // 0: any
    private int sliceBytes = Integer.MAX_VALUE;
    private long stalledUntilNanos;
    private long deafUntilNanos;
    private long lineFreeNanos;
    private long lastDueNanos;
    private long leftBytes = Long.MAX_VALUE;
    private int duplicates;
    private int garbageBytes;
    private int insertBytes;
    private boolean isHole;
    private boolean isOver;

    /** What waits; null data is the end. */
    private record Due(@Nullable ByteBuf data, long atNanos) {}

    /** Is told what happens at the ends. On the loop. */
    interface Ends extends IntConsumer {
        /** So many bytes came in. */
        @Override
        void accept(int bytes);

        /** This way has ended in order. */
        void onEnd();

        /** The bytes that a truncation left are through. */
        void onTruncated();

        /** The source broke. */
        void onBroken();

        /** The source takes more, or no more. */
        void onWritability();
    }

    FaultyFlow(LongSupplier nanoTime, SplittableRandom random, Ends ends) {
        this.nanoTime = nanoTime;
        this.random = random;
        this.ends = ends;
    }

    /** Where to; before that nothing is read. */
    void begin(Channel from, Channel to) {
        source = from;
        target = to;
        readOrNot();
    }

    /** A fault begins. */
    void strike(FaultKind kind, long amount) {
        long nowNanos = nanoTime.getAsLong();
        switch (kind) {
            case LATENCY -> latencyNanos = TimeUnit.MILLISECONDS.toNanos(amount);
            case JITTER -> jitterNanos = TimeUnit.MILLISECONDS.toNanos(amount);
            case BANDWIDTH -> bytesPerSecond = amount;
            case SLICE -> sliceBytes = (int) amount;
            case STALL -> stall(nowNanos + TimeUnit.MILLISECONDS.toNanos(amount));
            case DEAF -> deafen(nowNanos, TimeUnit.MILLISECONDS.toNanos(amount));
            case HALF_CLOSE -> end();
            case TRUNCATE -> leave(amount);
            case DUPLICATE -> duplicates++;
            case GARBAGE -> garbageBytes += (int) amount;
            case INSERT -> insertBytes += (int) amount;
            case BLACK_HOLE -> vanish();
            case RESET, REFUSE, OUTAGE -> throw new IllegalArgumentException(kind + " is of no single way");
        }
    }

    /** What waits already waits on as well. */
    private void stall(long untilNanos) {
        stalledUntilNanos = Math.max(stalledUntilNanos, untilNanos);
        plan();
    }

    private void deafen(long nowNanos, long nanos) {
        deafUntilNanos = Math.max(deafUntilNanos, nowNanos + nanos);
        readOrNot();
        if (source != null) {
            source.eventLoop().schedule(this::readOrNot, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void leave(long bytes) {
        leftBytes = Math.min(leftBytes, bytes);
        if (leftBytes == 0) {
            ends.onTruncated();
        }
    }

    private void vanish() {
        isHole = true;
        drop();
    }

    /** Nothing more goes this way, and who waits for it is told so. */
    private void end() {
        isOver = true;
        drop();
        if (target instanceof DuplexChannel to && to.isActive()) {
            to.shutdownOutput();
        }
        ends.onEnd();
    }

    /** Forwards nothing any more. */
    void stop() {
        isOver = true;
        drop();
    }

    private void drop() {
        for (Due due = waiting.poll(); due != null; due = waiting.poll()) {
            if (due.data != null) {
                due.data.release();
            }
        }
        waitingBytes = 0;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        readOrNot();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf read = (ByteBuf) message;
        ends.accept(read.readableBytes());
        if (isHole || isOver) {
            read.release();
            return;
        }
        if (insertBytes > 0) {
            byte[] nonsense = new byte[insertBytes];
            random.nextBytes(nonsense);
            insertBytes = 0;
            queue(ctx.alloc().buffer(nonsense.length).writeBytes(nonsense));
        }
        if (garbageBytes > 0) {
            spoil(read);
        }
        for (; duplicates > 0; duplicates--) {
            queue(read.copy());
        }
        queue(read);
    }

    private void spoil(ByteBuf data) {
        for (; garbageBytes > 0; garbageBytes--) {
            int at = data.readerIndex() + random.nextInt(data.readableBytes());
            data.setByte(at, data.getByte(at) ^ random.nextInt(1, 256)); // never what it was
        }
    }

    private void queue(ByteBuf data) {
        long nowNanos = nanoTime.getAsLong();
        long jitter = jitterNanos == 0 ? 0 : random.nextLong(jitterNanos + 1);
        long dueNanos = Math.max(lastDueNanos, nowNanos + latencyNanos + jitter);
        if (bytesPerSecond > 0) {
            lineFreeNanos =
                    Math.max(lineFreeNanos, nowNanos) + data.readableBytes() * NANOS_PER_SECOND / bytesPerSecond;
            dueNanos = Math.max(dueNanos, lineFreeNanos);
        }
        lastDueNanos = dueNanos;
        waitingBytes += data.readableBytes();
        waiting.add(new Due(data, dueNanos));
        drain();
        readOrNot();
    }

    private void drain() {
        long nowNanos = nanoTime.getAsLong();
        boolean written = false;
        for (Due due = waiting.peek();
                due != null && Math.max(due.atNanos, stalledUntilNanos) <= nowNanos;
                due = waiting.peek()) {
            waiting.remove();
            if (due.data == null) {
                end();
            } else {
                waitingBytes -= due.data.readableBytes();
                written |= write(due.data);
            }
        }
        if (written && target != null) {
            target.flush();
        }
        plan();
    }

    private boolean write(ByteBuf data) {
        Channel to = target;
        if (to == null || isOver) {
            data.release();
            return false;
        }
        boolean isLast = data.readableBytes() >= leftBytes;
        if (isLast) {
            data.writerIndex(data.readerIndex() + (int) leftBytes);
        }
        leftBytes -= leftBytes == Long.MAX_VALUE ? 0 : data.readableBytes();
        while (data.readableBytes() > sliceBytes) {
            to.writeAndFlush(data.readRetainedSlice(sliceBytes));
        }
        to.write(data);
        if (isLast) {
            to.flush();
            isOver = true;
            ends.onTruncated();
        }
        return true;
    }

    private void plan() {
        Due first = waiting.peek();
        Channel from = source;
        if (next != null) {
            next.cancel(false);
            next = null;
        }
        if (first != null && from != null) {
            long delayNanos = Math.max(first.atNanos, stalledUntilNanos) - nanoTime.getAsLong();
            next = from.eventLoop()
                    .schedule(
                            () -> {
                                next = null;
                                drain();
                                readOrNot();
                            },
                            Math.max(0, delayNanos),
                            TimeUnit.NANOSECONDS);
        }
    }

    /** Reads while there is room and somebody who takes it; a hole takes everything. */
    void readOrNot() {
        Channel from = source;
        Channel to = target;
        if (from == null || to == null) {
            return;
        }
        boolean hasRoom = isHole || isOver || (waitingBytes < MOST_WAITING_BYTES && to.isWritable());
        from.config().setAutoRead(hasRoom && nanoTime.getAsLong() >= deafUntilNanos);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        ends.onWritability();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ChannelInputShutdownEvent.INSTANCE && !isHole && !isOver) {
            waiting.add(new Due(null, lastDueNanos));
            drain();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!isHole) {
            ends.onBroken();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!isHole) {
            ends.onBroken();
        }
        ctx.close();
    }
}
