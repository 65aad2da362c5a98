package dev.trunkline.console;

import org.jspecify.annotations.Nullable;

/** Somebody who watches calls. Every method is called on the feed's loop, and returns at once. */
interface Watcher {

    /** The one call that is watched, or null for all. */
    @Nullable
    String callSid();

    /** Comes first of all: how things stand. */
    void begin(byte[] json);

    /**
     * Something has happened.
     *
     * @return how many events this watcher has lost, because so many wait for it already
     */
    int show(Batch batch);

    /** So many events were lost before anybody was shown them. */
    void lose(int events);

    /**
     * At every tick, whether anything has happened or not.
     *
     * @return false when nobody watches any more
     */
    boolean onTick(long nowNanos);
}
