package dev.trunkline.console;

/** Somebody who watches calls. Every method is called on the feed's loop, and returns at once. */
interface Watcher {

    /** What waits for them. */
    Backlog backlog();

    /**
     * At every tick, whether anything has happened or not.
     *
     * @return false when nobody watches any more
     */
    boolean onTick(long nowNanos);
}
