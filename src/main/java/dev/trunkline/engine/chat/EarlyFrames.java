package dev.trunkline.engine.chat;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** What a client says before its chat is open. Owns the frames. Confined to the channel's loop. */
final class EarlyFrames {

    private final Deque<WebSocketFrame> frames = new ArrayDeque<>();

    void keep(WebSocketFrame frame) {
        frames.add(frame.retain());
    }

    /** Hands all of them over, in order, and forgets them. */
    void replay(Consumer<WebSocketFrame> listener) {
        frames.forEach(listener);
        drop();
    }

    void drop() {
        frames.forEach(WebSocketFrame::release);
        frames.clear();
    }
}
