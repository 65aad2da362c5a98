package dev.trunkline.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one peer makes the server hold. Each has its own limits elsewhere; when many come near theirs at the same time and the
 * server's memory is used up, whoever sends or leaves unread more than others is closed. Confined to the connection's loop.
 */
final class PeerMemory extends ChannelDuplexHandler {

    private static final Logger LOG = LoggerFactory.getLogger(PeerMemory.class);
    private static final long SMALL_MESSAGE_BYTES = 64 * 1024; // what everybody may begin to send at any time
    private static final long SMALL_BACKLOG_BYTES = 1024 * 1024; // seconds of sound: what everybody may leave unread

    private final HeldMemory memory;
    private long unfinishedBytes;
    private long unsentBytes;

    PeerMemory(HeldMemory memory) {
        this.memory = memory;
    }

    /** Sits where messages are whole, and sees that what was held for them is not held any more. */
    final class End extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            giveBackUnfinished();
            ctx.fireChannelRead(message);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            unfinishedBytes += bytes.readableBytes();
            memory.take(bytes.readableBytes());
            if (unfinishedBytes > SMALL_MESSAGE_BYTES && memory.isOverfull()) {
                ReferenceCountUtil.release(message);
                drop(ctx);
                return;
            }
        }
        ctx.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            ctx.write(message, promise);
            return;
        }
        int length = bytes.readableBytes();
        unsentBytes += length;
        memory.take(length);
        ctx.write(message, promise.unvoid()).addListener(written -> {
            unsentBytes -= length;
            memory.take(-length);
        });
        if (unsentBytes > SMALL_BACKLOG_BYTES && memory.isOverfull()) {
            drop(ctx);
        }
    }

    private void drop(ChannelHandlerContext ctx) {
        LOG.atWarn()
                .addKeyValue("unfinishedBytes", unfinishedBytes)
                .addKeyValue("unsentBytes", unsentBytes)
                .log("memory for peers is used up, the greedy leave");
        ctx.executor().execute(() -> ctx.close()); // not inside of somebody's write
    }

    private void giveBackUnfinished() {
        memory.take(-unfinishedBytes);
        unfinishedBytes = 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        giveBackUnfinished();
        ctx.fireChannelInactive();
    }
}
