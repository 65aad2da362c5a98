package dev.trunkline.engine.webhook;

/** Runs things after a while, on any thread. Thread-safe. */
@FunctionalInterface
interface Later {

    void after(long delayNanos, Runnable task);
}
