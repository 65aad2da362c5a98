package dev.trunkline.engine.chat;

import dev.trunkline.engine.chat.ChatSetup.Refusal;
import dev.trunkline.engine.chat.ChatSetup.Welcome;
import dev.trunkline.engine.controlplane.ControlResult;
import dev.trunkline.engine.controlplane.Observers;
import dev.trunkline.engine.controlplane.OpenChat;
import dev.trunkline.engine.controlplane.OpenChats;
import dev.trunkline.engine.conversation.ChatIds;
import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.plan.ChatRequest;
import dev.trunkline.engine.wire.ClientCodec;
import dev.trunkline.engine.wire.ClientMessage;
import dev.trunkline.net.connection.PeerTrouble;
import dev.trunkline.net.loop.LoopScheduler;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A chat's WebSocket: has the chat set up, gives it what comes in, and ends it with the connection. What goes out is the
 * {@link SocketClient}'s. Confined to the channel's loop, which is the chat's, except where it is an {@link OpenChat}.
 */
final class ChatSocket extends SimpleChannelInboundHandler<WebSocketFrame> implements OpenChat {

    private static final Logger LOG = LoggerFactory.getLogger(ChatSocket.class);

    private final ChatDependencies dependencies;
    private final ChatSetup setup;
    private final OpenChats open;
    private final ChatListener listener;
    private final ChatRequest request;
    private final String chatId = UUID.randomUUID().toString();
    private final String requestId = UUID.randomUUID().toString();
    private final EarlyFrames early = new EarlyFrames();
    private volatile @Nullable ChannelHandlerContext channel;
    private volatile @Nullable Observers observers;
    private @Nullable SocketClient client;
    private @Nullable Chat chat;
    private boolean over;

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
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof HandshakeComplete) {
            channel = ctx;
            Observers admitted = request.allowConnection() ? new Observers(open.budget(), this::onLoop) : null;
            observers = admitted;
            SocketClient other = new SocketClient(ctx, chatId, requestId, admitted);
            client = other;
            open.add(chatId, this);
            // What the client says meanwhile waits: here a little, the rest in the kernel.
            setup.receive(request, scheduler(ctx), ctx.executor(), answer -> onReceived(ctx, other, answer));
        }
        ctx.fireUserEventTriggered(event);
    }

    private void onReceived(ChannelHandlerContext ctx, SocketClient other, ChatSetup.Answer answer) {
        if (chat != null || over || other.isClosing()) {
            return;
        }
        if (answer instanceof Welcome welcome) {
            open(ctx, other, welcome);
            early.replay(this::hear);
        } else if (answer instanceof Refusal refusal) {
            other.fail(refusal.problem(), refusal.message(), refusal.cause());
            other.close();
        }
        early.drop();
        other.read();
    }

    private void open(ChannelHandlerContext ctx, SocketClient other, Welcome welcome) {
        ChatIds ids = new ChatIds(chatId, welcome.group().id(), requestId);
        long startMillis = dependencies.agent().wallClock().millis();
        Chat opened = Chat.of(dependencies, welcome, request, ids, other, scheduler(ctx), ctx.executor());
        ChatEvents events = new ChatEvents(
                listener,
                scheduler(ctx),
                () -> new ChatFacts(
                        chatId,
                        ids.chatGroupId(),
                        welcome.plan(),
                        opened.customSessionId(),
                        request.isResumed(),
                        startMillis));
        chat = opened;
        other.join(events, opened::customSessionId);
        LOG.atInfo()
                .addKeyValue("chatId", chatId)
                .addKeyValue("chatGroupId", ids.chatGroupId())
                .addKeyValue("config", welcome.plan().config())
                .addKeyValue("resumed", request.isResumed())
                .log("chat opened");
        opened.open();
        events.begin();
        ctx.flush();
    }

    private static LoopScheduler scheduler(ChannelHandlerContext ctx) {
        return LoopScheduler.of(ctx.channel().eventLoop());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (chat == null && isOpen()) {
            early.keep(frame);
        } else {
            hear(frame);
        }
    }

    private boolean isOpen() {
        return !over && client != null && !client.isClosing();
    }

    private void hear(WebSocketFrame frame) {
        if (chat == null || !isOpen()) {
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
        ChatEntry.Status gone = ChatEntry.Status.USER_ENDED;
        ChatEntry.Status reason = client == null ? gone : client.end(gone);
        over = true;
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
                close(SocketClient.INTERNAL_ERROR);
            }
        }
    }

    private void close(int code) {
        if (client != null) {
            client.close(code, ChatEntry.Status.ERROR);
        }
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
        return chat == null || !isOpen() ? new ControlResult.TooLate() : chat.steer(message);
    }

    @Override
    public CompletableFuture<Void> goAway() {
        ChannelHandlerContext ctx = channel;
        return ctx == null || ctx.executor().isShuttingDown()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.runAsync(() -> close(SocketClient.GOING_AWAY), ctx.executor());
    }

    private void onLoop(Runnable task) {
        ChannelHandlerContext ctx = channel;
        if (ctx != null && !ctx.executor().isShuttingDown()) {
            ctx.executor().execute(task);
        }
    }
}
