package dev.trunkline.net.loop;

import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Flushes every socket that was written to, once at the end of the loop's turn, however many messages it was sent in it.
 *
 * <p>Netty's {@code FlushConsolidationHandler} does this for one channel, between that channel's own reads. Here the sound
 * that is read on one socket is written to another, whose handler never sees a read; and one task for all sockets of the loop
 * costs less than one for each. Confined to its loop.
 */
public final class FlushBatcher implements Runnable {

    private List<Socket> waiting = new ArrayList<>();
    private List<Socket> flushing = new ArrayList<>();

    FlushBatcher() {}

    /** Something that may be waiting for its flush. */
    public static final class Socket {
        private final ChannelHandlerContext from;
        private boolean waits;

        /** @param from the flush begins before this handler */
        public Socket(ChannelHandlerContext from) {
            this.from = from;
        }
    }

    public void flushLater(Socket socket) {
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
