package dev.trunkline.net.websocket;

import dev.trunkline.net.connection.MessageEnd;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client's socket is read: not while its owner wants no more for now, nor while it is in the middle of a big message
 * and others have the {@linkplain BigMessages turns}. A turn lasts until the message is decoded. Confined to the connection's loop.
 */
final class ReadingGate extends ChannelDuplexHandler implements MessageEnd {

    private static final long SMALL_BYTES = 1 << 20; // what everybody may be sent at any time

    private final BigMessages turns;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Runnable waiting;
    private long unfinishedBytes;
    private boolean hasTurn;
    private boolean held;
    private boolean decoding;

    ReadingGate(BigMessages turns) {
        this.turns = turns;
    }

    /** Sits where messages are whole. */
    final class End extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            boolean isMessage = message instanceof TextWebSocketFrame || message instanceof BinaryWebSocketFrame;
            try {
                ctx.fireChannelRead(message);
            } finally {
                if (isMessage) {
                    messageIsWhole();
                }
            }
        }
    }

    /**
     * Whether the owner wants no more for now; what has been read already still comes, and so does nothing behind it: neither a close
     * nor the end of the connection.
     */
    void hold(boolean isHeld) {
        held = isHeld;
        adjust();
    }

    /**
     * Whether a message that was whole still takes memory: until it does not, no other one comes in its place, also when the connection
     * has ended meanwhile. It is said before the message's handler returns.
     */
    void decodes(boolean isSo) {
        decoding = isSo;
        if (!isSo && unfinishedBytes == 0) {
            passTurnOn();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof ByteBuf bytes) {
            unfinishedBytes += bytes.readableBytes();
        }
        ctx.fireChannelRead(message);
        if (unfinishedBytes > SMALL_BYTES && !hasTurn && waiting == null) {
            Runnable later = () -> ctx.executor().execute(this::onTurn);
            hasTurn = turns.take(later);
            waiting = hasTurn ? null : later;
            adjust();
        }
    }

    private void onTurn() {
        if (waiting == null) {
            turns.give();
            return;
        }
        waiting = null;
        hasTurn = unfinishedBytes > 0;
        if (!hasTurn) {
            turns.give(); // the message became whole by what had been read already
        }
        adjust();
    }

    /** Decoders ask for more by themselves when what came was not enough for them. */
    @Override
    public void read(ChannelHandlerContext ctx) {
        if (!isClosed()) {
            ctx.read();
        }
    }

    private boolean isClosed() {
        return held || waiting != null;
    }

    @Override
    public void messageIsWhole() {
        unfinishedBytes = 0;
        if (!decoding) {
            passTurnOn();
        }
    }

    private void passTurnOn() {
        if (hasTurn) {
            hasTurn = false;
            turns.give();
        }
    }

    private void adjust() {
        if (context != null && context.channel().isOpen()) {
            context.channel().config().setAutoRead(!isClosed());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (waiting != null) {
            turns.forget(waiting); // or it is on its way, and is passed on when it comes
            waiting = null;
        }
        messageIsWhole();
        ctx.fireChannelInactive();
    }
}
