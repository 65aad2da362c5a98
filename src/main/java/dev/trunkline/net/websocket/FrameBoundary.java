package dev.trunkline.net.websocket;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;

/**
 * Where Netty's decoder stands in the stream of frames, told from what it takes and gives: it keeps its own state to itself.
 * Only between two messages may somebody else take the next one. Confined to the connection's loop.
 */
final class FrameBoundary {

    private boolean inFrame;
    private boolean wasInFrame;
    private boolean inFragments;
    private boolean closed;

    /** Whether the next byte begins a message. */
    boolean isBetweenMessages() {
        return !inFrame && !inFragments && !closed;
    }

    /** Whether there was a close frame, or the connection has ended. */
    boolean isClosed() {
        return closed;
    }

    /** The decoder is called. One that throws is in the middle of a frame for ever. */
    void begin() {
        wasInFrame = inFrame;
        inFrame = true;
    }

    /** The decoder took nothing and gave nothing. */
    void nothingTaken() {
        inFrame = wasInFrame;
    }

    /** The decoder has given a frame, perhaps after others of the same kind. */
    void onFrame(Object frame) {
        inFrame = false;
        if (frame instanceof CloseWebSocketFrame) {
            closed = true;
        } else if (frame instanceof WebSocketFrame data
                && !(frame instanceof PingWebSocketFrame || frame instanceof PongWebSocketFrame)) {
            inFragments = !data.isFinalFragment();
        }
    }

    void close() {
        closed = true;
    }
}
