package dev.trunkline.engine.mind.remote;

/** How one generation reaches its model. */
@FunctionalInterface
interface ModelConnection {

    /**
     * Asks, and tells {@code generation} what comes; must not block.
     *
     * @return calls it off. Any thread; twice is harmless
     */
    Runnable open(Generation generation);
}
