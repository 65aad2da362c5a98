package dev.trunkline.net.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request and its one answer. Its state is confined to the connection's loop; answers come from any thread. */
final class HttpExchange implements HttpEndpoint.Reply {

    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    private final ChannelHandlerContext ctx;
    private final boolean isHead;
    private final Runnable onPart;
    private final Consumer<Boolean> onEnd;
    private Map<String, String> baseHeaders = Map.of();
    private Map<String, String> furtherHeaders = Map.of();
    private boolean keepAlive;
    private boolean answered;

    /**
     * @param isHead whether the body is left out
     * @param onPart before each part of the answer
     * @param onEnd whether the connection may go on
     */
    HttpExchange(
            ChannelHandlerContext ctx, boolean keepAlive, boolean isHead, Runnable onPart, Consumer<Boolean> onEnd) {
        this.ctx = ctx;
        this.keepAlive = keepAlive;
        this.isHead = isHead;
        this.onPart = onPart;
        this.onEnd = onEnd;
    }

    /** Puts these into the answer, unless it has its own. */
    void withDefaults(Map<String, String> headers) {
        baseHeaders = headers;
    }

    /** Puts these into the answer, whatever it will be. */
    void with(Map<String, String> headers) {
        furtherHeaders = headers;
    }

    @Override
    public void send(HttpResponse response) {
        if (ctx.executor().inEventLoop()) {
            answer(response);
        } else {
            ctx.executor().execute(() -> answer(response));
        }
    }

    @Override
    public void send(HttpResponse head, BodySource body) {
        ctx.executor().execute(() -> {
            if (answered || !ctx.channel().isActive()) {
                body.close();
                return;
            }
            answered = true;
            ctx.write(head(head, body.lengthBytes()));
            if (isHead) {
                body.close();
                end();
            } else {
                new BodySender(ctx, body, onPart, this::sent).proceed();
            }
        });
    }

    /** Answers and gives the connection up. */
    void refuse(HttpResponse response) {
        keepAlive = false;
        send(response);
    }

    private void answer(HttpResponse response) {
        if (answered || !ctx.channel().isActive()) {
            return;
        }
        answered = true;
        HttpMessage message;
        try {
            message = isHead ? head(response, response.body().length) : whole(response);
        } catch (IllegalArgumentException e) {
            // An endpoint's mistake: a header that HTTP does not allow.
            LOG.atError().setCause(e).log("response cannot be sent");
            keepAlive = false;
            message = whole(HttpResponse.text(500, "internal error"));
        }
        if (message instanceof FullHttpResponse) {
            onPart.run();
            ctx.writeAndFlush(message).addListener(written -> sent(written.isSuccess()));
        } else {
            ctx.write(message);
            end();
        }
    }

    private void end() {
        onPart.run();
        ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(written -> sent(written.isSuccess()));
    }

    private void sent(boolean success) {
        onEnd.accept(success && keepAlive);
    }

    private FullHttpResponse whole(HttpResponse response) {
        var message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(response.status()),
                Unpooled.wrappedBuffer(response.body()));
        addHeaders(message, response, response.body().length);
        return message;
    }

    private HttpMessage head(HttpResponse response, long lengthBytes) {
        var message = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()));
        addHeaders(message, response, lengthBytes);
        return message;
    }

    private void addHeaders(HttpMessage message, HttpResponse response, long lengthBytes) {
        if (!response.contentType().isEmpty()) {
            message.headers().set(HttpHeaderNames.CONTENT_TYPE, response.contentType());
        }
        baseHeaders.forEach((name, value) -> message.headers().set(name, value));
        response.headers().forEach((name, value) -> message.headers().set(name, value));
        furtherHeaders.forEach((name, value) -> message.headers().set(name, value));
        if (lengthBytes == BodySource.UNKNOWN) {
            message.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else {
            message.headers().set(HttpHeaderNames.CONTENT_LENGTH, lengthBytes);
        }
        keepAlive &= !message.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        if (!keepAlive) {
            message.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }
}
