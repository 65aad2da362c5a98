package dev.trunkline.engine.controlplane;

import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.net.connection.PeerTrouble;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second connection to a chat: shows what the chat sends, and sends what the chat's client might. Its mistakes are its
 * own: the chat and its client never hear of them. Confined to its own channel's loop, except where it is a {@link Observer}.
 */
final class ObserverSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements Observer {

    static final String NO_SOUND_HERE = "audio_input is not accepted here: only the chat's own client is heard.";

    private static final Logger LOG = LoggerFactory.getLogger(ObserverSocket.class);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int POLICY_VIOLATION = 1008;
    private static final int INTERNAL_ERROR = 1011;
    private static final int MAX_BAD_MESSAGES = 100; // as many as of the chat's own client
    private static final int MAX_UNSENT_BYTES = 24 * 1024 * 1024; // the whole replay, and a minute or two more sound

    private final OpenChat chat;
    private final Observers observers;
    private final String requestId = UUID.randomUUID().toString();
    private volatile @Nullable ChannelHandlerContext channel;
    private boolean closing;
    private int badMessages;

    /** @param observers of the chat, with a seat taken */
    ObserverSocket(OpenChat chat, Observers observers) {
        this.chat = chat;
        this.observers = observers;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            ctx.channel()
                    .config()
                    .setWriteBufferWaterMark(new WriteBufferWaterMark(MAX_UNSENT_BYTES / 2, MAX_UNSENT_BYTES));
            channel = ctx;
            LOG.atInfo().addKeyValue("chatId", chat.chatId()).log("observer joined");
            observers.join(this);
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void catchUp(List<byte[]> frames) {
        onLoop(ctx -> {
            frames.forEach(frame -> ctx.write(text(frame)));
            ctx.flush();
        });
    }

    @Override
    public boolean show(byte[] frame) {
        ChannelHandlerContext ctx = channel;
        if (ctx == null || !ctx.channel().isActive()) {
            return false;
        }
        if (!ctx.channel().isWritable()) {
            LOG.atWarn().addKeyValue("chatId", chat.chatId()).log("observer does not read, dropped");
            ctx.close();
            return false;
        }
        ctx.writeAndFlush(text(frame));
        return true;
    }

    @Override
    public void chatEnded() {
        onLoop(ctx -> close(ctx, NORMAL_CLOSURE));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (closing) {
            return;
        }
        ClientMessage message = frame instanceof TextWebSocketFrame text ? ClientCodec.decode(text.text()) : null;
        if (message instanceof ClientMessage.Malformed malformed) {
            fail(malformed.problem(), malformed.detail());
        } else if (message == null || message instanceof ClientMessage.AudioInput) {
            fail(Problem.BAD_FIELD, NO_SOUND_HERE);
        } else {
            // Nothing more is read until the chat has taken this: a flood waits in the sender's own buffers.
            ctx.channel().config().setAutoRead(false);
            chat.steer(message).whenCompleteAsync((result, bug) -> onSteered(ctx, result, bug), ctx.executor());
        }
    }

    private void onSteered(ChannelHandlerContext ctx, @Nullable ControlResult result, @Nullable Throwable bug) {
        ctx.channel().config().setAutoRead(true);
        if (result instanceof ControlResult.Refused refused) {
            fail(refused.failure().problem(), refused.failure().message());
        } else if (bug != null) {
            exceptionCaught(ctx, bug);
        }
    }

    private void fail(Problem problem, String message) {
        ChannelHandlerContext ctx = channel;
        if (ctx == null || closing) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("chatId", chat.chatId())
                .addKeyValue("code", problem.code())
                .log("error sent to observer");
        ctx.writeAndFlush(text(ServerCodec.encode(new ServerMessage.Failure(problem, message, requestId), null)));
        if (++badMessages >= MAX_BAD_MESSAGES) {
            close(ctx, POLICY_VIOLATION);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (PeerTrouble.of(cause)) {
            case LOST -> ctx.close();
            case VIOLATION -> {} // The decoder has sent its close frame already.
            case NONE -> {
                LOG.atError()
                        .addKeyValue("chatId", chat.chatId())
                        .setCause(cause)
                        .log("observer failed");
                close(ctx, INTERNAL_ERROR);
            }
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        observers.giveSeatBack();
        if (channel != null) {
            observers.leave(this);
        }
    }

    private void close(ChannelHandlerContext ctx, int code) {
        if (!closing) {
            closing = true;
            ctx.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Now when this is the observer's loop, otherwise soon: either way in order with {@link #show}. */
    private void onLoop(Consumer<ChannelHandlerContext> task) {
        ChannelHandlerContext ctx = channel;
        if (ctx == null) {
            return;
        }
        if (ctx.executor().inEventLoop()) {
            task.accept(ctx);
        } else {
            ctx.executor().execute(() -> task.accept(ctx));
        }
    }

    private static TextWebSocketFrame text(byte[] json) {
        return new TextWebSocketFrame(Unpooled.wrappedBuffer(json));
    }
}
