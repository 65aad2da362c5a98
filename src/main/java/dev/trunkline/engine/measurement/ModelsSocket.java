package dev.trunkline.engine.measurement;

import dev.trunkline.engine.work.BoundedExecutor;
import dev.trunkline.net.connection.PeerTrouble;
import dev.trunkline.net.loop.LoopScheduler;
import dev.trunkline.time.Scheduler;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream's WebSocket. One message is answered at a time, in the order they came; while one is being answered, or the client
 * does not read its answers, nothing more is read from it, so that it costs one message and one answer, however much it sends.
 * Confined to the channel's loop.
 */
final class ModelsSocket extends SimpleChannelInboundHandler<WebSocketFrame> {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsSocket.class);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int INTERNAL_ERROR = 1011;
    private static final long INACTIVITY_NANOS = 60_000_000_000L; // documented: about a minute
    private static final long CLOSE_PATIENCE_NANOS = 2_000_000_000L;
    private static final int SMALL_MESSAGE_BYTES = 64 * 1024; // for which there is always room

    /** Stands for a message for which there was no room. */
    private static final byte[] NO_ROOM = new byte[0];

    private final ModelStream stream;
    private final BoundedExecutor workers;
    private final Set<ModelsSocket> open;
    private final Semaphore roomBytes;
    private final Deque<byte[]> waiting = new ArrayDeque<>(); // what one read brought beside the message being answered
    private volatile @Nullable ChannelHandlerContext channel;
    private @Nullable Scheduler scheduler;
    private @Nullable QuietWatch quietWatch;
    private boolean isAnswering;
    private boolean isClosing;

    /**
     * @param open where it is as long as it is open
     * @param roomBytes for large messages, of all streams together; one that does not fit is an error, and its client tries again
     */
    ModelsSocket(ModelStream stream, BoundedExecutor workers, Set<ModelsSocket> open, Semaphore roomBytes) {
        this.stream = stream;
        this.workers = workers;
        this.open = open;
        this.roomBytes = roomBytes;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            channel = ctx;
            open.add(this);
            Scheduler time = LoopScheduler.of(ctx.channel().eventLoop());
            scheduler = time;
            quietWatch = new QuietWatch(time, INACTIVITY_NANOS, () -> close(ctx, NORMAL_CLOSURE, "inactivity"));
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (isClosing) {
            return;
        }
        touch();
        // Binary frames are not documented; one that holds JSON is as good as text.
        boolean fits = roomBytes.tryAcquire(largeBytes(frame.content().readableBytes()));
        waiting.add(fits ? ByteBufUtil.getBytes(frame.content()) : NO_ROOM);
        answerNext(ctx);
    }

    private static int largeBytes(int messageBytes) {
        return messageBytes > SMALL_MESSAGE_BYTES ? messageBytes : 0;
    }

    private void answerNext(ChannelHandlerContext ctx) {
        if (!isAnswering && !isClosing && ctx.channel().isWritable()) {
            byte[] message = waiting.poll();
            if (message != null) {
                isAnswering = true;
                answer(message)
                        .whenComplete(
                                (answer, failure) -> ctx.executor().execute(() -> onAnswer(ctx, answer, failure)));
            }
        }
        ctx.channel()
                .config()
                .setAutoRead(isClosing || (!isAnswering && ctx.channel().isWritable()));
    }

    private CompletableFuture<byte[]> answer(byte[] message) {
        if (message == NO_ROOM) {
            LOG.atWarn().log("no room for a large message");
            return CompletableFuture.completedFuture(notNow());
        }
        return workers.submit(() -> stream.answer(message))
                .whenComplete((answer, failure) -> roomBytes.release(largeBytes(message.length)));
    }

    private void forgetWaiting() {
        waiting.forEach(message -> roomBytes.release(largeBytes(message.length)));
        waiting.clear();
    }

    private void onAnswer(ChannelHandlerContext ctx, byte @Nullable [] answer, @Nullable Throwable failure) {
        isAnswering = false;
        touch();
        if (!ctx.channel().isActive() || isClosing) {
            return;
        }
        byte[] message = answer;
        if (message == null) {
            LOG.atError().setCause(failure).log("expression could not be measured");
            message = notNow();
        }
        ctx.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(message)));
        answerNext(ctx);
    }

    private static byte[] notNow() {
        return new Answer(new Answer.Labels(null, null))
                .error(Refused.Code.I0100.name(), "The message could not be answered now; try again.")
                .end();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        answerNext(ctx);
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        open.remove(this);
        forgetWaiting();
        if (quietWatch != null) {
            quietWatch.cancel();
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (PeerTrouble.of(cause)) {
            case LOST -> ctx.close();
            case VIOLATION -> // The decoder has sent its close frame already.
                LOG.atWarn().addKeyValue("cause", PeerTrouble.describe(cause)).log("protocol violated");
            case NONE -> {
                LOG.atError().setCause(cause).log("model stream failed");
                close(ctx, INTERNAL_ERROR, "");
            }
        }
    }

    /** The engine closes. Any thread. */
    void goAway() {
        ChannelHandlerContext ctx = channel;
        if (ctx != null) {
            ctx.executor().execute(() -> close(ctx, GOING_AWAY, ""));
        }
    }

    private void touch() {
        if (quietWatch != null) {
            quietWatch.touch();
        }
    }

    private void close(ChannelHandlerContext ctx, int code, String reason) {
        if (!isClosing) {
            isClosing = true;
            forgetWaiting();
            ctx.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(ChannelFutureListener.CLOSE);
            if (scheduler != null) {
                // Who does not read does not see the close frame either.
                scheduler.after(CLOSE_PATIENCE_NANOS, ctx::close);
            }
        }
    }
}
