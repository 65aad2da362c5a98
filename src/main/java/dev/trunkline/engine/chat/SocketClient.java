package dev.trunkline.engine.chat;

import dev.trunkline.engine.controlplane.Observers;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.turns.Client;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.net.connection.ReadPause;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client at the other end of a chat's WebSocket: what it is sent, how often it may be wrong, how much it may leave unread,
 * and how its chat ends. Confined to the channel's loop.
 */
final class SocketClient implements Client {

    static final int GOING_AWAY = 1001;
    static final int INTERNAL_ERROR = 1011;

    private static final Logger LOG = LoggerFactory.getLogger(SocketClient.class);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int POLICY_VIOLATION = 1008;
    private static final int MAX_BAD_MESSAGES = 100; // of one chat: a client that never gets it right
    private static final int MAX_UNSENT_BYTES = 32 * 1024 * 1024; // minutes of sound that the client does not read

    private final ChannelHandlerContext channel;
    private final ReadPause pause;
    private final String chatId;
    private final String requestId;
    private final @Nullable Observers observers;
    private Supplier<@Nullable String> sessionName = () -> null;
    private @Nullable ChatEvents events;
    private ChatEntry.@Nullable Status ending;
    private boolean closing;
    private int badMessages;

    /**
     * A client that is not read until {@link #read}.
     *
     * @param observers are shown what it is sent; null for none
     */
    SocketClient(ChannelHandlerContext channel, String chatId, String requestId, @Nullable Observers observers) {
        this.channel = channel;
        this.pause = new ReadPause(channel);
        this.chatId = chatId;
        this.requestId = requestId;
        this.observers = observers;
        channel.channel()
                .config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(MAX_UNSENT_BYTES / 2, MAX_UNSENT_BYTES))
                .setAutoRead(false);
    }

    /** The chat is open. */
    void join(ChatEvents told, Supplier<@Nullable String> customSessionId) {
        events = told;
        sessionName = customSessionId;
    }

    /** What the client says is wanted now. */
    void read() {
        channel.channel().config().setAutoRead(true);
    }

    boolean isClosing() {
        return closing;
    }

    @Override
    public void send(ServerMessage message) {
        if (closing) {
            return;
        }
        byte[] frame = ServerCodec.encode(message, sessionName.get());
        channel.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
        if (observers != null && !(message instanceof ServerMessage.PlaybackHold)) { // nor do they know it
            observers.show(frame, message instanceof ServerMessage.AudioOutput);
        }
        if (events != null) {
            events.onSent(message);
        }
        if (channel.channel().isActive() && !channel.channel().isWritable()) {
            LOG.atWarn().addKeyValue("chatId", chatId).log("client does not read, chat dropped");
            end(ChatEntry.Status.ERROR);
            channel.close();
        }
    }

    @Override
    public void fail(Problem problem, String message, String cause) {
        if (closing) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("chatId", chatId)
                .addKeyValue("code", problem.code())
                .addKeyValue("cause", cause)
                .log("error sent");
        send(new ServerMessage.Failure(problem, message, requestId));
        if (problem.endsChat()) {
            close(NORMAL_CLOSURE, ChatEvents.endBy(problem));
        } else if (problem.isClientsMistake() && ++badMessages >= MAX_BAD_MESSAGES) {
            close(POLICY_VIOLATION, ChatEntry.Status.ERROR);
        }
    }

    @Override
    public void holdBack(long nanos) {
        pause.atLeast(nanos);
    }

    @Override
    public void close() {
        close(NORMAL_CLOSURE, ChatEntry.Status.USER_ENDED);
    }

    void close(int code, ChatEntry.Status reason) {
        if (!closing) {
            end(reason);
            channel.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Nothing more is sent. Returns why: only the first reason counts. */
    ChatEntry.Status end(ChatEntry.Status reason) {
        closing = true;
        ChatEntry.Status first = ending == null ? reason : ending;
        ending = first;
        if (events != null) {
            events.end(first);
        }
        if (observers != null) {
            observers.end();
        }
        return first;
    }
}
