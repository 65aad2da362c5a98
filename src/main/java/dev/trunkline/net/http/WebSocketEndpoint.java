package dev.trunkline.net.http;

import io.netty.channel.ChannelHandler;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Decides about WebSocket handshakes of one route. */
@FunctionalInterface
public interface WebSocketEndpoint {

    /**
     * Called on the connection's loop before the upgrade; must not block.
     *
     * @param request the upgrade request, a GET
     */
    Decision onUpgrade(HttpRequest request);

    /** What becomes of a handshake. */
    sealed interface Decision {}

    /**
     * The upgrade goes through.
     *
     * @param handler put at the end of the pipeline before the 101 is written; it gets whole (reassembled)
     *     {@code WebSocketFrame}s of text and binary, and {@code channelInactive} at the end. Pings are answered and
     *     closes echoed before it
     * @param maxMessageBytes bigger messages close with 1009
     * @param subprotocol answered when it is one of those that were asked for; null for none
     */
    record Accept(
            ChannelHandler handler,
            int maxMessageBytes,
            @Nullable String subprotocol) implements Decision {

        /** Without a subprotocol, whatever was asked for. */
        public Accept(ChannelHandler handler, int maxMessageBytes) {
            this(handler, maxMessageBytes, null);
        }
    }

    /**
     * The upgrade is answered with {@code response} and the connection closed.
     *
     * @param response any status but 101
     */
    record Refuse(HttpResponse response) implements Decision {}

    /**
     * Somebody has to be asked first; the handshake waits meanwhile.
     *
     * @param decision done soon, on any thread, with one of the others; a failure is answered with 500
     */
    record Later(CompletionStage<? extends Decision> decision) implements Decision {}
}
