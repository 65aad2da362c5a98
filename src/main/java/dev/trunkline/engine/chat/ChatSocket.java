package dev.trunkline.engine.chat;

import dev.trunkline.engine.chat.Reception.Refusal;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.net.LoopScheduler;
import dev.trunkline.net.PeerTrouble;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chat's WebSocket: frames in, messages out; and the way to the chat for those who watch or steer it. Confined to the
 * channel's loop, which is the chat's.
 */
final class ChatSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements Client {

    private static final Logger LOG = LoggerFactory.getLogger(ChatSocket.class);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;
    private static final int INTERNAL_ERROR = 1011;
    private static final int MAX_BAD_MESSAGES = 100; // of one chat: a client that never gets it right
    private static final int MAX_UNSENT_BYTES = 32 * 1024 * 1024; // minutes of sound that the client does not read

    private final Equipment equipment;
    private final Reception reception;
    private final OpenChats open;
    private final ChatListener listener;
    private final ChatRequest request;
    private final @Nullable Audience audience;
    private final String chatId = UUID.randomUUID().toString();
    private final String requestId = UUID.randomUUID().toString();
    private final EarlyFrames early = new EarlyFrames();
    private volatile @Nullable ChannelHandlerContext channel;
    private @Nullable Chat chat;
    private @Nullable ChatStory story;
    private ServerMessage.@Nullable Failure refusal;
    private ChatEntry.@Nullable Status ending;
    private boolean steering;
    private boolean closing;
    private int badMessages;

