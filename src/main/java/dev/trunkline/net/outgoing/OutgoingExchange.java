package dev.trunkline.net.outgoing;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response on a connection that is open. Confined to the connection's loop, but for {@link #cancel()} and
 * {@link #lost}.
 */
final class OutgoingExchange extends SimpleChannelInboundHandler<HttpObject> implements OutgoingHttp.Exchange {

    private static final int FIRST_FINAL_STATUS = 200; // what is below only announces another

    private final HttpReceiver receiver;
    private final Consumer<Channel> whole;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Channel channel;
    private boolean answering;
    private boolean keepsAlive;

    /** @param whole takes the connection back when the response is complete and it may be used again */
    OutgoingExchange(HttpReceiver receiver, Consumer<Channel> whole) {
        this.receiver = receiver;
        this.whole = whole;
    }

    void begin(Channel open, FullHttpRequest request) {
        channel = open;
        open.eventLoop().execute(() -> {
            if (over.get()) {
                open.close();
                return;
            }
            KeptConnections.wake(open);
            open.pipeline().addLast(this);
            open.writeAndFlush(request).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
            if (!open.isActive()) {
                lost(new IOException("the connection was closed"));
            }
        });
    }

    void lost(Throwable cause) {
        if (over.compareAndSet(false, true)) {
            receiver.onLost(cause);
        }
    }

    @Override
    public void cancel() {
        over.set(true);
        Channel open = channel;
        if (open != null) {
            open.close();
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, HttpObject part) {
        if (over.get()) {
            ctx.close();
            return;
        }
        if (part.decoderResult().isFailure()) {
            lost(new IOException(
                    "not a response: " + part.decoderResult().cause().getClass().getSimpleName()));
            ctx.close();
            return;
        }
        if (part instanceof HttpResponse response && response.status().code() >= FIRST_FINAL_STATUS) {
            answering = true;
            keepsAlive = HttpUtil.isKeepAlive(response);
            receiver.onHead(response.status().code(), response.headers().get(HttpHeaderNames.CONTENT_TYPE, ""));
            String retryAfter = response.headers().get(HttpHeaderNames.RETRY_AFTER);
            if (retryAfter != null) {
                receiver.onRetryAfter(retryAfter);
            }
        }
        if (answering && part instanceof HttpContent content) {
            onContent(ctx, content);
        }
    }

    private void onContent(ChannelHandlerContext ctx, HttpContent content) {
        if (content.content().isReadable()
                && !receiver.onBytes(content.content().nioBuffer())) {
            over.set(true);
            ctx.close();
        } else if (content instanceof LastHttpContent && over.compareAndSet(false, true)) {
            ctx.pipeline().remove(this);
            if (keepsAlive) {
                whole.accept(ctx.channel());
            } else {
                ctx.close();
            }
            receiver.onEnd();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost(new IOException("the connection was closed"));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        lost(cause);
        ctx.close();
    }
}
