package dev.trunkline.engine.chat;

import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.net.LoopScheduler;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A chat's WebSocket: frames in, messages out. Confined to the channel's loop, which is the chat's. */
final class ChatSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements Client {

    private static final Logger LOG = LoggerFactory.getLogger(ChatSocket.class);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;
    private static final int INTERNAL_ERROR = 1011;
    private static final int MAX_BAD_MESSAGES = 100; // of one chat: a client that never gets it right
    private static final int MAX_UNSENT_BYTES = 32 * 1024 * 1024; // minutes of sound that the client does not read

    private final Equipment equipment;
    private final ChatRequest request;
    private final Set<ChatSocket> open;
    private final ChatIds ids;
    private final ChatGroups.@Nullable Group group;
    private volatile @Nullable ChannelHandlerContext channel;
    private @Nullable Chat chat;
    private boolean closing;
    private int badMessages;

    ChatSocket(Equipment equipment, ChatRequest request, Set<ChatSocket> open) {
        this.equipment = equipment;
        this.request = request;
        this.open = open;
        String resumed = request.resumedChatGroupId();
        this.group =
                resumed == null ? equipment.groups().open() : equipment.groups().find(resumed);
        String groupId = group == null ? "" : group.id();
        this.ids = new ChatIds(
                UUID.randomUUID().toString(), groupId, UUID.randomUUID().toString());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            channel = ctx;
            open(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    private void open(ChannelHandlerContext ctx) {
        ctx.channel()
                .config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(MAX_UNSENT_BYTES / 2, MAX_UNSENT_BYTES));
        if (group == null) {
            fail(Problem.UNKNOWN_GROUP, "The chat group to be resumed was not found.", "");
            return;
        }
        EventLoop loop = ctx.channel().eventLoop();
        Chat opened = new Chat(
                new Chat.Place(equipment, equipment.plan(), this, LoopScheduler.of(loop), loop), request, ids, group);
        chat = opened;
        open.add(this);
        LOG.atInfo()
                .addKeyValue("chatId", ids.chatId())
                .addKeyValue("chatGroupId", ids.chatGroupId())
                .addKeyValue("configId", request.configId())
                .addKeyValue("configVersion", request.configVersion())
                .addKeyValue("resumed", request.isResumed())
                .log("chat opened");
        opened.open();
        ctx.flush();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (chat == null || closing) {
            return;
        }
        if (frame instanceof TextWebSocketFrame text) {
            ClientCodec.decode(text.text()).deliverTo(chat);
        } else if (frame instanceof BinaryWebSocketFrame binary
                && binary.content().isReadable()) {
            chat.onAudioInput(new ClientMessage.AudioInput(ByteBufUtil.getBytes(binary.content())));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (chat != null) {
            chat.close();
            chat = null;
            open.remove(this);
            LOG.atInfo().addKeyValue("chatId", ids.chatId()).log("chat closed");
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            ctx.close();
            return;
        }
        if (cause instanceof DecoderException) {
            // The client's mistake; the decoder has sent its close frame already.
            LOG.atWarn()
                    .addKeyValue("chatId", ids.chatId())
                    .addKeyValue("cause", String.valueOf(cause))
                    .log("protocol violated");
            return;
        }
        LOG.atError().addKeyValue("chatId", ids.chatId()).setCause(cause).log("chat failed");
        close(INTERNAL_ERROR);
    }

    @Override
    public void send(ServerMessage message) {
        ChannelHandlerContext ctx = channel;
        if (ctx == null || closing) {
            return;
        }
        String customSessionId = chat == null ? null : chat.session().customSessionId();
        ctx.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(ServerCodec.encode(message, customSessionId))));
        if (ctx.channel().isActive() && !ctx.channel().isWritable()) {
            LOG.atWarn().addKeyValue("chatId", ids.chatId()).log("client does not read, chat dropped");
            closing = true;
            ctx.close();
        }
    }

    @Override
    public void fail(Problem problem, String message, String cause) {
        if (closing) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("chatId", ids.chatId())
                .addKeyValue("code", problem.code())
                .addKeyValue("cause", cause)
                .log("error sent");
        send(new ServerMessage.Failure(problem, message, ids.requestId()));
        if (problem.endsChat()) {
            close();
        } else if (++badMessages >= MAX_BAD_MESSAGES) {
            close(POLICY_VIOLATION);
        }
    }

    @Override
    public void close() {
        close(NORMAL_CLOSURE);
    }

    /** The engine closes. Any thread. */
    void goAway() {
        ChannelHandlerContext ctx = channel;
        if (ctx != null) {
            ctx.executor().execute(() -> close(GOING_AWAY));
        }
    }

    private void close(int code) {
        ChannelHandlerContext ctx = channel;
        if (ctx != null && !closing) {
            closing = true;
            ctx.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
