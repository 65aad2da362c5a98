package dev.trunkline.engine.chat;

import dev.trunkline.engine.chat.ChatSetup.Refusal;
import dev.trunkline.engine.controlplane.ControlResult;
import dev.trunkline.engine.controlplane.Observer;
import dev.trunkline.engine.controlplane.Observers;
import dev.trunkline.engine.controlplane.OpenChat;
import dev.trunkline.engine.controlplane.OpenChats;
import dev.trunkline.engine.conversation.ChatHistoryWriter;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.plan.ChatPlan;
import dev.trunkline.engine.plan.ChatRequest;
import dev.trunkline.engine.turns.AgentParts;
import dev.trunkline.engine.turns.ChatContext;
import dev.trunkline.engine.turns.Client;
import dev.trunkline.engine.turns.Delivery;
import dev.trunkline.engine.turns.ResponseLatency;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerCodec;
import dev.trunkline.engine.wire.ServerMessage;
import dev.trunkline.net.LoopScheduler;
import dev.trunkline.net.PeerTrouble;
import dev.trunkline.time.Scheduler;
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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chat's WebSocket: frames in, messages out; and the way to the chat for those who watch or steer it. Confined to the
 * channel's loop, which is the chat's.
 */
final class ChatSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements Client, OpenChat {

    private static final Logger LOG = LoggerFactory.getLogger(ChatSocket.class);
    private static final int NORMAL_CLOSURE = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int POLICY_VIOLATION = 1008;
    private static final int INTERNAL_ERROR = 1011;
    private static final int MAX_BAD_MESSAGES = 100; // of one chat: a client that never gets it right
    private static final int MAX_UNSENT_BYTES = 32 * 1024 * 1024; // minutes of sound that the client does not read

    private final ChatDependencies dependencies;
    private final ChatSetup setup;
    private final OpenChats open;
    private final ChatListener listener;
    private final ChatRequest request;
    private final @Nullable Observers observers;
    private final String chatId = UUID.randomUUID().toString();
    private final String requestId = UUID.randomUUID().toString();
    private final EarlyFrames early = new EarlyFrames();
    private volatile @Nullable ChannelHandlerContext channel;
    private @Nullable Chat chat;
    private @Nullable ChatEvents events;
    private ServerMessage.@Nullable Failure refusal;
    private ChatEntry.@Nullable Status ending;
    private boolean steering;
    private boolean closing;
    private int badMessages;

    ChatSocket(
            ChatDependencies dependencies,
            ChatSetup setup,
            OpenChats open,
            ChatListener listener,
            ChatRequest request) {
        this.dependencies = dependencies;
        this.setup = setup;
        this.open = open;
        this.listener = listener;
        this.request = request;
        this.observers = request.allowConnection() ? new Observers(open.budget()) : null;
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
        setup.receive(request, scheduler, ctx.executor(), answer -> onReceived(ctx, answer));
    }

    private void onReceived(ChannelHandlerContext ctx, ChatSetup.Answer answer) {
        if (chat != null || closing) {
            return;
        }
        if (answer instanceof ChatSetup.Welcome welcome) {
            open(ctx, welcome);
            early.replay(this::hear);
        } else if (answer instanceof Refusal refusal) {
            fail(refusal.problem(), refusal.message(), refusal.cause());
            close();
        }
        early.drop();
        ctx.channel().config().setAutoRead(true);
    }

    private void open(ChannelHandlerContext ctx, ChatSetup.Welcome welcome) {
        LoopScheduler scheduler = LoopScheduler.of(ctx.channel().eventLoop());
        ChatPlan plan = welcome.plan();
        ChatIds ids = new ChatIds(chatId, welcome.group().id(), requestId);
        long startMillis = dependencies.agent().wallClock().millis();
        Chat opened = new Chat(dependencies, context(plan, ids, scheduler, ctx.executor()), request, welcome.group());
        ChatEvents told = new ChatEvents(
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
        events = told;
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

    private ChatContext context(ChatPlan plan, ChatIds ids, Scheduler scheduler, Executor loop) {
        AgentParts agent = dependencies.agent();
        ChatStores stores = dependencies.stores();
        return new ChatContext(
                agent,
                plan,
                ids,
                new Delivery(this, request.knowsProsody(), scheduler),
                new ChatHistoryWriter(stores.history(), ids, agent.wallClock()),
                stores.recordings().begin(ids.chatId()),
                new ResponseLatency(agent.meter(), scheduler),
                scheduler,
                loop);
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
        if (observers != null) {
            observers.show(frame, message instanceof ServerMessage.AudioOutput);
        }
        if (events != null) {
            events.onSent(message);
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
            close(NORMAL_CLOSURE, ChatEvents.endBy(problem));
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

    @Override
    public CompletableFuture<Void> goAway() {
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
        if (events != null) {
            events.end(first);
        }
        if (observers != null) {
            observers.end();
        }
        return first;
    }

    @Override
    public String chatId() {
        return chatId;
    }

    @Override
    public @Nullable Observers observers() {
        return observers;
    }

    @Override
    public void admit(Observer observer) {
        onLoop(() -> {
            if (observers != null && chat != null && !closing) {
                observers.join(observer);
            } else {
                observer.chatEnded();
            }
        });
    }

    @Override
    public void dismiss(Observer observer) {
        onLoop(() -> {
            if (observers != null) {
                observers.leave(observer);
            }
        });
    }

    @Override
    public CompletableFuture<ControlResult> steer(ClientMessage message) {
        ChannelHandlerContext ctx = channel;
        if (ctx == null) {
            return CompletableFuture.completedFuture(new ControlResult.TooLate());
        }
        return CompletableFuture.supplyAsync(() -> apply(message), ctx.executor())
                .whenComplete((result, bug) -> {
                    if (bug != null) {
                        exceptionCaught(ctx, bug);
                    }
                });
    }

    private ControlResult apply(ClientMessage message) {
        if (chat == null || closing) {
            return new ControlResult.TooLate();
        }
        steering = true;
        refusal = null;
        try {
            chat.steer(message);
        } finally {
            steering = false;
        }
        return refusal == null ? new ControlResult.Done() : new ControlResult.Refused(refusal);
    }

    private void onLoop(Runnable task) {
        ChannelHandlerContext ctx = channel;
        if (ctx != null && !ctx.executor().isShuttingDown()) {
            ctx.executor().execute(task);
        }
    }
}
