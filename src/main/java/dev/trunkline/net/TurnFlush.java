package dev.trunkline.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;

/**
 * Flushes every socket that was written to, once at the end of the loop's turn, however many messages it was sent in it.
 * Confined to its loop.
 */
final class TurnFlush implements Runnable {

    private static final FastThreadLocal<TurnFlush> OF_LOOP = new FastThreadLocal<>() {
        @Override
        protected TurnFlush initialValue() {
            return new TurnFlush();
        }
    };

    private List<Socket> waiting = new ArrayList<>();
    private List<Socket> flushing = new ArrayList<>();

    private TurnFlush() {}

    /** The one of the loop that this is called on. */
    static TurnFlush ofThisLoop() {
        return OF_LOOP.get();
    }

    /** Something that may be waiting for its flush. */
    static final class Socket {
        private final ChannelHandlerContext from;
        private boolean waits;

        /** @param from the flush begins before this handler */
        Socket(ChannelHandlerContext from) {
            this.from = from;
        }
    }

    void flushLater(Socket socket) {
        if (socket.waits) {
            return;
        }
        socket.waits = true;
        waiting.add(socket);
        if (waiting.size() == 1) {
            socket.from.executor().execute(this);
        }
    }

    /** The loop calls it when it has read what there was. */
    @Override
    public void run() {
        List<Socket> now = waiting;
        waiting = flushing;
        flushing = now;
        for (int i = 0; i < now.size(); i++) {
            Socket socket = now.get(i);
            socket.waits = false;
            socket.from.flush();
        }
        now.clear();
    }
}
