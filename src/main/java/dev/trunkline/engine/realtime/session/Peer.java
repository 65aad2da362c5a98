package dev.trunkline.engine.realtime.session;

import dev.trunkline.engine.history.ChatEntry;
import dev.trunkline.engine.realtime.wire.ServerEvent;

/** The other end of a session's socket. Confined to the session's loop. After {@link #close} all of it does nothing. */
public interface Peer {

    void send(ServerEvent event);

    /** Lets what the client sends next wait, in its own buffers, for {@code nanos}. */
    void holdBack(long nanos);

    /**
     * Closes with 1000, after everything sent before.
     *
     * @param why the session is over
     */
    void close(ChatEntry.Status why);
}
