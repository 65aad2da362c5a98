package dev.trunkline.engine.controlplane;

import java.util.List;

/** Somebody who watches a chat. Called on the chat's loop; never blocks it. */
public interface Observer {

    /** What has been sent before it came. */
    void catchUp(List<byte[]> frames);

    /** Returns false when it cannot keep up: it has left then. */
    boolean show(byte[] frame);

    void chatEnded();
}
