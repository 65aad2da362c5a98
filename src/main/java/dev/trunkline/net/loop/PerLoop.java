package dev.trunkline.net.loop;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.function.Supplier;

/** What is too much for every connection and nothing for every loop: made on each loop that asks for it, and kept there. Thread-safe. */
public final class PerLoop<T> extends FastThreadLocal<T> {

    private final Supplier<T> maker;

    public PerLoop(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    protected T initialValue() {
        return maker.get();
    }
}