    ChatSocket(Equipment equipment, Reception reception, OpenChats open, ChatListener listener, ChatRequest request) {
        this.equipment = equipment;
        this.reception = reception;
        this.open = open;
        this.listener = listener;
        this.request = request;
        this.audience = request.allowConnection() ? new Audience(open.room()) : null;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            channel = ctx;
            open.add(chatId, this);
            receive(ctx);
        }
        ctx.fireUserEventTriggered(event);
    }

    /** Asks how the chat is to be held. What the client says meanwhile waits: here a little, the rest in the kernel. */
    private void receive(ChannelHandlerContext ctx) {
        ctx.channel()
                .config()
                .setWriteBufferWaterMark(new WriteBufferWaterMark(MAX_UNSENT_BYTES / 2, MAX_UNSENT_BYTES))
                .setAutoRead(false);
        LoopScheduler scheduler = LoopScheduler.of(ctx.channel().eventLoop());
        reception.receive(request, scheduler, ctx.executor(), answer -> onReceived(ctx, answer));
    }

    private void onReceived(ChannelHandlerContext ctx, Reception.Answer answer) {
        if (chat != null || closing) {
            return;
        }
        if (answer instanceof Reception.Welcome welcome) {
            open(ctx, welcome);
            early.replay(this::hear);
        } else if (answer instanceof Refusal refusal) {
            fail(refusal.problem(), refusal.message(), refusal.cause());
            close();
        }
        early.drop();
        ctx.channel().config().setAutoRead(true);
    }

    private void open(ChannelHandlerContext ctx, Reception.Welcome welcome) {
        LoopScheduler scheduler = LoopScheduler.of(ctx.channel().eventLoop());
        ChatPlan plan = welcome.plan();
        ChatIds ids = new ChatIds(chatId, welcome.group().id(), requestId);
        long startMillis = equipment.wallClock().millis();
        Chat opened = new Chat(
                Chat.Place.of(equipment, plan, ids, this, request, scheduler, ctx.executor()),
                request,
                welcome.group());
        ChatStory told = new ChatStory(
                listener,
                scheduler,
                () -> new ChatFacts(
                        chatId,
                        ids.chatGroupId(),
                        plan,
                        opened.session().customSessionId(),
                        request.isResumed(),
                        startMillis));
        chat = opened;
        story = told;
        LOG.atInfo()
                .addKeyValue("chatId", chatId)
                .addKeyValue("chatGroupId", ids.chatGroupId())
                .addKeyValue("config", plan.config())
                .addKeyValue("resumed", request.isResumed())
                .log("chat opened");
        opened.open();
        told.begin();
        ctx.flush();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (chat == null && !closing) {
            early.keep(frame);
        } else {
            hear(frame);
        }
    }

    private void hear(WebSocketFrame frame) {
        if (chat == null || closing) {
            return;
        }
        if (frame instanceof TextWebSocketFrame text) {
            chat.receive(ClientCodec.decode(text.text()));
        } else if (frame instanceof BinaryWebSocketFrame binary
                && binary.content().isReadable()) {
            chat.onAudioInput(new ClientMessage.AudioInput(ByteBufUtil.getBytes(binary.content())));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        // A client that hangs up and one that is lost are the same to EVI: the user has gone.
        ChatEntry.Status reason = end(ChatEntry.Status.USER_ENDED);
        closing = true;
        open.giveSeatBack();
        open.remove(chatId);
        early.drop();
        if (chat != null) {
            chat.close(reason);
            chat = null;
            LOG.atInfo()
                    .addKeyValue("chatId", chatId)
                    .addKeyValue("status", reason)
                    .log("chat closed");
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (PeerTrouble.of(cause)) {
            case LOST -> ctx.close();
            case VIOLATION -> // The decoder has sent its close frame already.
                LOG.atWarn()
                        .addKeyValue("chatId", chatId)
                        .addKeyValue("cause", PeerTrouble.describe(cause))
                        .log("protocol violated");
            case NONE -> {
                LOG.atError().addKeyValue("chatId", chatId).setCause(cause).log("chat failed");
                close(INTERNAL_ERROR, ChatEntry.Status.ERROR);
            }
        }
    }

    @Override
    public void send(ServerMessage message) {
        ChannelHandlerContext ctx = channel;
        if (ctx == null || closing) {
            return;
        }
        byte[] frame =
                ServerCodec.encode(message, chat == null ? null : chat.session().customSessionId());
        ctx.writeAndFlush(new TextWebSocketFrame(Unpooled.wrappedBuffer(frame)));
        if (audience != null) {
            audience.show(frame, message instanceof ServerMessage.AudioOutput);
        }
        if (story != null) {
            story.onSent(message);
        }
        if (ctx.channel().isActive() && !ctx.channel().isWritable()) {
            LOG.atWarn().addKeyValue("chatId", chatId).log("client does not read, chat dropped");
            closing = true;
            end(ChatEntry.Status.ERROR);
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
        ServerMessage.Failure failure = new ServerMessage.Failure(problem, message, requestId);
        if (steering && problem.isClientsMistake()) {
            refusal = failure; // for whoever steers, not for the chat's own client
            return;
        }
        send(failure);
        if (problem.endsChat()) {
            close(NORMAL_CLOSURE, ChatStory.endBy(problem));
        } else if (problem.isClientsMistake() && ++badMessages >= MAX_BAD_MESSAGES) {
            close(POLICY_VIOLATION, ChatEntry.Status.ERROR);
        }
    }

    @Override
    public void close() {
        close(NORMAL_CLOSURE, ChatEntry.Status.USER_ENDED);
    }

    @Override
    public void holdBack(long nanos) {
        ChannelHandlerContext ctx = channel;
        if (ctx != null) {
            ctx.channel().config().setAutoRead(false);
            ctx.executor().schedule(() -> ctx.channel().config().setAutoRead(true), nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** The engine closes. Any thread; completes when the chat has ended. */
    CompletableFuture<Void> goAway() {
        ChannelHandlerContext ctx = channel;
        return ctx == null || ctx.executor().isShuttingDown()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> close(GOING_AWAY, ChatEntry.Status.ERROR), ctx.executor());
    }

    private void close(int code, ChatEntry.Status reason) {
        ChannelHandlerContext ctx = channel;
        if (ctx != null && !closing) {
            closing = true;
            end(reason);
            ctx.writeAndFlush(new CloseWebSocketFrame(code, "")).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Only the first reason counts. */
    private ChatEntry.Status end(ChatEntry.Status reason) {
        ChatEntry.Status first = ending == null ? reason : ending;
        ending = first;
        if (story != null) {
            story.end(first);
        }
        if (audience != null) {
            audience.end();
        }
        return first;
    }

    String chatId() {
        return chatId;
    }

    /** Who may watch, or null when nobody may. Any thread. */
    @Nullable
    Audience audience() {
        return audience;
    }

    /** Somebody wants to watch. Any thread. */
    void admit(Watcher watcher) {
        onLoop(() -> {
            if (audience != null && chat != null && !closing) {
                audience.join(watcher);
            } else {
                watcher.chatEnded();
            }
        });
    }

    /** Somebody does not watch any more. Any thread. */
    void dismiss(Watcher watcher) {
        onLoop(() -> {
            if (audience != null) {
                audience.leave(watcher);
            }
        });
    }

    /** Takes {@code message} as if the chat's client had sent it. Any thread; completes on the chat's loop. */
    CompletableFuture<Steered> steer(ClientMessage message) {
        ChannelHandlerContext ctx = channel;
        if (ctx == null) {
            return CompletableFuture.completedFuture(new Steered.TooLate());
        }
        return CompletableFuture.supplyAsync(() -> apply(message), ctx.executor())
                .whenComplete((steered, bug) -> {
                    if (bug != null) {
                        exceptionCaught(ctx, bug);
                    }
                });
    }

    private Steered apply(ClientMessage message) {
        if (chat == null || closing) {
            return new Steered.TooLate();
        }
        steering = true;
        refusal = null;
        try {
            chat.steer(message);
        } finally {
            steering = false;
        }
        return refusal == null ? new Steered.Done() : new Steered.Refused(refusal);
    }

    private void onLoop(Runnable task) {
        ChannelHandlerContext ctx = channel;
        if (ctx != null && !ctx.executor().isShuttingDown()) {
            ctx.executor().execute(task);
        }
    }
}
