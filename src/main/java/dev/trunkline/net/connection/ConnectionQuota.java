package dev.trunkline.net.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one peer makes the server hold. Each has its own limits elsewhere; when many come near theirs at the same time and the
 * server's memory is used up, whoever sends or leaves unread more than others is closed. Confined to the connection's loop.
 */
public final class ConnectionQuota extends ChannelDuplexHandler implements MessageEnd {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionQuota.class);
    private static final long SMALL_MESSAGE_BYTES = 64 * 1024; // what everybody may begin to send at any time
    private static final long SMALL_BACKLOG_BYTES = 1024 * 1024; // seconds of sound: what everybody may leave unread

    private final MemoryBudget memory;
    private long unfinishedBytes;
    private long notedUnfinishedBytes; // of them, told to the server's memory
    private long notedUnsentBytes;

    /** Nothing is held yet. */
    public ConnectionQuota(MemoryBudget memory) {
        this.memory = memory;
    }

    /** Sits where messages are whole, and sees that what was held for them is not held any more. */
    public final class End extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            messageIsWhole();
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void messageIsWhole() {
        unfinishedBytes = 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            ctx.fireChannelRead(message);
            return;
        }
        unfinishedBytes += bytes.readableBytes();
        if (unfinishedBytes > SMALL_MESSAGE_BYTES && memory.isOverfull()) {
            ReferenceCountUtil.release(message);
            drop(ctx);
        } else {
            ctx.fireChannelRead(message);
        }
        noteUnfinished();
    }

    /** Small whole messages, which are nearly all, are gone before they are noted: loops would contend for the count. */
    private void noteUnfinished() {
        if (unfinishedBytes != notedUnfinishedBytes) {
            memory.take(unfinishedBytes - notedUnfinishedBytes);
            notedUnfinishedBytes = unfinishedBytes;
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        ctx.write(message, promise);
        if (unsentBytes(ctx) > SMALL_BACKLOG_BYTES) {
            noteUnsent(ctx);
            if (memory.isOverfull()) {
                drop(ctx);
            }
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        ctx.flush();
        noteUnsent(ctx);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        noteUnsent(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    private void noteUnsent(ChannelHandlerContext ctx) {
        long unsentBytes = unsentBytes(ctx);
        if (unsentBytes != notedUnsentBytes) {
            memory.take(unsentBytes - notedUnsentBytes);
            notedUnsentBytes = unsentBytes;
        }
    }

    private static long unsentBytes(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer unsent = ctx.channel().unsafe().outboundBuffer();
        return unsent == null ? 0 : unsent.totalPendingWriteBytes(); // null once the channel is closed
    }

    private void drop(ChannelHandlerContext ctx) {
        LOG.atWarn()
                .addKeyValue("unfinishedBytes", unfinishedBytes)
                .addKeyValue("unsentBytes", unsentBytes(ctx))
                .log("memory for peers is used up, the greedy leave");
        ctx.executor().execute(() -> ctx.close()); // not inside of somebody's write
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        messageIsWhole();
        noteUnfinished();
        noteUnsent(ctx);
        ctx.fireChannelInactive();
    }
}
