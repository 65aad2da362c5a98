package dev.trunkline.engine.chat;

import dev.trunkline.engine.chat.Reception.Refusal;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.net.LoopScheduler;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelConfig;
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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
    private static final long RECEPTION_PATIENCE_NANOS = 10_000_000_000L;
    private static final int MAX_UNSENT_BYTES = 32 * 1024 * 1024; // minutes of sound that the client does not read

    private final Equipment equipment;
    private final Reception reception;
    private final ChatRequest request;
    private final Set<ChatSocket> open;
    private final String chatId = UUID.randomUUID().toString();
    private final String requestId = UUID.randomUUID().toString();
    private final Deque<WebSocketFrame> early = new ArrayDeque<>();
    private volatile @Nullable ChannelHandlerContext channel;
    private @Nullable Chat chat;
    private ChatEntry.Status ending = ChatEntry.Status.USER_ENDED;
    private boolean closing;
    private int badMessages;

    ChatSocket(Equipment equipment, Reception reception, ChatRequest request, Set<ChatSocket> open) {
        this.equipment = equipment;
        this.reception = reception;
        this.request = request;
        this.open = open;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            channel = ctx;
            open.add(this);
            receive(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    /** Asks how the chat is to be held. What the client says meanwhile waits: here a little, the rest in the kernel. */
    private void receive(ChannelHandlerContext ctx) {
        ChannelConfig config = ctx.channel().config();
        config.setWriteBufferWaterMark(new WriteBufferWaterMark(MAX_UNSENT_BYTES / 2, MAX_UNSENT_BYTES));
        CompletableFuture<Reception.Answer> answer = reception.receive(request);
        if (!answer.isDone()) {
            config.setAutoRead(false);
            LoopScheduler.of(ctx.channel().eventLoop())
                    .after(
                            RECEPTION_PATIENCE_NANOS,
                            () -> onReceived(ctx, new Refusal(Problem.INTERNAL, "The chat could not be opened.", "")));
        }
        answer.whenCompleteAsync(
                (received, bug) -> onReceived(
                        ctx,
                        received == null
                                ? new Refusal(Problem.INTERNAL, "The chat could not be opened.", String.valueOf(bug))
                                : received),
                ctx.executor());
    }

    private void onReceived(ChannelHandlerContext ctx, Reception.Answer answer) {
        if (chat != null || closing) {
            return;
        }
        if (answer instanceof Reception.Welcome welcome) {
            open(ctx, welcome);
            early.forEach(this::hear);
        } else if (answer instanceof Refusal refusal) {
            fail(refusal.problem(), refusal.message(), refusal.cause());
            close();
        }
        dropEarly();
        ctx.channel().config().setAutoRead(true);
    }

    private void open(ChannelHandlerContext ctx, Reception.Welcome welcome) {
        EventLoop loop = ctx.channel().eventLoop();
        ChatIds ids = new ChatIds(chatId, welcome.group().id(), requestId);
        ChatJournal journal = new ChatJournal(equipment.stores().history(), ids, equipment.wallClock());
        Chat opened = new Chat(
                new Chat.Place(equipment, welcome.plan(), ids, this, journal, LoopScheduler.of(loop), loop),
                request,
                welcome.group());
        chat = opened;
        LOG.atInfo()
                .addKeyValue("chatId", chatId)
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
        if (chat == null && !closing) {
            early.add(frame.retain());
        } else {
            hear(frame);
        }
    }

    private void hear(WebSocketFrame frame) {
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

    private void dropEarly() {
        early.forEach(WebSocketFrame::release);
        early.clear();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing = true;
        open.remove(this);
        dropEarly();
        if (chat != null) {
            chat.close(ending);
            chat = null;
            LOG.atInfo()
                    .addKeyValue("chatId", chatId)
                    .addKeyValue("status", ending)
                    .log("chat closed");
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
                    .addKeyValue("chatId", chatId)
                    .addKeyValue("cause", String.valueOf(cause))
                    .log("protocol violated");
            return;
        }
        LOG.atError().addKeyValue("chatId", chatId).setCause(cause).log("chat failed");
        close(INTERNAL_ERROR);
    }

    @Override
    public void send(ServerMessage message) {
        ChannelHandlerContext ctx = channel;
        if (ctx == null || closing) {
            return;
        }
        String customSessionId = chat == null ? null : chat.customSessionId();
        ctx.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(ServerCodec.encode(message, customSessionId))));
        if (ctx.channel().isActive() && !ctx.channel().isWritable()) {
            LOG.atWarn().addKeyValue("chatId", chatId).log("client does not read, chat dropped");
            closing = true;
            ending = ChatEntry.Status.ERROR;
            ctx.close();
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
            ending = statusAfter(problem);
            close();
        } else if (problem.isClientsMistake() && ++badMessages >= MAX_BAD_MESSAGES) {
            close(POLICY_VIOLATION);
        }
    }

    private static ChatEntry.Status statusAfter(Problem problem) {
        if (problem == Problem.INACTIVE) {
            return ChatEntry.Status.INACTIVITY_TIMEOUT;
        }
        return problem == Problem.TOO_LONG ? ChatEntry.Status.MAX_DURATION_TIMEOUT : ChatEntry.Status.ERROR;
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
            ending = code == NORMAL_CLOSURE ? ending : ChatEntry.Status.ERROR;
            ctx.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
