package dev.trunkline.engine.mind.remote;

/** How one thought reaches its model. */
interface Connection {

    /** Asks, and tells {@code thought} what comes; must not block. */
    void open(Thought thought);

    /** Nothing more is wanted. Any thread; twice is harmless. */
    void close();
}
