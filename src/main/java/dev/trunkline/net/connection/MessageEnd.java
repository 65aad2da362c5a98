package dev.trunkline.net.connection;

/** Who wants to know when a message is whole, and what was held for it is not held any more. On the connection's loop. */
public interface MessageEnd {

    void messageIsWhole();
}
