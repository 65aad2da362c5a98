package dev.trunkline.engine.chat;

import java.util.List;

/** Somebody who watches a chat. Called on the chat's loop; never blocks it. */
interface Watcher {

    /** What has been sent before it came. */
    void catchUp(List<byte[]> frames);

    /** Returns false when it cannot keep up: it has left then. */
    boolean show(byte[] frame);

    void chatEnded();
}
