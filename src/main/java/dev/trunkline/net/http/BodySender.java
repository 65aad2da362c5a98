package dev.trunkline.net.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one body part by part: the next is fetched when the last has left. Confined to the connection's loop. */
final class BodySender {

    private static final Logger LOG = LoggerFactory.getLogger(BodySender.class);

    private final ChannelHandlerContext ctx;
    private final BodySource source;
    private final Runnable onPart;
    private final Consumer<Boolean> onEnd;
    private final boolean isLengthKnown;
    private long leftBytes;

    /**
     * @param onPart before each part
     * @param onEnd whether all of it was sent
     */
    BodySender(ChannelHandlerContext ctx, BodySource source, Runnable onPart, Consumer<Boolean> onEnd) {
        this.ctx = ctx;
        this.source = source;
        this.onPart = onPart;
        this.onEnd = onEnd;
        this.isLengthKnown = source.lengthBytes() != BodySource.UNKNOWN;
        this.leftBytes = isLengthKnown ? source.lengthBytes() : Long.MAX_VALUE;
    }

    void proceed() {
        onPart.run();
        source.next().whenCompleteAsync(this::send, ctx.executor());
    }

    private void send(byte @Nullable [] part, @Nullable Throwable failure) {
        if (part == null || part.length > leftBytes || (part.length == 0 && isLengthKnown && leftBytes > 0)) {
            // The length was promised; only a broken connection can say that it was wrong.
            LOG.atWarn().setCause(failure).log("body cannot be sent");
            end(false);
        } else if (part.length == 0) {
            ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT).addListener(written -> end(written.isSuccess()));
        } else {
            leftBytes -= part.length;
            ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(part)))
                    .addListener(written -> {
                        if (written.isSuccess()) {
                            proceed();
                        } else {
                            end(false);
                        }
                    });
        }
    }

    private void end(boolean success) {
        source.close();
        onEnd.accept(success);
    }
}
