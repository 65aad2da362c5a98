package dev.trunkline.net.websocket;

import dev.trunkline.net.connection.PeerTrouble;
import dev.trunkline.time.Scheduler;
import dev.trunkline.time.Scheduler.Timer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our end of a WebSocket to a far end that says by a message when it is ready: the patience with it until then and after, what it sends in
 * its order, and a close that waits for it, but not for ever. It ends when its owner {@linkplain #close closes} it, told of the far
 * end's end or not; after that the owner is told nothing. Confined to the loop of its connection.
 *
 * @param <M> a message
 */
public final class ClientSocket<M> extends SimpleChannelInboundHandler<WebSocketFrame> implements TextReceiver {

    /** RFC 6455, 7.4.1: it is over. */
    public static final int NORMAL = 1000;
    /** RFC 6455, 7.4.1: there is no use in it any more. */
    public static final int GOING_AWAY = 1001;

    private static final Logger LOG = LoggerFactory.getLogger(ClientSocket.class);

    /** How long our close frame may take before the socket is dropped anyway. */
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final String session;
    private final SocketTimeouts timeouts;
    private final WriteBufferWaterMark unsentBytes;
    private final Scheduler scheduler;
    private final Owner<M> owner;
    private final Inbox<M> inbox;

    private @Nullable ChannelHandlerContext context;
    private @Nullable ReadingGate gate; // is asked also when nothing is left of the pipeline
    private @Nullable KeepAlive keepAlive; // from the open socket on
    private @Nullable Timer deadline;
    private boolean over;

    /**
     * Who speaks through it. It closes it when told of a failure, a close, a cut, or that the far end is deaf.
     *
     * @param <M> a message
     */
    public interface Owner<M> extends KeepAlive.Listener {
        /** The socket is open: the owner may write, and says by what the far end is to show that it is ready. */
        void onOpen();

        void onMessage(M message);

        /** Whether the far end sends its texts in binary frames: then most come as messages, the others to {@link #onBinary}. */
        default boolean takesBinaryTexts() {
            return false;
        }

        /** A binary frame came; valid until this returns. */
        void onBinary(ByteBuf bytes);

        /** There is no socket, or a bug has ended it. */
        void onFailure(ConnectFailure failure);

        /**
         * A close frame came: RFC 6455, 7.4.1.
         *
         * @param reason what the far end says, for people; often empty
         */
        void onClose(int code, String reason);

        /** It ended without one, or was not ready in time. */
        void onCut(String detail);
    }

    /**
     * @param session by which logs know it
     * @param mostUnsentBytes beyond which there is no {@linkplain #hasRoom room}
     * @param decoder of the loop
     * @param another makes one for a big message
     */
    public ClientSocket(
            String session,
            SocketTimeouts timeouts,
            int mostUnsentBytes,
            Scheduler scheduler,
            Inbox.Decoder<M> decoder,
            Supplier<? extends Inbox.Decoder<M>> another,
            Owner<M> owner) {
        this.session = session;
        this.timeouts = timeouts;
        this.unsentBytes = new WriteBufferWaterMark(mostUnsentBytes / 2, mostUnsentBytes);
        this.scheduler = scheduler;
        this.owner = owner;
        this.inbox = new Inbox<>(decoder, another, this::onLoop, new Messages());
    }

    /** The clock of the attempt starts. */
    public void begin() {
        expectWithin("connection", timeouts.connectMillis());
    }

    /** The clock starts within which the far end has to show that it is ready, by this. */
    public void expect(String sign) {
        expectWithin(sign, timeouts.readyMillis());
    }

    /** The far end is ready: it is not waited for any more. */
    public void stopWaiting() {
        if (deadline != null) {
            deadline.cancel();
        }
    }

    public boolean isOver() {
        return over;
    }

    /** There will be no connection. */
    public void fail(Throwable cause) {
        tell(() -> owner.onFailure(ConnectFailure.of(cause)));
    }

    /** What the sound is written with. The socket is open. */
    public TextWriter texts() {
        return TextWriter.of(open().channel());
    }

    /** Writes one message, which leaves with the next flush; nothing where it is over. The socket is open. */
    public void write(Consumer<ByteBuf> text) {
        if (!over) {
            ByteBuf out = open().alloc().buffer();
            text.accept(out);
            open().write(new TextWebSocketFrame(out));
        }
    }

    /** Sends what was written, now. The socket is open. */
    public void flush() {
        open().flush();
    }

    /** Sound was written. */
    public void sent(int soundBytes) {
        if (keepAlive != null) {
            keepAlive.sent(soundBytes);
        }
    }

    /** Asks the far end what it has read, now: an answer would spare saying that again. */
    public void ping() {
        if (keepAlive != null && !over) {
            keepAlive.ping();
        }
    }

    /** Whether more may be written: what is not sent by then is better kept by who wants it sent. */
    public boolean hasRoom() {
        return keepAlive != null && !over && open().channel().isWritable();
    }

    /** The owner wants no more messages for now, or again: what has been read already still comes. */
    public void holdBack(boolean held) {
        inbox.holdBack(held);
    }

    /** Runs this when the connection is closed on both sides. The socket is open. */
    public void whenClosed(Runnable then) {
        open().channel().closeFuture().addListener(closed -> then.run());
    }

    /** Ends it from our side, with {@code code} in our close frame. */
    public void close(int code) {
        over = true;
        stopWaiting();
        if (keepAlive != null) {
            keepAlive.stop();
        }
        ChannelHandlerContext ctx = context;
        if (ctx != null && keepAlive != null && ctx.channel().isActive()) {
            WebSocketClient.close(ctx.channel(), code, "");
            Timer impatience = scheduler.after(CLOSE_NANOS, ctx::close);
            whenClosed(impatience::cancel);
        } else if (ctx != null) {
            ctx.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        gate = ctx.pipeline().get(ReadingGate.class);
        ctx.channel().config().setWriteBufferWaterMark(unsentBytes);
        if (over) {
            ctx.close();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE && !over) {
            stopWaiting();
            keepAlive = new KeepAlive(ctx.channel(), scheduler, timeouts.pingMillis(), timeouts.pongMillis(), owner);
            owner.onOpen();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (frame instanceof PongWebSocketFrame pong && keepAlive != null && !over) {
            keepAlive.onPong(pong.content());
        } else {
            inbox.take(frame);
        }
    }

    @Override
    public void onText(byte[] text, int lengthBytes) {
        inbox.take(text, lengthBytes);
    }

    @Override
    public boolean takesBinaryTexts() {
        return owner.takesBinaryTexts();
    }

    @Override
    public boolean takesBigTexts() {
        return true;
    }

    @Override
    public void onBigText(BigText text) {
        inbox.take(text);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        String when = keepAlive != null ? "" : " before the socket was open";
        inbox.then(() -> tell(() -> owner.onCut("connection lost" + when)));
    }

    /** The network's trouble, and the bugs of the owner: both end this socket and nothing else. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean ofTheWorld = PeerTrouble.of(cause) != PeerTrouble.NONE;
        if (!ofTheWorld) {
            LOG.atError().addKeyValue("session", session).setCause(cause).log("session ended by a bug");
        }
        if (keepAlive != null && ofTheWorld) {
            tell(() -> owner.onCut(PeerTrouble.describe(cause)));
        } else {
            fail(cause);
        }
    }

    private ChannelHandlerContext open() {
        if (context == null) {
            throw new IllegalStateException("the socket is not open yet");
        }
        return context;
    }

    private void onLoop(Runnable task) {
        open().executor().execute(task);
    }

    private void expectWithin(String sign, long millis) {
        stopWaiting();
        if (!over) {
            deadline = scheduler.patience(
                    TimeUnit.MILLISECONDS.toNanos(millis),
                    () -> tell(() -> owner.onCut("no " + sign + " within " + millis + " ms")));
        }
    }

    private void tell(Runnable news) {
        if (!over) {
            news.run();
        }
    }

    /** What comes, in its order. */
    private final class Messages implements Inbox.Reader<M> {
        @Override
        public void read(M message) {
            if (!over) {
                owner.onMessage(message);
            }
        }

        @Override
        public void onBinary(ByteBuf bytes) {
            tell(() -> owner.onBinary(bytes));
        }

        @Override
        public void onClose(int code, String reason) {
            tell(() -> owner.onClose(code, reason));
        }

        @Override
        public void onHoldBack(boolean held) {
            if (gate != null) {
                gate.hold(held);
            }
        }

        @Override
        public void onDecoding(boolean isSo) {
            if (gate != null) {
                gate.decodes(isSo);
            }
        }

        @Override
        public void onBug(Throwable bug) {
            exceptionCaught(open(), bug);
        }
    }
}
