package dev.trunkline.engine.turns;

import dev.trunkline.engine.wire.Problem;
import dev.trunkline.engine.wire.ServerMessage;

/** The other end of a chat's socket. Confined to the chat's loop. After {@link #close()} all of it does nothing. */
public interface Client {

    void send(ServerMessage message);

    /**
     * Sends an {@code error}, and closes when it is one that ends the chat.
     *
     * @param message for the client
     * @param cause for our log only
     */
    void fail(Problem problem, String message, String cause);

    /** Lets what the client sends next wait, in its own buffers, for {@code nanos}. */
    void holdBack(long nanos);

    /** Closes with 1000, after everything sent before. */
    void close();
}
