package dev.trunkline.engine.mind.remote;

/** How one generation reaches its model. */
interface ModelConnection {

    /** Asks, and tells {@code generation} what comes; must not block. */
    void open(Generation generation);

    /** Nothing more is wanted. Any thread; twice is harmless. */
    void close();
}
